package dev.budgetledger.projection.generations;

import java.time.Duration;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes generations, for the holder of the {@link BuildLock}. */
final class OldSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(OldSchemas.class);

    private final JdbcClient jdbc;

    OldSchemas(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void dropUnfinished() {
        numbers("state = 'BUILDING'", 0).forEach(this::drop);
    }

    void dropRetired(Duration longAgo) {
        numbers("state = 'RETIRED' and changed_at < now() - ? * interval '1 second'", longAgo.toSeconds())
                .forEach(this::drop);
    }

    void dropIfUnfinished(long number) {
        numbers("state = 'BUILDING' and number = ?", number).forEach(this::drop);
    }

    private List<Long> numbers(String condition, long parameter) {
        var query = jdbc.sql("select number from generations where " + condition);
        return (condition.contains("?") ? query.param(parameter) : query).query((row, _) -> row.getLong(1)).list();
    }

    private void drop(long number) {
        String schema = jdbc.sql("select schema from generations where number = ?")
                .param(number)
                .query(String.class)
                .single();
        if (schema.equals("public")) {
            dropOwnObjects(schema);
        } else {
            jdbc.sql("drop schema if exists \"" + schema + "\" cascade").update();
        }
        jdbc.sql("delete from generations where number = ?").param(number).update();
        LOG.info("Generation {} was removed", number);
    }

    /** The schema is everyone's: it may hold what is not of a generation. */
    private void dropOwnObjects(String schema) {
        jdbc.sql("""
                        select format('drop %s if exists %I.%I cascade', kind, ?, name) from (
                            select 'table' as kind, tablename as name from pg_tables
                            where schemaname = ? and tableowner = current_user
                            union all
                            select 'sequence', sequencename from pg_sequences
                            where schemaname = ? and sequenceowner = current_user
                            union all values ('function', 'refuse_to_change_history')) as own""")
                .params(schema, schema, schema)
                .query((row, _) -> row.getString(1))
                .list()
                .forEach(each -> jdbc.sql(each).update());
    }
}
