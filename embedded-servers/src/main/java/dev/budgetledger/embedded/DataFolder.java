package dev.budgetledger.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The folder in which one server keeps its data, for its owner only: {@code version} says who wrote it, {@code lock} that someone is using
 * it, {@code data/} is the server's own.
 *
 * <p>Until a first start has succeeded {@code version} says so, and whatever an interrupted first start left behind is
 * thrown away by the next one.
 */
final class DataFolder implements AutoCloseable {

    private static final String INCOMPLETE = "incomplete";
    private static final String NEXT = "version.new";
    /** What a first start leaves that found no room for more. */
    private static final Set<String> BEFORE_THE_VERSION = Set.of("lock", NEXT);

    private final Path root;
    private final String version;
    private final FileChannel lockChannel;

    private DataFolder(Path root, String version, FileChannel lockChannel) {
        this.root = root;
        this.version = version;
        this.lockChannel = lockChannel;
    }

    /**
     * Takes a folder for this process, creating it if need be.
     *
     * @param version what this program writes, {@code PostgreSQL 18, data format 1}
     * @throws CannotStartException if another process uses it, another version or another program wrote it, or it cannot be written
     */
    static DataFolder claim(Path folder, String version) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            refuseForeign(root);
            OwnerOnly.folder(root);
            FileChannel channel = lock(root);
            try {
                DataFolder claimed = new DataFolder(root, version, channel);
                claimed.checkVersion();
                return claimed;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw CannotStartException.unwritable("Data folder " + root, e);
        }
    }

    /** Where the server's own files are. Not created here: servers want to do that themselves. */
    Path data() {
        return root.resolve("data");
    }

    Path resolve(String name) {
        return root.resolve(name);
    }

    /** True until {@link #markComplete()}: the server has still to prepare its files. */
    boolean isNew() {
        return INCOMPLETE.equals(writtenBy(root));
    }

    /** The first start has succeeded: from now on the data is kept. */
    void markComplete() {
        if (isNew()) {
            write(root, version);
        }
    }

    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkVersion() throws IOException {
        String found = writtenBy(root);
        if (found == null || found.equals(INCOMPLETE)) {
            deleteRecursively(data());
            write(root, INCOMPLETE);
        } else if (!found.equals(version)) {
            throw new CannotStartException("Data folder " + root + " was written by " + found
                    + ", this program needs " + version
                    + ": move the folder away to start afresh, or run the version that wrote it.");
        }
    }

    private static void refuseForeign(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
            if (!names.contains("version") && !BEFORE_THE_VERSION.containsAll(names)) {
                throw new CannotStartException(
                        "Folder " + root + " holds other files: choose an empty one, or one this program wrote.");
            }
        }
    }

    private static FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new CannotStartException(
                    "Data folder " + root + " is in use by another running program: stop it, or choose another folder.");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static @Nullable String writtenBy(Path root) {
        Path marker = root.resolve("version");
        try {
            return Files.exists(marker) ? Files.readString(marker).strip() : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path root, String version) {
        try {
            Path next = Files.writeString(root.resolve(NEXT), version + "\n");
            Files.move(next, root.resolve("version"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CannotStartException.unwritable("Data folder " + root, e);
        }
    }

    static void deleteRecursively(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (Stream<Path> walk = Files.walk(folder)) {
                files = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
