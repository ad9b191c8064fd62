package dev.budgetledger.reliability.check;

/** What a ledger said to a command, for good. */
public sealed interface Answer {

    /**
     * 201.
     *
     * @param leafHash of the fact, base64
     */
    record Accepted(long position, String postingId, String leafHash) implements Answer {}

    /** A refusal by its code. */
    record Refused(String code) implements Answer {}
}
