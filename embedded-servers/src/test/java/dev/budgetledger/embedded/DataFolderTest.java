package dev.budgetledger.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {

    private static final String VERSION = "Server 1, data format 1";

    @TempDir
    private Path folder;

    @Test
    void it_belongs_to_one_program_at_a_time() {
        try (DataFolder first = DataFolder.claim(folder, VERSION)) {
            assertThat(first.isNew()).isTrue();
            assertThatThrownBy(() -> DataFolder.claim(folder, VERSION))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("is in use by another running program");
        }
        DataFolder.claim(folder, VERSION).close();
    }

    @Test
    void what_an_interrupted_first_start_left_is_thrown_away() throws IOException {
        Path half;
        try (DataFolder interrupted = DataFolder.claim(folder, VERSION)) {
            half = Files.writeString(Files.createDirectory(interrupted.data()).resolve("half"), "written");
        }
        try (DataFolder next = DataFolder.claim(folder, VERSION)) {
            assertThat(next.isNew()).isTrue();
            assertThat(half).doesNotExist();
        }
    }

    @Test
    void what_a_complete_start_left_is_kept() throws IOException {
        Path whole;
        try (DataFolder first = DataFolder.claim(folder, VERSION)) {
            whole = Files.writeString(Files.createDirectory(first.data()).resolve("whole"), "written");
            first.markComplete();
        }
        try (DataFolder next = DataFolder.claim(folder, VERSION)) {
            assertThat(next.isNew()).isFalse();
            assertThat(whole).hasContent("written");
        }
    }

    @Test
    void what_a_first_start_without_room_left_is_thrown_away() throws IOException {
        Files.writeString(folder.resolve("lock"), "");
        Files.writeString(folder.resolve("version.new"), "");

        DataFolder.claim(folder, VERSION).close();
    }

    @Test
    void a_folder_that_cannot_be_written_is_a_line_that_says_so() throws IOException {
        Files.createDirectory(folder.resolve("version.new"));

        assertThatThrownBy(() -> DataFolder.claim(folder, VERSION))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("Data folder " + folder + " cannot be written: ")
                .hasMessageEndingWith(": make room, or give the right to write there, or choose another folder.");
    }

    @Test
    void a_folder_with_files_of_others_is_refused() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> DataFolder.claim(folder, VERSION))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("holds other files");
    }
}
