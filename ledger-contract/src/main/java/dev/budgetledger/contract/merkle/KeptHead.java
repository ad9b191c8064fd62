package dev.budgetledger.contract.merkle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;


/**
 * The largest head that was signed, or seen, in a file outside of any database: the signed note itself. It is replaced whole, and on disk
 * before {@link Held#replace} returns. Processes of one machine may share it.
 */
public final class KeptHead {

    /** A lock on a file keeps out other processes only. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path file;

    /** @throws IOException if it cannot be read, or nothing can be written there */
    public KeptHead(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        try (Held held = hold()) {
            held.head();
        }
    }

    /** The file, while nobody else has it. */
    public final class Held implements AutoCloseable {
        private final FileChannel channel;
        private final FileLock lock;

        private Held() throws IOException {
            channel = FileChannel.open(beside("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.lock();
        }

        /** What is kept, null if nothing is. */
        public @Nullable Checkpoint head() throws IOException {
            try {
                return Checkpoint.parse(SignedNote.parse(Files.readString(file)).text());
            } catch (NoSuchFileException none) {
                return null;
            } catch (IllegalArgumentException broken) {
                throw new IOException("it holds no signed head: " + broken.getMessage(), broken);
            }
        }

        /** Keeps another. */
        public void replace(String note) throws IOException {
            Path next = beside("next");
            try (FileChannel written = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    written.write(bytes);
                }
                written.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(beside("").getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                lock.release();
            } finally {
                IN_THIS_PROCESS.unlock();
            }
        }
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + "." + suffix);
    }

    /** Waits for it. */
    public Held hold() throws IOException {
        IN_THIS_PROCESS.lock();
        try {
            return new Held();
        } catch (Throwable fault) {
            IN_THIS_PROCESS.unlock();
            throw fault;
        }
    }
}
