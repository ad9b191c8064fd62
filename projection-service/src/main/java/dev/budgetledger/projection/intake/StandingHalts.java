package dev.budgetledger.projection.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the intake of a projection stands, for every instance to see. */
public final class StandingHalts {

    private final JdbcClient jdbc;

    public StandingHalts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(StandingHalt stop) {
        jdbc.sql("""
                        insert into intake_stops (topic, partition, record_offset, topic_id, reason, digest,
                            says_position, said_by_other, alike_through, seen_through, ledger_end)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (topic, partition) do update set record_offset = excluded.record_offset,
                            topic_id = excluded.topic_id, reason = excluded.reason, digest = excluded.digest,
                            says_position = excluded.says_position,
                            said_by_other = excluded.said_by_other, alike_through = excluded.alike_through,
                            seen_through = excluded.seen_through, ledger_end = excluded.ledger_end,
                            since = case intake_stops.record_offset
                                when excluded.record_offset then intake_stops.since else now() end""")
                .params(stop.before().topic(), stop.before().partition(), stop.before().offset(), stop.topicId(),
                        stop.reason(), stop.digest())
                .param(stop.saysPosition())
                .params(stop.saidByOther(), stop.alikeThrough(), stop.seenThrough(), stop.ledgerEnd())
                .update();
    }

    /** Where an intake stands in a partition. */
    public Optional<StandingHalt> in(String topic, int partition) {
        return jdbc.sql("""
                        select s.* from intake_stops s join intake_offsets o using (topic, partition)
                        where topic = ? and partition = ? and s.record_offset >= o.next_offset""")
                .params(topic, partition)
                .query(StandingHalts::stop)
                .optional();
    }

    /**
     * Whether the log may need the record: it says to be a position that the log has, which has not been received, and no
     * other record after it says to be that. Any other one is none of the log, or comes again.
     */
    public boolean mayBeNeeded(StandingHalt stop) {
        Long position = stop.saysPosition();
        return position != null
                && position <= stop.ledgerEnd()
                && !stop.saidByOther()
                && jdbc.sql("select position from facts where position = ?")
                        .param(position)
                        .query(Long.class)
                        .optional()
                        .isEmpty();
    }

    private static StandingHalt stop(ResultSet row, int number) throws SQLException {
        return new StandingHalt(
                new RecordPosition(row.getString("topic"), row.getInt("partition"), row.getLong("record_offset")),
                row.getString("topic_id"),
                row.getString("reason"),
                row.getString("digest"),
                row.getObject("says_position", Long.class),
                row.getBoolean("said_by_other"),
                row.getLong("alike_through"),
                row.getLong("seen_through"),
                row.getLong("ledger_end"));
    }
}
