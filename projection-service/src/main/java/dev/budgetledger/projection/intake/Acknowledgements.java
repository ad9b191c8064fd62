package dev.budgetledger.projection.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.generations.Generations;

/** 确认: what persons said of records that are not of the log. Kept beside the generations, for all that are to come too. */
public final class Acknowledgements {

    private static final String COLUMNS = "number, topic, partition, first_offset, last_offset, digest, stopped_for, "
            + "reason, acknowledged_by, acknowledged_at";

    private final Generations generations;

    Acknowledgements(Generations generations) {
        this.generations = generations;
    }

    /** Records of a partition from a first offset to a last one. */
    record Range(String topic, int partition, long first, long last) {}

    /** Those of topics, in the order of their offsets. */
    List<Range> of(List<String> topicIds) {
        return generations.home()
                .sql("""
                        select topic, partition, first_offset, last_offset from acknowledgements
                        where topic_id = any (?) order by topic, partition, first_offset""")
                .param(topicIds.toArray(String[]::new))
                .query((row, _) -> new Range(row.getString(1), row.getInt(2), row.getLong(3), row.getLong(4)))
                .list();
    }

    /** The newest of the same records. */
    public Optional<AcknowledgementDocument> same(RecordPosition first, long through, String digest) {
        return generations.home()
                .sql("select " + COLUMNS + " " + """
                        from acknowledgements where topic = ? and partition = ? and first_offset = ?
                            and last_offset = ? and digest = ? order by number desc limit 1""")
                .params(first.topic(), first.partition(), first.offset(), through, digest)
                .query(Acknowledgements::document)
                .optional();
    }

    /** The newest first. */
    public List<AcknowledgementDocument> newest(int atMost) {
        return generations.home()
                .sql("select " + COLUMNS + " from acknowledgements order by number desc limit ?")
                .param(atMost)
                .query(Acknowledgements::document)
                .list();
    }

    /** Keeps that the records from a halt on, through an offset, are passed by. */
    public AcknowledgementDocument add(StandingHalt stop, long through, String reason, String by) {
        return generations.home()
                .sql("""
                        insert into acknowledgements (topic, topic_id, partition, first_offset, last_offset, digest,
                            stopped_for, reason, acknowledged_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning\s""" + COLUMNS)
                .params(stop.before().topic(), stop.topicId(), stop.before().partition(), stop.before().offset(), through,
                        stop.digest(), stop.reason(), reason, by)
                .query(Acknowledgements::document)
                .single();
    }

    private static AcknowledgementDocument document(ResultSet row, int number) throws SQLException {
        return new AcknowledgementDocument(
                row.getLong(1), row.getString(2), row.getInt(3), row.getLong(4), row.getLong(5), row.getString(6),
                row.getString(7), row.getString(8), row.getString(9),
                row.getObject(10, OffsetDateTime.class).toInstant());
    }
}
