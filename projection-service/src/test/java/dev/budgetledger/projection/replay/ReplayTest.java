package dev.budgetledger.projection.replay;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.projection.generations.GenerationBuild;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.RunningProjection;
import dev.budgetledger.projection.intake.TestRelay;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/** 回放: the log is read again beside what is served, and both are compared. */
class ReplayTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SignedLog LOG = new SignedLog(SampleLog.random(new Random(2023), 600).facts());
    private static TestRelay relay;
    private static RunningProjection projection;

    @BeforeAll
    static void givenAServedProjection() {
        relay = TestRelay.toNewTopics(3);
        relay.facts(LOG.facts().subList(0, 400));
        relay.watermark(LOG.head(400));
        relay.facts(LOG.facts().subList(400, 600));
        relay.watermark(LOG.head(600));
        projection = RunningProjection.on(
                TestServers.newProjectionDatabase("projection"), LOG.setting(), "--projection.reconciliation.enabled=false");
        projection.awaitPosition(600);
    }

    @AfterAll
    static void stop() {
        projection.close();
        relay.close();
    }

    @Test
    void what_comes_out_is_what_is_served() throws Exception {
        HttpResponse<String> started = projection.post("/v1/replays", "");

        assertThat(started.statusCode()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        JsonNode ended = ended(location);
        assertThat(ended.at("/state").asString()).isEqualTo("COMPARED");
        assertThat(ended.at("/asOf/position").asLong()).isEqualTo(600);
        assertThat(ended.at("/progress/facts").asLong()).isEqualTo(600);
        assertThat(ended.at("/progress/budgets")).isEqualTo(ended.at("/progress/ofBudgets"));
        JsonNode result = ended.at("/result");
        assertThat(result.at("/equal").asBoolean()).isTrue();
        assertThat(result.at("/verifiedThrough").asLong()).isEqualTo(600);
        assertThat(result.at("/counts/served")).isEqualTo(result.at("/counts/rebuilt"));
        assertThat(result.at("/counts/rebuilt/facts").asLong()).isEqualTo(600);
        assertThat(result.at("/tables/compared").asLong())
                .isEqualTo(18 * result.at("/counts/rebuilt/budgets").asLong())
                .isPositive();
        assertThat(result.at("/tables/digests/served").asString())
                .matches("[0-9a-f]{64}")
                .isEqualTo(result.at("/tables/digests/rebuilt").asString());
        assertThat(generations()).as("the place of its own is gone").containsExactly("public");
    }

    @Test
    void replays_are_listed_the_newest_first_and_are_pages_too() throws Exception {
        long first = replay("{\"position\":100}").at("/id").asLong();
        long second = replay("{\"position\":200}").at("/id").asLong();

        assertThat(JSON.readTree(projection.get("/v1/replays").body()).at("/replays/0/id").asLong()).isEqualTo(second);
        assertThat(JSON.readTree(projection.get("/v1/replays").body()).at("/replays/1/id").asLong()).isEqualTo(first);
        assertThat(projection.get("/v1/replays?format=html").body()).contains("href=\"/v1/replays/" + second + "\"", "已比较", "✓ 相同");
        assertThat(projection.get("/v1/replays/" + second + "?format=html").body())
                .contains("<span data-of=\"facts\">200</span> / <span data-of=\"ofFacts\">200</span>").doesNotContain("data-events=\"");
        assertThat(projection.get("/v1/replays?format=csv").statusCode()).isEqualTo(400);
    }

    @Test
    void the_status_says_how_far_what_is_served_has_come() throws Exception {
        JsonNode status = JSON.readTree(projection.get("/v1/status").body());

        assertThat(status.at("/asOf/position").asLong()).isEqualTo(600);
        assertThat(status.at("/asOf/checkpoint/size").asLong()).isEqualTo(600);
        assertThat(status.get("reconciliation").toString()).isEqualTo("{\"differences\":0,\"facts\":0,\"tables\":0}");
        assertThat(projection.get("/v1/status?format=html").body()).contains("✓ 无", "none known", "尚未", "href=\"/v1/replays\"");
        assertThat(projection.get("/v1/status?position=3").statusCode()).isEqualTo(400);
    }

    @Test
    void an_earlier_point_is_rebuilt_at_that_point() throws Exception {
        JsonNode ended = replay("{\"position\":300,\"effectiveOn\":\"2023-06-30\"}");

        assertThat(ended.at("/asOf/position").asLong()).isEqualTo(300);
        assertThat(ended.at("/asOf/effectiveOn").asString()).isEqualTo("2023-06-30");
        assertThat(ended.at("/result/counts/rebuilt/facts").asLong()).isEqualTo(300);
        assertThat(ended.at("/result/equal").asBoolean()).isTrue();
        assertThat(ended.at("/result/verifiedThrough").asLong()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void envelopes_that_an_earlier_release_stored_whole_are_those_that_are_packed_now() throws Exception {
        // given that all that is served stands as it came
        Doctor.change(projection.jdbc(), """
                create table whole as
                select position, s.block, envelope_json(envelope) as envelope from facts join stored_facts s using (position) where s.block > 0""", """
                update stored_facts s set begins = w.begins, length = w.length
                from (select position, octet_length(envelope) as length,
                        sum(octet_length(envelope)) over (partition by block order by position) - octet_length(envelope) as begins from whole) w
                where w.position = s.position""", """
                update envelopes e set content = w.content
                from (select block, string_agg(envelope, ''::bytea order by position) as content from whole group by block) w
                where w.block = e.block""", "drop table whole");

        JsonNode result = replay("{}").at("/result");

        assertThat(result.at("/rows/different").asLong(-1)).isZero();
        assertThat(result.at("/equal").asBoolean()).isTrue();
    }

    @Test
    void envelopes_that_were_changed_are_counted_and_the_first_is_named() throws Exception {
        // given two facts of which other bytes of their blocks are read
        String where = " where position in (300, 500)";
        Doctor.change(projection.jdbc(), "update stored_facts set begins = begins + 1" + where);
        try {
            // when the projection is rebuilt, then it is their bytes that differ, and the first fact is named
            JsonNode rows = replay("{}").at("/result/rows");

            assertThat(rows.at("/different").asLong()).isEqualTo(2);
            assertThat(rows.at("/firstDifference/table").asString()).isEqualTo("facts");
            assertThat(rows.at("/firstDifference/position").asLong()).isEqualTo(300);
            assertThat(rows.at("/firstDifference/column").asString()).isEqualTo("envelope");
            assertThat(rows.at("/firstDifference/served").asString()).isNotEqualTo(rows.at("/firstDifference/expected").asString());
            assertThat(rows.at("/firstDifference/expected").asString()).isEqualTo(
                    projection.jdbc().sql("select encode(leaf_hash, 'base64') from facts where position = 300").query(String.class).single());
        } finally {
            Doctor.change(projection.jdbc(), "update stored_facts set begins = begins - 1" + where);
        }
    }

    @Test
    void a_changed_amount_is_named_by_its_entry_and_by_the_cell_that_shows_it() throws Exception {
        String where = " where ordinal = 0 and position = (select min(position) from entries join facts using (position) where ordinal = 0"
                + " and operation = 'ALLOCATION' and not reversal and stream not in (select stream from stream_snapshots))";
        long position = projection.jdbc().sql("select position from entries" + where).query(Long.class).single();
        String budget = projection.jdbc().sql("select stream from facts where position = ?").param(position)
                .query(String.class).single();
        Doctor.change(projection.jdbc(), "update stored_facts set entries[2] = entries[2] + 100 where position = " + position);
        try {
            JsonNode ended = replay("{}");

            assertThat(ended.at("/state").asString()).isEqualTo("COMPARED");
            assertThat(ended.at("/result/equal").asBoolean()).isFalse();
            JsonNode row = ended.at("/result/rows/firstDifference");
            assertThat(ended.at("/result/rows/different").asLong()).isEqualTo(1);
            assertThat(row.at("/table").asString()).isEqualTo("entries");
            assertThat(row.at("/position").asLong()).isEqualTo(position);
            assertThat(row.at("/ordinal").asLong()).isZero();
            assertThat(row.at("/column").asString()).isEqualTo("amount");
            assertThat(Long.parseLong(row.at("/served").asString()) - Long.parseLong(row.at("/expected").asString()))
                    .isEqualTo(100);
            JsonNode cell = ended.at("/result/tables/firstDifference");
            assertThat(ended.at("/result/tables/different").asLong()).isPositive();
            assertThat(cell.at("/budget").asString()).isEqualTo(budget);
            assertThat(cell.at("/basis").asString()).isEqualTo("approved");
            assertThat(cell.at("/table").asString()).isEqualTo("revenue-and-expenditure");
            assertThat(cell.at("/row").asLong()).isPositive();
            assertThat(cell.at("/column").asString()).isNotEmpty();
            assertThat(cell.at("/served").asString()).isNotEqualTo(cell.at("/expected").asString());
            assertThat(ended.at("/result/tables/digests/served").asString())
                    .isNotEqualTo(ended.at("/result/tables/digests/rebuilt").asString());
        } finally {
            Doctor.change(projection.jdbc(), "update stored_facts set entries[2] = entries[2] - 100 where position = " + position);
        }
    }

    @Test
    void a_wrong_snapshot_is_named_by_the_cell_that_shows_it() throws Exception {
        String where = " where stream = 'D0-2023' and facts = 64";
        String sums = projection.jdbc().sql("select encode(sums, 'hex') from stream_snapshots" + where).query(String.class).single();
        Doctor.change(projection.jdbc(), "update stream_snapshots set sums = ''" + where);
        try {
            JsonNode result = replay("{}").at("/result");

            assertThat(result.at("/equal").asBoolean()).isFalse();
            assertThat(result.at("/rows/different").asLong()).as("what it is made of is right").isZero();
            assertThat(result.at("/tables/firstDifference/budget").asString()).isEqualTo("D0-2023");
            assertThat(result.at("/tables/firstDifference/served").asString())
                    .isNotEqualTo(result.at("/tables/firstDifference/expected").asString());
        } finally {
            Doctor.change(projection.jdbc(), "update stream_snapshots set sums = decode('" + sums + "', 'hex')" + where);
        }
    }

    @Test
    void events_tell_of_progress_and_end_with_the_result() throws Exception {
        String location = projection.post("/v1/replays", "{}").headers().firstValue("Location").orElseThrow();

        HttpResponse<String> events = projection.get(location + "/events");

        assertThat(events.headers().firstValue("Content-Type")).hasValueSatisfying(type ->
                assertThat(type).startsWith("text/event-stream"));
        assertThat(events.body()).contains("event:result").contains("\"state\":\"COMPARED\"");
        assertThat(events.body().lines().filter(line -> line.startsWith("event:"))).last().isEqualTo("event:result");
        assertThat(projection.get(location + "/events").body()).as("also afterwards").startsWith("event:result");
    }

    @Test
    void a_reader_of_events_that_leaves_early_harms_nothing() throws Exception {
        String location = projection.post("/v1/replays", "{}").headers().firstValue("Location").orElseThrow();

        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest events = HttpRequest.newBuilder(projection.address(location + "/events")).build();
            client.send(events, HttpResponse.BodyHandlers.ofInputStream()).body().close();
        }

        assertThat(ended(location).at("/state").asString()).isEqualTo("COMPARED");
    }

    @Test
    void one_runs_at_a_time_in_whichever_instance() throws Exception {
        Generations generations = projection.bean(Generations.class);
        try (GenerationBuild other = generations.build().orElseThrow()) {
            HttpResponse<String> second = projection.post("/v1/replays", "{}");

            assertThat(other.generation().schema()).startsWith("generation_");
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("\"code\":\"REPLAY_RUNNING\"");
        }
        assertThat(replay("{}").at("/state").asString()).isEqualTo("COMPARED");
    }

    @Test
    void who_asks_for_what_has_not_come_yet_keeps_nobody_waiting() throws Exception {
        ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();
        try (others) {
            List<Future<HttpResponse<String>>> ahead = IntStream.range(0, 3)
                    .mapToObj(_ -> others.submit(() -> projection.post("/v1/replays", "{\"position\":999999}"))).toList();
            Thread.sleep(200);

            HttpResponse<String> started = projection.post("/v1/replays", "{}");

            assertThat(ahead).as("wait still").noneMatch(Future::isDone);
            assertThat(started.statusCode()).isEqualTo(202);
            ended(started.headers().firstValue("Location").orElseThrow());
            for (Future<HttpResponse<String>> each : ahead) {
                assertThat(each.get().statusCode()).isEqualTo(503);
            }
        }
    }

    @Test
    void what_a_killed_replay_left_is_removed_by_the_next() throws Exception {
        long ended = replay("{}").at("/id").asLong();
        projection.jdbc().sql("insert into generations.generations (number, state) values (90, 'BUILDING')").update();
        projection.jdbc().sql("create schema generation_90").update();
        projection.jdbc().sql("""
                        insert into generations.replays select 90, true,
                            (document::jsonb || '{"id":90,"state":"READING","endedAt":null,"result":null}')::text
                        from generations.replays where number = ?""").param(ended).update();

        JsonNode next = replay("{}");

        assertThat(next.at("/state").asString()).isEqualTo("COMPARED");
        assertThat(generations()).containsExactly("public");
        assertThat(projection.jdbc().sql("select count(*) from pg_namespace where nspname = 'generation_90'")
                .query(Long.class).single()).isZero();
        JsonNode killed = JSON.readTree(projection.get("/v1/replays/90").body());
        assertThat(killed.at("/state").asString()).isEqualTo("FAILED");
        assertThat(killed.at("/failure").asString()).isEqualTo("the service that ran it ended before it did");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"position":"x"}             | 400 | FIELD_INVALID | position
            {"position":-1}              | 400 | FIELD_INVALID | position
            {"recordedAsOf":"yesterday"} | 400 | FIELD_INVALID | recordedAsOf
            {"effectiveOn":20230101}     | 400 | FIELD_INVALID | effectiveOn
            {"switch":"yes"}             | 400 | FIELD_INVALID | switch
            {"date":"2023-01-01"}        | 400 | UNKNOWN_FIELD     | date
            [1]                          | 400 | MALFORMED_JSON    | body
            {                            | 400 | MALFORMED_JSON    | body""")
    void what_cannot_be_read_is_refused_by_name(String body, int status, String code, String field) throws Exception {
        HttpResponse<String> refused = projection.post("/v1/replays", body);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).contains("\"code\":\"" + code + "\"", "\"field\":\"" + field + "\"");
    }

    @Test
    void a_body_beyond_any_question_is_refused_before_it_takes_memory() throws Exception {
        HttpResponse<String> refused = projection.post("/v1/replays", "{\"switch\":false" + " ".repeat(5000) + "}");

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("\"code\":\"BODY_TOO_LARGE\"", "\"field\":\"body\"");
    }

    @Test
    void a_replay_that_is_not_known_is_404() throws Exception {
        for (String path : List.of("/v1/replays/999999", "/v1/replays/x", "/v1/replays/999999/events")) {
            HttpResponse<String> unknown = projection.get(path);
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("\"code\":\"REPLAY_UNKNOWN\"");
        }
    }

    private static JsonNode replay(String body) throws IOException, InterruptedException {
        HttpResponse<String> started = projection.post("/v1/replays", body);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return ended(started.headers().firstValue("Location").orElseThrow());
    }

    private static JsonNode ended(String location) {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> Optional.of(JSON.readTree(projection.get(location).body())),
                replay -> replay.map(each -> !each.at("/endedAt").isNull()).orElse(false)).orElseThrow();
    }

    /** After the last replay has put its place away. */
    private static List<String> generations() {
        return Awaitility.await().atMost(Duration.ofSeconds(10)).until(
                () -> projection.jdbc().sql("select schema from generations.generations order by number")
                        .query(String.class).list(),
                schemas -> schemas.size() == 1);
    }
}
