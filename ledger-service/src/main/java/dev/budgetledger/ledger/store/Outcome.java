package dev.budgetledger.ledger.store;

import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Refusal;

/** What became of a submission, durably. */
public sealed interface Outcome {

    /** What is answered to the same request under the same key later. */
    default Outcome again() {
        return switch (this) {
            case Accepted(Receipt receipt, _) -> new Accepted(receipt, true);
            case Refused(Refusal refusal, _) -> new Refused(refusal, true);
        };
    }

    /**
     * The facts are in the log.
     *
     * @param repeated true if this is the answer of an earlier submission with the same idempotency key
     */
    record Accepted(Receipt receipt, boolean repeated) implements Outcome {}

    /** Nothing is in the log. */
    record Refused(Refusal refusal, boolean repeated) implements Outcome {}
}
