package dev.budgetledger.ledger.store;

import java.time.Duration;

import dev.budgetledger.ledger.budget.Command;

/** Is told what the writer does, after those who wait for it, mostly by its own thread: must return at once, and not fail. */
public interface WriterMeters {

    /** Nobody counts. */
    WriterMeters NONE = new WriterMeters() {
        @Override
        public void decided(Command command, Outcome outcome) {}

        @Override
        public void failed(Command command, Throwable why) {}

        @Override
        public void committed(int tasks, Duration waited, Duration took) {}
    };

    /** The outcome of a command is durable. Commands of which all are recorded or none share a refusal. */
    void decided(Command command, Outcome outcome);

    /** A command has no outcome. */
    void failed(Command command, Throwable why);

    /**
     * A group is durable.
     *
     * @param tasks commands, those of which all are recorded or none being one, and questions
     * @param waited how long the first of them had waited
     * @param took from then until it was durable
     */
    void committed(int tasks, Duration waited, Duration took);
}
