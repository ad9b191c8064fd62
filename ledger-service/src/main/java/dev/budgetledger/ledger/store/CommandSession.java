package dev.budgetledger.ledger.store;

/**
 * Anyone who submits commands that build on each other, without waiting for each outcome. Its commands are decided in the order
 * in which it submits them, up to the first of which nothing is known; to continue from there takes a new one.
 */
public final class CommandSession {

    private volatile boolean interrupted;

    void interrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }
}
