package dev.budgetledger.ledger.commands.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandResults;
import dev.budgetledger.ledger.store.CommandSession;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.Submission;

/**
 * Posts the commands of one request as they come and answers each in order, in memory that does not grow with the request.
 *
 * <p>One thread reads and submits, one takes the outcomes in order, one sends what is known: a client may read while it sends,
 * wait for each answer, or read once it has sent everything.
 */
final class BulkPosting {

    private static final Logger LOGGER = LoggerFactory.getLogger(BulkPosting.class);

    /** Commands read and not yet answered: a few groups of the writer. */
    private static final int ITEMS_UNDER_WAY_MAX = 4096;

    /** The same in bytes, each counted as at least its share. */
    private static final int BYTES_UNDER_WAY_MAX = 16 * 1024 * 1024;

    /** Answers that are known are sent together up to this many bytes. */
    private static final int CHUNK_BYTES = 32 * 1024;

    /** What is handed over together goes out together. */
    static final int ANSWER_BUFFER_BYTES = 2 * CHUNK_BYTES;

    private static final Duration UNREAD_CHECK_INTERVAL = Duration.ofMillis(500);

    private static final int ITEM_BYTES_MIN = BYTES_UNDER_WAY_MAX / ITEMS_UNDER_WAY_MAX;

    private final LedgerWriter writer;
    private final Duration writeTimeout;
    private final Language language;
    /** When the client was given what it has not taken yet, 0 if it has taken all. */
    private volatile long writingSince;

    /**
     * @param writeTimeout how long a client that has sent everything may read nothing
     * @param language of the answers
     */
    BulkPosting(LedgerWriter writer, Duration writeTimeout, Language language) {
        this.language = language;
        this.writer = writer;
        this.writeTimeout = writeTimeout;
    }

    /** An item under way. */
    private record Pending(Item item, CompletableFuture<Outcome> outcome) {

        static int bytes(Item item) {
            return item instanceof Item.Legible legible
                    ? Math.clamp(legible.bytes(), ITEM_BYTES_MIN, BYTES_UNDER_WAY_MAX)
                    : ITEM_BYTES_MIN;
        }
    }

    /**
     * Posts all items and returns when the client has all answers, or reads no more.
     *
     * @param reset breaks the connection
     * @throws IOException if the client is gone, or sends nothing more: what was read by then has been posted
     * @throws IllegalStateException if the service failed: the connection has been reset, for an answer that ends is whole
     */
    void post(Items items, ResultWriter form, OutputStream client, Runnable reset) throws IOException, InterruptedException {
        BlockingQueue<Optional<Pending>> window = new ArrayBlockingQueue<>(ITEMS_UNDER_WAY_MAX);
        Semaphore bytes = new Semaphore(BYTES_UNDER_WAY_MAX);
        try (Spool spool = new Spool()) {
            Transfer transfer = new Transfer(spool, reset);
            transfer.start(() -> settle(window, bytes, form, spool));
            transfer.start(() -> send(spool, client));
            try {
                transfer.read(() -> {
                    try {
                        submitAll(items, window, bytes, spool);
                    } finally {
                        window.put(Optional.empty());
                    }
                });
            } finally {
                transfer.await(this::isUnread);
            }
        }
    }

    private boolean isUnread() {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > writeTimeout.toNanos();
    }

    /** Something one of the threads does. */
    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Reading, settling and sending, which wait for each other and for the client. A fault in one breaks the connection and wakes
     * all: nobody waits for what will not come.
     */
    private static final class Transfer {
        private final Spool spool;
        private final Runnable reset;
        private final Thread reader = Thread.currentThread();
        private final List<Thread> others = new ArrayList<>();
        private boolean reading = true;
        private @Nullable Throwable fault;

        Transfer(Spool spool, Runnable reset) {
            this.spool = spool;
            this.reset = reset;
        }

        synchronized void start(Part part) {
            others.add(Thread.ofVirtual().start(() -> {
                try {
                    part.run();
                } catch (Throwable any) {
                    fail(any);
                }
            }));
        }

        /** Runs what the calling thread does. */
        void read(Part part) throws IOException, InterruptedException {
            try {
                part.run();
            } catch (RuntimeException | Error any) {
                fail(any);
            } catch (IOException | InterruptedException e) {
                if (!isFailed()) {
                    throw e;
                }
            } finally {
                ended();
            }
        }

        private synchronized void fail(Throwable why) {
            if (fault == null) {
                fault = why;
                spool.abandon();
                reset.run();
                others.forEach(Thread::interrupt);
                if (reading) {
                    reader.interrupt();
                }
            }
        }

        private synchronized boolean isFailed() {
            return fault != null;
        }

        private synchronized void ended() {
            reading = false;
            if (fault != null) {
                var _ = Thread.interrupted(); // it was for the reading
            }
        }

        /** @param unread whether the client, who has sent everything, has read nothing for too long */
        void await(BooleanSupplier unread) throws InterruptedException {
            for (Thread other : others) {
                while (!other.join(UNREAD_CHECK_INTERVAL)) {
                    if (unread.getAsBoolean()) {
                        fail(new IOException("the client does not read its answers"));
                    }
                }
            }
            if (isFailed()) {
                throw new IllegalStateException("a transfer failed", fault);
            }
        }
    }

    private void submitAll(Items items, BlockingQueue<Optional<Pending>> window, Semaphore bytes, Spool spool)
            throws IOException, InterruptedException {
        CommandSession sender = new CommandSession();
        for (Item item = items.next(); item != null && !spool.isAbandoned(); item = items.next()) {
            bytes.acquire(Pending.bytes(item));
            window.put(Optional.of(new Pending(item, switch (item) {
                case Item.Legible(_, _, Submission submission, _) -> writer.submit(submission, sender);
                case Item.Illegible(_, _, ProblemException why, _) -> CompletableFuture.failedFuture(why);
            })));
        }
    }

    private void settle(BlockingQueue<Optional<Pending>> window, Semaphore bytes, ResultWriter form, Spool spool)
            throws IOException, InterruptedException {
        boolean first = true;
        ByteArrayOutputStream known = new ByteArrayOutputStream(2 * CHUNK_BYTES);
        for (Optional<Pending> next = window.take(); next.isPresent(); next = next(window, known, spool)) {
            Pending pending = next.get();
            Item item = pending.item();
            if (known.size() >= CHUNK_BYTES || !pending.outcome().isDone()) {
                hand(known, spool);
            }
            known.writeBytes(form.write(CommandResults.in(language, item.located(CommandResults.of(
                    item.line(), item.key(), pending.outcome(), writer.settings().patienceOfMany()))), first));
            bytes.release(Pending.bytes(item));
            first = false;
        }
        known.writeBytes(form.end(first));
        hand(known, spool);
        spool.end();
    }

    /** Nobody waits for an answer that is known because the next command has not come. */
    private static Optional<Pending> next(
            BlockingQueue<Optional<Pending>> window, ByteArrayOutputStream known, Spool spool)
            throws IOException, InterruptedException {
        Optional<Pending> next = window.poll();
        if (next == null) {
            hand(known, spool);
            next = window.take();
        }
        return next;
    }

    private static void hand(ByteArrayOutputStream known, Spool spool) throws IOException {
        if (known.size() > 0) {
            spool.write(known.toByteArray());
            known.reset();
        }
    }

    private void send(Spool spool, OutputStream client) throws IOException, InterruptedException {
        for (byte[] bytes = spool.read(); bytes != null; bytes = spool.read()) {
            try {
                writingSince = System.nanoTime() | 1;
                client.write(bytes);
                client.flush(); // whole results, which count even if the next ones do not come
                writingSince = 0;
            } catch (IOException gone) {
                LOGGER.debug("A client is gone before it had all answers", gone);
                spool.abandon();
            }
        }
    }
}
