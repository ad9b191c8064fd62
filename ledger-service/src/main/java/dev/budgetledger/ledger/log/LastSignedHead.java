package dev.budgetledger.ledger.log;

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

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;

/**
 * The largest head that was signed, in a file outside the database: the signed note itself. It is replaced whole, and on disk
 * before {@link Held#replace} returns. Instances on one machine may share it.
 */
public final class LastSignedHead {

    /** A lock on a file keeps out other processes only. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Path file;

    /** @throws IOException if it cannot be read, or nothing can be written there */
    public LastSignedHead(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        try (Held held = hold()) {
            var _ = held.head();
        }
    }

    /** The file, while nobody else has it. */
    final class Held implements AutoCloseable {
        private final FileChannel channel;
        private final FileLock lock;

        private Held() throws IOException {
            channel = FileChannel.open(beside("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.lock();
        }

        /** What was signed last, null if nothing was. */
        @Nullable Checkpoint head() throws IOException {
            try {
                return Checkpoint.parse(SignedNote.parse(Files.readString(file)).text());
            } catch (NoSuchFileException none) {
                return null;
            } catch (IllegalArgumentException broken) {
                throw new IOException("it holds no signed head: " + broken.getMessage(), broken);
            }
        }

        void replace(String note) throws IOException {
            Path next = beside("next");
            try (FileChannel written = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    var _ = written.write(bytes);
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

    Held hold() throws IOException {
        IN_THIS_PROCESS.lock();
        try {
            return new Held();
        } catch (Throwable fault) {
            IN_THIS_PROCESS.unlock();
            throw fault;
        }
    }
}
