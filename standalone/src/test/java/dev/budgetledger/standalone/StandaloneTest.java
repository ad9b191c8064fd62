package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.embedded.CannotStartException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandaloneTest {

    @TempDir
    private Path folder;

    @Test
    void a_service_port_in_use_is_one_line_before_anything_starts() throws IOException {
        Settings free = Settings.onFreePorts(folder.resolve("data"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = new Settings(
                    free.data(), free.postgresPort(), free.kafkaPort(), free.ledgerPort(), taken.getLocalPort());

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

    private static void start(Settings settings) {
        try (PrintStream out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
                Standalone standalone = new Standalone(settings, out)) {
            standalone.start();
        }
    }
}
