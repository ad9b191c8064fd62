package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.budgetledger.contract.BudgetId;

/** Looks for the postings of a budget. */
public interface PostingReader {

    /** In which order of the log. */
    enum Order {
        NEWEST,
        OLDEST
    }

    /**
     * Positions in the order asked for.
     *
     * @param next the position after which there may be more; empty at the end. A page may be shorter than asked for though there are more,
     *     for the work of one page is bounded
     */
    record Positions(List<Long> positions, OptionalLong next) {

        public Positions {
            positions = List.copyOf(positions);
        }
    }

    /**
     * Postings of a budget that count at a point.
     *
     * @param after behind this position in the order; empty from the beginning
     * @param limit no more than this many
     */
    Positions find(BudgetId budget, AsOf asOf, PostingFilter filter, Order order, OptionalLong after, int limit);

    /** A fact of a budget, and when it was recorded. */
    record Recorded(long position, Instant at) {}

    /**
     * When a budget became another: its facts in order, all of them or, where they are more, this many of them at even distances, the first and the
     * last among them.
     *
     * @param most at least two
     */
    List<Recorded> recorded(BudgetId budget, long throughPosition, int most);

    /** The position of the posting that takes back another, of which the sequence is given, known by the position of a point. */
    Optional<Long> reversalOf(BudgetId budget, long sequence, long throughPosition);
}
