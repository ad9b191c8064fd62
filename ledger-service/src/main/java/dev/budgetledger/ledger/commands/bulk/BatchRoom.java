package dev.budgetledger.ledger.commands.bulk;

import java.util.concurrent.Semaphore;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * How many bytes of commands all requests together may hold that are read to the last before the first is decided. Nobody waits for room: two that
 * each have half of what they need would wait for each other.
 */
final class BatchRoom {

    /** A command that is held takes more than it had in the request. */
    private static final int COMMAND_BYTES_MIN = 1024;

    private final Semaphore units;

    BatchRoom(long bytes) {
        this.units = new Semaphore(Math.toIntExact(units(bytes)));
    }

    /** An eighth of the largest heap, as what is read takes some times as much; one request fits in any case. */
    static BatchRoom ofHeap() {
        return new BatchRoom(Math.max(Runtime.getRuntime().maxMemory() / 8, TogetherPosting.BYTES_MAX));
    }

    Share share() {
        return new Share();
    }

    /** What one request holds, given back when it is closed. For one thread. */
    final class Share implements AutoCloseable {

        private int held;

        /**
         * Room for one command more.
         *
         * @throws ProblemException TOO_MANY_AT_ONCE if there is none
         */
        void take(long bytes) {
            int more = Math.toIntExact(units(Math.max(bytes, COMMAND_BYTES_MIN)));
            if (!units.tryAcquire(more)) {
                throw new ProblemException(ProblemCode.TOO_MANY_AT_ONCE, "",
                        "as many of these are under way as are done at once; ask again in a few seconds");
            }
            held += more;
        }

        @Override
        public void close() {
            units.release(held);
            held = 0;
        }
    }

    private static long units(long bytes) {
        return bytes / COMMAND_BYTES_MIN;
    }
}
