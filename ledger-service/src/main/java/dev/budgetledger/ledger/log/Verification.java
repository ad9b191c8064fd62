package dev.budgetledger.ledger.log;

import dev.budgetledger.contract.merkle.Hash;

/** What a {@link LogVerification} found. */
public sealed interface Verification {

    /** Every fact is what was recorded. */
    record Intact(long size, Hash root) implements Verification {}

    /**
     * Something is not what was recorded.
     *
     * @param position the first place where it shows
     * @param through the last place where it may be; the position itself unless only a root over several tells
     * @param reason one sentence for a person
     */
    record Differs(long position, long through, String reason) implements Verification {}
}
