package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.embedded.CannotStartException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandaloneTest {

    private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");

    @TempDir
    private Path folder;

    @Test
    void a_service_port_in_use_is_one_line_before_anything_starts() throws IOException {
        Settings free = Settings.onFreePorts(folder.resolve("data"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = new Settings(
                    free.data(), free.postgresPort(), free.kafkaPort(), free.ledgerPort(), taken.getLocalPort(),
                    free.ledgerManagementPort(), free.projectionManagementPort(), free.identityPort(), false);

            assertThatThrownBy(() -> start(settings))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is in use, but the projection service")
                    .hasMessageNotContaining("\n");
            assertThat(free.data()).doesNotExist();
        }
    }

    @Test
    void data_of_another_version_is_one_line_that_names_both() throws IOException {
        Settings settings = Settings.onFreePorts(folder);
        Files.createDirectories(settings.postgresData());
        Files.writeString(settings.postgresData().resolve("version"), "PostgreSQL 17, data format 1\n");

        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("was written by PostgreSQL 17, data format 1, this program needs PostgreSQL 18")
                .hasMessageNotContaining("\n");
    }

    @Test
    void a_folder_of_others_that_is_open_to_all_is_left_alone_and_an_empty_one_is_closed() throws IOException {
        Settings settings = Settings.onFreePorts(folder);
        Files.setPosixFilePermissions(folder, OPEN);
        Path thesis = Files.writeString(folder.resolve("thesis.txt"), "mine");

        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("is open to others and holds other files")
                .hasMessageNotContaining("\n");
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(OPEN);

        Files.delete(thesis);
        settings.keepFromOthers();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }

    private static void start(Settings settings) {
        try (PrintStream out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
                Standalone standalone = new Standalone(settings, out)) {
            standalone.start();
        }
    }
}
