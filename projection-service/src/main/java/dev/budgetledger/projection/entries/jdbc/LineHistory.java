package dev.budgetledger.projection.entries.jdbc;

import java.util.List;

import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.LineSums;

/**
 * The entries of a line up to a position, as they are stored.
 *
 * @param entries how many
 * @param all of those up to the last summary of all
 * @param since of those after that, up to the last summary
 * @param rest of those over which there is no summary yet
 */
public record LineHistory(long entries, DaySums all, DaySums since, DaySums rest) {

    /** Of a line without entries. */
    public static final LineHistory NONE = new LineHistory(0, DaySums.NONE, DaySums.NONE, DaySums.NONE);

    LineSums of(Line line) {
        return new LineSums(line, entries, List.of(all, since, rest));
    }
}
