package dev.budgetledger.projection.replay;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.RunningProjection;
import dev.budgetledger.projection.intake.TestRelay;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/** One of two shards: what is stored of the other's departments differs from nothing, and is held against the log all the same. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShardReconciledTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FACTS = 800;
    private static final Shard SHARD = new Shard(1, 2);
    private static final BudgetId OWN = new BudgetId("K8", 2023);
    private static final BudgetId OTHER = new BudgetId("K1", 2023);
    private static final SignedLog LOG = new SignedLog(withLongBudgetsOfBoth());
    private static TestRelay relay;
    private static RunningProjection projection;

    @BeforeAll
    static void givenOneOfTwoShards() {
        relay = TestRelay.toNewTopics(3);
        relay.facts(LOG.facts().subList(0, 300));
        relay.watermark(LOG.head(300));
        relay.facts(LOG.facts().subList(300, FACTS));
        relay.watermark(LOG.head(FACTS));
        projection = RunningProjection.on(
                TestServers.newProjectionDatabase("projection"),
                LOG.setting(),
                "--projection.shard=" + SHARD,
                "--projection.reconciliation.share=1",
                "--projection.reconciliation.pause=1ms");
        projection.awaitPosition(FACTS);
    }

    @AfterAll
    static void stop() {
        projection.close();
        relay.close();
    }

    /** Of the first and of the second shard one that is long enough for snapshots. */
    private static List<Envelope> withLongBudgetsOfBoth() {
        SampleLog log = SampleLog.random(new Random(94), 120);
        log.open(OWN);
        log.open(OTHER);
        while (log.facts().size() < FACTS) {
            int each = log.facts().size();
            log.tick().allocate(each % 2 == 0 ? OWN : OTHER, LocalDate.of(2023, 1, 1).plusDays(each % 300), SampleLog.STAFF, each);
        }
        return log.facts();
    }

    private static List<BudgetId> own() {
        return LOG.facts().stream()
                .filter(each -> each.fact() instanceof Fact.BudgetOpened)
                .map(each -> BudgetId.ofStream(each.stream()))
                .filter(each -> SHARD.has(each.department()))
                .toList();
    }

    /** A fact of the other's, with money in it. */
    private static long positionOfOthers() {
        return LOG.facts().stream()
                .filter(each -> each.fact() instanceof Fact.Posted && !SHARD.keeps(each.stream()))
                .findFirst()
                .orElseThrow()
                .position();
    }

    @Test
    @Order(1)
    void round_after_round_nothing_differs() throws Exception {
        awaitARound();

        assertThat(status().differences()).isEmpty();
        assertThat(projection.get("/actuator/health/reconciliation").body()).contains("\"status\":\"UP\"", "\"differences\":0");
    }

    @Test
    @Order(2)
    void a_replay_is_of_its_departments_and_equal() throws Exception {
        JsonNode result = replay("{}").get("result");

        assertThat(own()).contains(OWN).doesNotContain(OTHER);
        assertThat(result.get("equal").asBoolean()).as(result.toString()).isTrue();
        assertThat(result.get("verifiedThrough").asLong()).isEqualTo(FACTS);
        assertThat(result.get("counts").get("rebuilt").get("facts").asLong()).as("it reads the whole log").isEqualTo(FACTS);
        assertThat(result.get("counts").get("rebuilt").get("budgets").asInt()).isEqualTo(own().size());
        assertThat(result.get("counts").get("served")).isEqualTo(result.get("counts").get("rebuilt"));
        assertThat(result.get("tables").get("compared").asInt()).isEqualTo(18 * own().size());
    }

    @Test
    @Order(3)
    void what_is_kept_of_others_is_held_against_the_log() throws Exception {
        String where = " where position = " + positionOfOthers();
        String poster = projection.jdbc().sql("select posted_by from facts" + where).query(String.class).single();
        Doctor.change(projection.jdbc(), "update stored_facts set posted_by = 'nobody'" + where);

        JsonNode first = replay("{}").at("/result/rows/firstDifference");
        assertThat(first.get("position").asLong()).isEqualTo(positionOfOthers());
        assertThat(first.get("column").asString()).isEqualTo("posted_by");

        Doctor.change(projection.jdbc(), "update stored_facts set posted_by = '" + poster + "'" + where);
        byte[] leaf = projection.jdbc().sql("select leaf_hash from facts" + where).query(byte[].class).single();
        Doctor.change(projection.jdbc(), "update stored_facts set leaf_hash = sha256('x')" + where);
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(status().differences())
                .anySatisfy(each -> assertThat(each.toString()).contains("subtrees")));

        Doctor.change(projection.jdbc(), "update stored_facts set leaf_hash = decode('" + HexFormat.of().formatHex(leaf) + "', 'hex')" + where);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    @Test
    @Order(4)
    void a_row_of_others_is_one_too_many() {
        String others = " where f.position = " + positionOfOthers();
        Doctor.change(projection.jdbc(), """
                update stored_facts f set amount = o.amount, effective_on = o.effective_on, document_no = o.document_no, entries = o.entries
                from (select * from stored_facts where amount is not null limit 1) o""" + others);

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(status().differences())
                .anySatisfy(each -> assertThat(each.toString()).contains("entries", "present", "absent")));
        Doctor.change(projection.jdbc(),
                "update stored_facts f set amount = null, effective_on = null, document_no = null, entries = null" + others);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status().differences().isEmpty());
    }

    @Test
    @Order(5)
    void what_takes_its_place_is_of_the_same_shard_and_differs_from_nothing() throws Exception {
        JsonNode replay = replay("{\"switch\":true}");

        assertThat(replay.get("state").asString()).as(replay.toString()).isEqualTo("SWITCHED");
        assertThat(projection.bean(Generations.class).served().number()).isEqualTo(replay.get("id").asLong());
        assertThat(projection.jdbc().sql("select number || '/' || shards from shard").query(String.class).single()).isEqualTo("1/2");
        assertThat(projection.jdbc().sql("select count(*) from budgets").query(Integer.class).single()).isEqualTo(own().size());
        awaitARound();
        assertThat(status().differences()).isEmpty();
        assertThat(replay("{}").at("/result/equal").asBoolean()).isTrue();
    }

    private static JsonNode replay(String request) throws Exception {
        String started = projection.post("/v1/replays", request).headers().firstValue("Location").orElseThrow();
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> JSON.readTree(projection.get(started).body()), each -> each.hasNonNull("endedAt"));
    }

    private static ReconciliationStatus status() {
        return projection.bean(ReconciliationStatus.class);
    }

    /** Waits until a round has begun and ended. */
    private static void awaitARound() {
        long facts = status().facts();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> status().facts() > facts + 2 * FACTS);
    }
}
