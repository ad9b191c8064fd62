package dev.budgetledger.ledger.store;

/**
 * Whoever submits commands that build on each other, without waiting for each outcome. Its commands are decided in the order
 * in which it submits them, up to the first of which nothing is known; to go on from there takes a new one.
 */
public final class Sender {

    private volatile boolean interrupted;

    void interrupt() {
        interrupted = true;
    }

    boolean isInterrupted() {
        return interrupted;
    }
}
