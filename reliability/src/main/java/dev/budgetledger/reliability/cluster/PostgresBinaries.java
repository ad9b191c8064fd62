package dev.budgetledger.reliability.cluster;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of the embedded PostgreSQL, unpacked. */
record PostgresBinaries(Path folder) {

    static PostgresBinaries unpack(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            Path incomplete = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "pg-");
            String archive = archive();
            try (InputStream packed = Objects.requireNonNull(
                            PostgresBinaries.class.getResourceAsStream(archive), archive);
                    var tar = new TarArchiveInputStream(
                            new XZCompressorInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, incomplete.resolve(entry.getName()));
                }
            }
            Files.move(incomplete, folder);
        }
        return new PostgresBinaries(folder);
    }

    private static String archive() {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        return "/postgres-" + (mac ? "darwin" : "linux") + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, file);
            boolean program = (entry.getMode() & 0b001_000_000) != 0;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** PostgreSQL will not be run by root; in a user namespace of its own nobody is. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(folder.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    void makeCluster(Path data, Path log) throws IOException, InterruptedException {
        // Commits are durable as always; that initdb need not be saves seconds.
        Process initdb = new ProcessBuilder(command("initdb", "--pgdata=" + data, "--username=postgres", "--auth=trust",
                        "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                        "--no-sync"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!initdb.waitFor(60, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
            throw new IllegalStateException("initdb: " + Files.readString(log));
        }
    }
}
