package dev.budgetledger.ledger.budget;

import java.util.List;

/** The answer of the core to a command. */
public sealed interface Decision {

    /** The facts to record in one commit, at least one, that of the command's own stream first. */
    record Accepted(List<NewFact> facts) implements Decision {
        public Accepted {
            facts = List.copyOf(facts);
        }
    }

    /** Nothing is recorded. */
    record Refused(Refusal refusal) implements Decision {}
}
