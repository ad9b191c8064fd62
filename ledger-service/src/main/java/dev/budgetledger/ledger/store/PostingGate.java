package dev.budgetledger.ledger.store;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Tells whether anything may be posted. Asked for every command and every group, so it answers from memory. */
@FunctionalInterface
public interface PostingGate {

    PostingGate OPEN = () -> null;

    /** Why nothing may be posted, null if it may. */
    @Nullable PostingStop stop();

    /** Open if all are; else what the first of them says that is not. */
    static PostingGate all(List<PostingGate> gates) {
        return () -> gates.stream().map(PostingGate::stop).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /**
     * Why nothing is posted at the moment.
     *
     * @param detail what an operator reads, with what to do
     */
    record PostingStop(Reason reason, String detail) {

        /** The names are stable: they are codes of problems. */
        public enum Reason {
            /** The log is not the one that was signed. */
            HISTORY_CONTRADICTED,
            /** There is little room left where facts are kept. */
            STORAGE_LOW
        }
    }

    /** Nothing is posted at the moment, and nothing was recorded of the command. */
    final class PostingStoppedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient PostingStop stop;

        PostingStoppedException(PostingStop stop) {
            super(stop.reason() + ": " + stop.detail());
            this.stop = stop;
        }

        public PostingStop stop() {
            return stop;
        }
    }
}
