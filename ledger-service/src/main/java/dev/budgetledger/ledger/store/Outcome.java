package dev.budgetledger.ledger.store;

import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Refusal;

/** What became of a submission, durably. */
public sealed interface Outcome {

    /**
     * The facts are in the log.
     *
     * @param repeated true if this is the answer of an earlier submission with the same idempotency key
     */
    record Accepted(Receipt receipt, boolean repeated) implements Outcome {}

    /** Nothing is in the log. */
    record Refused(Refusal refusal, boolean repeated) implements Outcome {}
}
