package dev.budgetledger.ledger.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of submissions that were to be recorded all or none. */
public sealed interface Outcomes {

    /** That of one alone. */
    static Outcomes of(Outcome one) {
        return switch (one) {
            case Outcome.Accepted accepted -> new Accepted(List.of(accepted));
            case Outcome.Refused refused -> new Refused(new TreeMap<>(Map.of(0, refused)));
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
     * @param all the submissions that are refused, at least one, by their number from 0. Those before the first would have been accepted;
     *     those after it were decided as if the refused ones were not there, so a refusal may follow from one before it
     */
    record Refused(SortedMap<Integer, Outcome.Refused> all) implements Outcomes {
        public Refused {
            all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
        }

        /** Which submission is refused first, from 0. */
        public int index() {
            return all.firstKey();
        }

        /** The first refusal. */
        public Outcome.Refused refused() {
            return Objects.requireNonNull(all.get(index()));
        }
    }
}
