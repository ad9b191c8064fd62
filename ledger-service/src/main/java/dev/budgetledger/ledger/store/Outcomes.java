package dev.budgetledger.ledger.store;

import java.util.List;

/** What became of submissions that were to be recorded all or none. */
public sealed interface Outcomes {

    /** That of one alone. */
    static Outcomes of(Outcome one) {
        return switch (one) {
            case Outcome.Accepted accepted -> new Accepted(List.of(accepted));
            case Outcome.Refused refused -> new Refused(0, refused);
        };
    }

    /** All facts are in the log, in one commit, except those of submissions that were answered before. */
    record Accepted(List<Outcome.Accepted> each) implements Outcomes {
        public Accepted {
            each = List.copyOf(each);
        }
    }

    /**
     * Nothing is in the log.
     *
     * @param index which submission is refused, from 0; those before it would have been accepted
     */
    record Refused(int index, Outcome.Refused refused) implements Outcomes {}
}
