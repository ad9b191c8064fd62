package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers on their way to a client that may begin to read when it has sent everything: in memory while they are few, in a
 * temporary file while they are many. One thread writes, one reads; a writer never waits for the reader.
 */
final class Spool implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Spool.class);
    private static final int MEMORY = 1 << 20;
    private static final int CHUNK_BYTES = 1 << 16;

    /** Older than what is in the file. */
    private final Queue<byte[]> memory = new ArrayDeque<>();

    private int inMemory;
    private @Nullable FileChannel file;
    private long written;
    private long read;
    private boolean ended;
    private boolean abandoned;

    /** @throws IOException if they cannot be kept */
    synchronized void write(byte[] bytes) throws IOException {
        if (abandoned) {
            return;
        }
        if (read == written && inMemory + bytes.length <= MEMORY) {
            memory.add(bytes);
            inMemory += bytes.length;
        } else {
            written += append(ByteBuffer.wrap(bytes));
        }
        notifyAll();
    }

    private int append(ByteBuffer bytes) throws IOException {
        if (file == null) {
            Path path = Files.createTempFile(Path.of(System.getProperty("java.io.tmpdir")), "answers-", ".ndjson");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }
        int length = bytes.remaining();
        long at = written;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        return length;
    }

    /** Some of what was written, in order; waits for it. Null once all has been read and nothing more will come. */
    synchronized byte @Nullable [] read() throws IOException, InterruptedException {
        while (isEmpty() && !ended && !abandoned) {
            wait();
        }
        if (abandoned) {
            return null;
        }
        byte[] oldest = memory.poll();
        if (oldest != null) {
            inMemory -= oldest.length;
            return oldest;
        }
        return read == written ? null : readFile();
    }

    /** Whether a read would wait. */
    synchronized boolean isEmpty() {
        return memory.isEmpty() && read == written;
    }

    private byte[] readFile() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, written - read));
        FileChannel from = Objects.requireNonNull(file);
        while (chunk.hasRemaining() && from.read(chunk, read + chunk.position()) >= 0) {}
        read += chunk.position();
        if (read == written) {
            read = 0;
            written = 0;
            from.truncate(0);
        }
        return chunk.array();
    }

    /** Nothing more will be written. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nothing more will be read: what is written from now on is dropped. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    @Override
    public synchronized void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException fault) {
                LOGGER.warn("A temporary file could not be closed", fault);
            }
        }
    }
}
