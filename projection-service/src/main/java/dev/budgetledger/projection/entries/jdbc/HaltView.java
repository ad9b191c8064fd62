package dev.budgetledger.projection.entries.jdbc;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.Contradiction;
import dev.budgetledger.projection.entries.PartitionProgress;

/**
 * What keeps a projection from coming further, or from being served, as every instance sees it.
 *
 * @param stopped whether an intake stands before a record that it must not apply
 * @param ledgerEnd the last position of which was heard beyond such a record, 0 if none
 * @param contradiction the one that reaches back furthest
 */
public record HaltView(boolean stopped, long ledgerEnd, @Nullable Contradiction contradiction) {

    record Row(PartitionProgress progress, @Nullable Long ledgerEnd, @Nullable Contradiction contradiction) {}

    /** With the offsets, in one statement. */
    static List<Row> rows(JdbcClient jdbc) {
        return jdbc.sql("select " + PartitionProgressTable.COLUMNS + """
                        , (select s.ledger_end from intake_stops s where s.topic = o.topic and s.partition = o.partition
                            and s.record_offset >= o.next_offset), c.good_through, c.reason
                        from intake_offsets o left join (
                            select good_through, reason from contradictions order by good_through limit 1) c on true""")
                .query((row, number) -> {
                    Long ledgerEnd = row.getObject(7, Long.class);
                    String reason = row.getString(9);
                    return new Row(PartitionProgressTable.row(row, number), ledgerEnd,
                            reason == null ? null : new Contradiction(row.getLong(8), reason));
                })
                .list();
    }

    static HaltView of(List<Row> rows) {
        List<Long> ends = rows.stream().map(Row::ledgerEnd).filter(Objects::nonNull).toList();
        return new HaltView(
                !ends.isEmpty(),
                ends.stream().mapToLong(Long::longValue).max().orElse(0),
                rows.stream().map(Row::contradiction).filter(Objects::nonNull).findFirst().orElse(null));
    }
}
