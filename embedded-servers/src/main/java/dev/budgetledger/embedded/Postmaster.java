package dev.budgetledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The PostgreSQL process of a data directory, as {@code postmaster.pid} names it.
 *
 * <p>A PostgreSQL server outlives a JVM that was killed. The next start finds it here and stops it: anyone who holds the
 * lock of the folder may.
 */
record Postmaster(Optional<ProcessHandle> process) {

    private static final long STOP_SECONDS_MAX = 30;

    static Postmaster of(Path dataDirectory) {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        try {
            List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
            return new Postmaster(lines.stream()
                    .findFirst()
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                    .filter(Postmaster::isPostgres));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Process ids are used again: after a restart of the machine the file may name anything. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().filter(command -> command.matches(".*[/\\\\]postgres(\\.exe)?")).isPresent();
    }

    /** Asks a server that a killed program left behind to shut down, then kills it: either loses nothing committed. */
    void stopLeftOver() {
        process.ifPresent(left -> {
            left.destroy();
            try {
                awaitEnd();
            } catch (IllegalStateException stillInUse) {
                left.destroyForcibly();
                awaitEnd();
            }
        });
    }

    boolean isAlive() {
        return process.filter(ProcessHandle::isAlive).isPresent();
    }

    /**
     * Ends the sessions that a killed server left behind: while one of them holds the shared memory no other server starts.
     * Only once there is no server: what they had not committed is lost, as it would be anyway.
     *
     * @param binaries the folder of the programs, which no other server uses
     */
    static void killOrphans(Path binaries) {
        try {
            if (Files.exists(binaries)) {
                String programs = binaries.toRealPath() + binaries.getFileSystem().getSeparator();
                ProcessHandle.allProcesses()
                        .filter(process -> process.info().command().filter(command -> command.startsWith(programs)).isPresent())
                        .forEach(orphan -> {
                            orphan.destroyForcibly();
                            new Postmaster(Optional.of(orphan)).awaitEnd();
                        });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException if the process still runs after half a minute */
    void awaitEnd() {
        process.ifPresent(running -> {
            try {
                running.onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                throw new IllegalStateException("PostgreSQL process " + running.pid() + " does not end", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
