package dev.budgetledger.projection.replay;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.intake.RunningProjection;
import dev.budgetledger.projection.intake.TestRelay;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/** Someone with every right changes what is served; the reconciliation says where, and until it is repaired. */
class ContinuousReconciliationTest {

    private static final SignedLog LOG = new SignedLog(fewBudgetsWithLongLines());
    private static TestRelay relay;
    private static RunningProjection projection;

    @BeforeAll
    static void givenAServedProjection() {
        relay = TestRelay.toNewTopics(3);
        relay.facts(LOG.facts());
        relay.watermark(LOG.head(600));
        projection = RunningProjection.on(
                TestServers.newProjectionDatabase("projection"),
                LOG.setting(),
                "--projection.reconciliation.share=1",
                "--projection.reconciliation.pause=1ms");
        projection.awaitPosition(600);
        awaitARound();
    }

    @AfterAll
    static void stop() {
        projection.close();
        relay.close();
    }

    @Test
    void what_follows_from_the_log_is_compared_round_after_round_and_nothing_differs() throws Exception {
        awaitARound();

        assertThat(status().differences()).isEmpty();
        assertThat(status().tables()).isGreaterThanOrEqualTo(18);
        assertThat(projection.get("/actuator/health/reconciliation").body())
                .contains("\"status\":\"UP\"", "\"differences\":0");
        MeterRegistry meters = projection.bean(MeterRegistry.class);
        assertThat(meters.get("projection.reconciliation.differences").gauge().value()).isZero();
        assertThat(meters.get("projection.reconciliation.facts").functionCounter().count()).isPositive();
        assertThat(meters.get("projection.reconciliation.round.age").gauge().value()).isNotNegative();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            entries; amount; entries[2] = entries[2] + 1; entries[2] = entries[2] - 1
            entries; line; entries[1] = entries[1] + 32; entries[1] = entries[1] - 32
            entries; operation; entries[1] = entries[1] + 8; entries[1] = entries[1] - 8
            entries; counterpart; counterparts = array_fill('302-2023'::text, array[cardinality(entries) / 2]); counterparts = null
            entries; effective_on; effective_on = effective_on + 1; effective_on = effective_on - 1
            facts; posted_by; posted_by = 'nobody'; posted_by = 'treasury'
            facts; leaf_hash; leaf_hash = sha256(leaf_hash); leaf_hash = (select sha256('\\x00'::bytea || envelope_json(envelope)) from facts f where f.position = stored_facts.position)
            facts; envelope; length = length - 1; length = length + 1
            facts; envelope; begins = begins + 1; begins = begins - 1""")
    void a_changed_row_is_named_and_reported_until_it_is_repaired(
            String table, String column, String change, String repair) throws Exception {
        long position = projection.jdbc().sql("""
                        select max(position) from entries e where position < 600 and line is not null
                            and not exists (
                                select from stream_snapshots s join facts f on f.stream = s.stream
                                where f.position = e.position and s.position >= e.position)""")
                .query(Long.class).single(); // else the snapshots over it would differ, too
        String update = "update stored_facts set %s where position = " + position;
        Doctor.change(projection.jdbc(), update.formatted(change));

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rows().isEmpty());
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.table()).isEqualTo(table);
            assertThat(row.position()).isEqualTo(position);
            assertThat(row.column()).isEqualTo(column);
        });
        awaitARound();
        assertThat(projection.get("/actuator/health/reconciliation").body())
                .contains("\"status\":\"DOWN\"", "\"position\":" + position, "\"column\":\"" + column + "\"");
        assertThat(projection.get("/actuator/health").statusCode()).isEqualTo(503);
        assertThat(projection.get("/actuator/health/readiness").statusCode()).as("it is still served").isEqualTo(200);

        Doctor.change(projection.jdbc(), update.formatted(repair));

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    @Test
    void what_is_only_read_for_the_past_is_compared_as_well() throws Exception {
        record Snapshot(String stream, long position, long daySums, byte[] sums) {}
        Snapshot older = projection.jdbc().sql("""
                        select stream, position, day_sums, sums from stream_snapshots where facts = 256 order by stream limit 1""")
                .query((row, _) -> new Snapshot(row.getString(1), row.getLong(2), row.getLong(3), row.getBytes(4))).single();
        Doctor.change(projection.jdbc(),
                "delete from stream_snapshots where stream = '" + older.stream + "' and position = " + older.position);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rows().isEmpty());
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.table()).isEqualTo("stream_snapshots");
            assertThat(row.position()).isEqualTo(older.position);
            assertThat(row.served()).isEqualTo("absent");
        });
        assertThat(projection.get("/actuator/health/reconciliation").body()).contains("\"status\":\"DOWN\"");

        projection.jdbc()
                .sql("insert into stream_snapshots (stream, facts, position, base, day_sums, sums) values (?, 256, ?, 0, ?, ?)")
                .params(older.stream, older.position, older.daySums, older.sums).update();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    /** Only pages of single lines are read from there. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            entries; update line_entries set entries = set_byte(entries, 4, 1 # get_byte(entries, 4))
            row; delete from line_entries
            row; insert into line_entries select line, position + 1, entries from line_entries""")
    void entries_that_stand_by_line_are_held_against_those_of_their_facts(String column, String change) throws Exception {
        record ByLine(long line, long position, byte[] entries) {}
        ByLine some = projection.jdbc().sql("select line, position, entries from line_entries order by line, position limit 1")
                .query((row, _) -> new ByLine(row.getLong(1), row.getLong(2), row.getBytes(3))).single();
        String where = " where line = " + some.line + " and position = " + some.position;
        Doctor.change(projection.jdbc(), change + where);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rows().isEmpty());
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.table()).isEqualTo("line_entries");
            assertThat(row.position()).isBetween(some.position, some.position + 1);
            assertThat(row.name()).startsWith("D0-2023 ");
            assertThat(row.column()).isEqualTo(column);
        });
        assertThat(projection.get("/actuator/health/reconciliation").body()).contains("\"status\":\"DOWN\"");

        Doctor.change(projection.jdbc(), "delete from line_entries where line = " + some.line + " and position between " + some.position
                + " and " + (some.position + 1), "insert into line_entries values (" + some.line + ", " + some.position + ", decode('"
                + HexFormat.of().formatHex(some.entries) + "', 'hex'))");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    @Test
    void a_changed_line_is_named_by_the_first_entry_that_is_of_it() {
        record Doctored(long id, String project) {}
        Doctored line = projection.jdbc()
                .sql("select id, project from lines where project is not null order by id limit 1")
                .query((row, _) -> new Doctored(row.getLong(1), row.getString(2))).single();
        long first = projection.jdbc().sql("select min(position) from entries where line = ?").param(line.id)
                .query(Long.class).single();
        String update = "update lines set project = '%s' where id = " + line.id;
        Doctor.change(projection.jdbc(), update.formatted("别的项目"));

        awaitARound();
        assertThat(rows().getFirst().position()).isEqualTo(first);
        assertThat(rows().getFirst().column()).isEqualTo("line");
        assertThat(rows().getFirst().served()).endsWith(" 别的项目 -");
        assertThat(rows().getFirst().expected()).endsWith(" " + line.project + " -");

        Doctor.change(projection.jdbc(), update.formatted(line.project));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    @Test
    void an_entry_that_follows_from_no_fact_is_named() {
        String last = " where position = (select max(position) from entries)";
        Doctor.change(projection.jdbc(), "update stored_facts set entries = entries || entries[1:2]" + last);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rows().isEmpty());
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.ordinal()).isEqualTo(2);
            assertThat(row.column()).isEqualTo("row");
            assertThat(row.served()).isEqualTo("present");
            assertThat(row.expected()).isEqualTo("absent");
        });

        Doctor.change(projection.jdbc(), "update stored_facts set entries = entries[1:4]" + last);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    @Test
    void a_budget_that_cannot_be_read_is_named_and_the_reconciliation_continues() {
        Doctor.change(projection.jdbc(), "update lines set fund = 'PETTY_CASH' where id = 1");

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().stream()
                .anyMatch(each -> each instanceof Drift.OfCell cell
                        && String.valueOf(cell.served()).startsWith("unreadable: ")
                        && String.valueOf(cell.served()).contains("PETTY_CASH")));
        awaitARound();

        Doctor.change(projection.jdbc(), """
                update lines set fund = case project when '会议' then 'GENERAL_PUBLIC' else
                    case kind when 'PERSONNEL' then 'GENERAL_PUBLIC' else 'OTHER' end end where id = 1""");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    /** Bytes and leaf hash agree, and are not what the ledger signed. */
    @Test
    void another_fact_in_the_place_of_one_is_caught_by_the_tree_even_with_its_hashes() {
        byte[] hash = projection.jdbc().sql("select leaf_hash from facts where position = 600").query(byte[].class).single();
        Doctor.change(projection.jdbc(), """
                update stored_facts set posted_by = 'treasurx' where position = 600""",
                poster("treasury", "treasurx"),
                "update stored_facts s set leaf_hash = sha256('\\x00'::bytea || envelope_json(envelope)) from facts f where f.position = s.position and s.position = 600");

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !rows().isEmpty());
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row.table()).isEqualTo("checkpoints");
            assertThat(row.column()).isEqualTo("root");
        });

        Doctor.change(projection.jdbc(), "update stored_facts set posted_by = 'treasury' where position = 600",
                poster("treasurx", "treasury"),
                "update stored_facts set leaf_hash = decode('" + HexFormat.of().formatHex(hash) + "', 'hex') where position = 600");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    /** In the bytes of one fact, of as many. */
    private static String poster(String from, String to) {
        return """
                update envelopes e set content = overlay(content
                    placing convert_to(replace(convert_from(substring(content from begins + 1 for length), 'UTF8'), '%s', '%s'), 'UTF8')
                    from begins + 1 for length)
                from stored_facts s where s.block = e.block and s.position = 600""".formatted(from, to);
    }

    @Test
    void a_full_tile_is_compared_with_the_stored_root_over_it() {
        byte[] hash = projection.jdbc().sql("select hash from subtrees where level = 1 and number = 1").query(byte[].class).single();
        Doctor.change(projection.jdbc(), "update subtrees set hash = sha256('x') where level = 1 and number = 1");

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rows().stream()
                .anyMatch(row -> row.table().equals("subtrees") && row.position() == 256));

        projection.jdbc().sql("alter table subtrees disable trigger user").update();
        projection.jdbc().sql("update subtrees set hash = ? where level = 1 and number = 1").param(hash).update();
        projection.jdbc().sql("alter table subtrees enable trigger user").update();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    private static List<Envelope> fewBudgetsWithLongLines() {
        SampleLog log = SampleLog.random(new Random(46), 60);
        List<Line> lines = List.of(SampleLog.STAFF, SampleLog.MEETING, SampleLog.CARRIED);
        while (log.facts().size() < 600) {
            int each = log.facts().size();
            LocalDate on = LocalDate.of(2023, 1, 1).plusDays(each % 300);
            log.tick().allocate(new BudgetId("D0", 2023), on, lines.get(each % 3), each);
        }
        return log.facts();
    }

    private static List<Drift.OfRow> rows() {
        return status().differences().stream()
                .filter(Drift.OfRow.class::isInstance)
                .map(Drift.OfRow.class::cast)
                .toList();
    }

    private static ReconciliationStatus status() {
        return projection.bean(ReconciliationStatus.class);
    }

    /** Waits until a round has begun and ended. */
    private static void awaitARound() {
        long facts = status().facts();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> status().facts() > facts + 1200);
    }
}
