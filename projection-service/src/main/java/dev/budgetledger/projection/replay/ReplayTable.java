package dev.budgetledger.projection.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The replays of all instances; of those that ended the last hundred. */
final class ReplayTable {

    private static final int KEPT = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    ReplayTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(ReplayDocument replay) {
        jdbc.sql("""
                        insert into replays (number, running, document) values (?, ?, ?)
                        on conflict (number) do update set running = excluded.running, document = excluded.document""")
                .params(replay.id(), !replay.state().ended(), JSON.writeValueAsString(replay))
                .update();
        jdbc.sql("delete from replays where not running and number <= ?")
                .param(replay.id() - KEPT)
                .update();
    }

    Optional<ReplayDocument> find(long id) {
        return jdbc.sql("select document from replays where number = ?")
                .param(id)
                .query(String.class)
                .optional()
                .map(each -> JSON.readValue(each, ReplayDocument.class));
    }

    /** The newest first. */
    List<ReplayDocument> all() {
        return jdbc.sql("select document from replays order by number desc").query(String.class).list().stream()
                .map(each -> JSON.readValue(each, ReplayDocument.class))
                .toList();
    }

    Optional<Long> running() {
        return jdbc.sql("select max(number) from replays where running").query(Long.class).optional();
    }

    /** Ends those whose instance was killed: nobody builds a generation any more. */
    void endOthers(Instant now) {
        jdbc.sql("select document from replays r where running and not exists (select * from generations g "
                        + "where g.number = r.number and g.state = 'BUILDING')")
                .query(String.class)
                .list()
                .stream()
                .map(each -> JSON.readValue(each, ReplayDocument.class))
                .forEach(each -> put(each.ended(
                        ReplayDocument.State.FAILED, now, "the service that ran it ended before it did")));
    }
}
