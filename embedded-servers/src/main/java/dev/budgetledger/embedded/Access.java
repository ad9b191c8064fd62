package dev.budgetledger.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.util.LinuxUtils;

/** Who gets into the PostgreSQL of a folder: anyone who comes from this machine and knows a password. */
final class Access {

    private static final String RULES = """
            # Written at every start.
            local all all reject
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private Access() {}

    /**
     * The passwords of a folder. One that an earlier release wrote trusted everybody and has none yet: it gets them while no
     * server runs on it.
     *
     * @param fresh the passwords of a folder that has none
     */
    static Passwords of(DataFolder folder, Passwords fresh) {
        Path file = folder.resolve("passwords");
        if (!folder.isNew()) {
            OwnerOnly.write(folder.data().resolve("pg_hba.conf"), RULES);
            if (Files.exists(file)) {
                return complete(file, Passwords.read(file), fresh);
            }
            change(folder, fresh);
        }
        fresh.write(file);
        return fresh;
    }

    private static Passwords complete(Path file, Passwords kept, Passwords fresh) {
        if (kept.areComplete()) {
            return kept;
        }
        Passwords completed = kept.completedBy(fresh);
        completed.write(file);
        return completed;
    }

    /** PostgreSQL's single-user mode: it listens nowhere. A role that is not there is made by the bootstrap. */
    private static void change(DataFolder folder, Passwords passwords) {
        List<String> command = new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
        command.addAll(List.of(program(folder).toString(), "--single", "-D", folder.data().toString(), "postgres"));
        try {
            Process process = new ProcessBuilder(command)
                    // A statement that fails is told with its text: into no log.
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream statements = process.getOutputStream()) {
                statements.write(passwords.statements().getBytes(StandardCharsets.UTF_8));
            }
            if (process.waitFor() != 0) {
                throw new CannotStartException("Data folder " + folder.data()
                        + " was written by an earlier version and cannot be given passwords: start that version once, and stop it.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Unpacked by the start that wrote the folder. */
    private static Path program(DataFolder folder) {
        try (Stream<Path> files = Files.walk(folder.resolve(EmbeddedPostgres.BINARIES))) {
            return files.filter(file -> file.endsWith("bin/postgres") || file.endsWith("bin/postgres.exe"))
                    .findFirst()
                    .orElseThrow(IOException::new);
        } catch (IOException e) {
            throw new CannotStartException("Data folder " + folder.data() + " was written by an earlier version, and the folder "
                    + "binaries beside it, which is needed to give it passwords, is gone: start that version once, and stop it.");
        }
    }
}
