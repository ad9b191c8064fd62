package dev.budgetledger.projection.entries.jdbc;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.projection.entries.StreamFact;
import dev.budgetledger.projection.entries.StreamReader;

/** Reads streams from PostgreSQL. Within a stream positions grow with sequences: a page costs its length. */
public final class JdbcStreamReader implements StreamReader {

    private final JdbcClient jdbc;

    public JdbcStreamReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<StreamFact> facts(String stream, long afterSequence, long throughPosition, int limit) {
        return jdbc.sql("""
                        select position, sequence, envelope from facts
                        where stream = ? and sequence > ? and position <= ? order by sequence limit ?""")
                .params(stream, afterSequence, throughPosition, limit)
                .query((row, _) -> new StreamFact(row.getLong(1), row.getLong(2), PackedEnvelope.unpack(row.getBytes(3))))
                .list();
    }
}
