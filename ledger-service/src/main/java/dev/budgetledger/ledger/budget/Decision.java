package dev.budgetledger.ledger.budget;

import java.util.List;

import dev.budgetledger.contract.Fact;

/** The answer of the core to a command. */
public sealed interface Decision {

    /** The facts to record, at least one. */
    record Accepted(List<Fact> facts) implements Decision {
        public Accepted {
            facts = List.copyOf(facts);
        }

        static Accepted of(Fact fact) {
            return new Accepted(List.of(fact));
        }
    }

    /** Nothing is recorded. */
    record Refused(Refusal refusal) implements Decision {}
}
