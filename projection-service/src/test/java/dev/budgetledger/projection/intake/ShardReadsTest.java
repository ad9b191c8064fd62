package dev.budgetledger.projection.intake;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.shards.ShardTable.ShardDiffersException;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A shard as it runs: what it answers, and what it leaves to others. */
class ShardReadsTest {

    /** Of the shards of two: K1 the second, K8 the first. */
    private static final BudgetId OWN = new BudgetId("K1", 2023);

    private static final BudgetId OTHER = new BudgetId("K8", 2023);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TABLES = "/v1/disclosures/K8/2023/tables/expenditure?effectiveOn=2023-06-30&note=%E4%B8%80";

    private final TestDatabase database = TestServers.newProjectionDatabase("projection");
    private final SampleLog log = new SampleLog();

    @Test
    void it_answers_for_its_departments_says_so_and_leaves_the_others_to_their_shard() throws Exception {
        log.open(OWN);
        log.open(OTHER);
        log.allocate(OWN, LocalDate.of(2023, 1, 5), SampleLog.STAFF, 100);
        log.allocate(OTHER, LocalDate.of(2023, 1, 5), SampleLog.STAFF, 7);
        try (TestRelay relay = TestRelay.toNewTopics(2)) {
            relay.facts(log.facts());
            relay.watermark(new Watermark(4, log.now()));
            try (RunningProjection shard = RunningProjection.on(database, "--projection.shard=2/2",
                    "--projection.shard-urls=http://one.example:8081,http://two.example:8081")) {
                shard.awaitPosition(4);

                HttpResponse<String> own = shard.get("/v1/disclosures/K1/2023/tables/expenditure");
                assertThat(own.statusCode()).isEqualTo(200);
                assertThat(own.headers().firstValue("Budget-Shard")).hasValue("2/2");
                assertThat(shard.get("/v1/disclosures/K1/2023/balances").body()).contains("\"total\":{\"lines\":1,\"balance\":\"1.00\"");
                assertThat(shard.get("/v1/departments").body()).contains("\"shard\":\"2/2\"", "\"K1\"").doesNotContain("K8");
                assertThat(shard.get("/v1/years/2023/totals").body()).contains("\"shard\":\"2/2\"", "\"approved\":\"1.00\"").doesNotContain("K8");
                assertThat(shard.get("/v1/proposals").body()).contains("\"shard\":\"2/2\"");
                assertThat(shard.get("/v1/log").body()).as("the whole log").contains("K1-2023", "K8-2023");
                assertThat(shard.get("/").body()).isNotEmpty();
                assertThat(shard.get("/v1/status").body()).contains("\"shard\":\"2/2\"");
                assertThat(shard.get("/v1/status?format=html").body()).contains("分片", "2/2");
                assertThat(shard.get("/actuator/health/shard").body()).contains("\"UP\"", "\"shard\":\"2/2\"",
                        "\"departments\":\"all whose largest SHA-256 of code/1 to code/2 is that of code/2\"", "\"http://one.example:8081\"");
                assertThat(shard.bean(MeterRegistry.class).get("projection.complete.through").tag("shard", "2/2").gauge().value()).isEqualTo(4);

                HttpResponse<String> other = shard.get(TABLES);
                assertThat(other.statusCode()).isEqualTo(307);
                assertThat(other.headers().firstValue("Location")).hasValue("http://one.example:8081" + TABLES);
                assertThat(shard.get("/v1/disclosures/K8/2023/balances?function=201").headers().firstValue("Location"))
                        .hasValue("http://one.example:8081/v1/disclosures/K8/2023/balances?function=201");
                assertThat(shard.post("/v1/disclosures/K8/2023/publications", "{}").statusCode()).isEqualTo(307);
                assertThat(shard.get("/v1/departments/K8").headers().firstValue("Location")).hasValue("http://one.example:8081/v1/departments/K8");
                assertThat(shard.get("/v1/disclosures//example.org/2023/tables").statusCode()).as("one spelling").isEqualTo(400);
                assertThat(shard.get("/v1/disclosures/K8@example.org/2023/tables").statusCode()).as("no department").isEqualTo(400);
            }
        }
    }

    @Test
    void every_address_of_a_department_is_described_as_one_that_may_be_of_another() throws Exception {
        try (TestRelay relay = TestRelay.toNewTopics(2)) {
            relay.watermark(new Watermark(0, log.now()));
            try (RunningProjection whole = RunningProjection.on(database)) {
                Map<String, JsonNode> described = JSON.readTree(whole.get("/v3/api-docs").body()).get("paths").properties().stream()
                        .filter(each -> each.getKey().contains("{department}"))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

                assertThat(described).hasSizeGreaterThan(20).allSatisfy((address, operations) -> {
                    assertThat(address).matches("/v1/(disclosures|departments)/\\{department}(/.*)?");
                    assertThat(operations).allSatisfy(each -> {
                        assertThat(each.at("/responses/307/headers").has("Location")).as(each.get("operationId").asString()).isTrue();
                        assertThat(each.get("responses").has("421")).isTrue();
                    });
                });
                assertThat(whole.get("/actuator/health/shard").body()).contains("\"shard\":\"1/1\"", "\"departments\":\"all\"");
                assertThat(whole.get("/v1/status").body()).doesNotContain("shard");
            }
        }
    }

    @Test
    void who_is_not_told_where_the_others_are_is_told_which_and_the_database_stays_of_its_shard() throws Exception {
        log.open(OWN);
        try (TestRelay relay = TestRelay.toNewTopics(2)) {
            relay.facts(log.facts());
            relay.watermark(new Watermark(1, log.now()));
            try (RunningProjection shard = RunningProjection.on(database, "--projection.shard=2/2")) {
                shard.awaitPosition(1);

                HttpResponse<String> other = shard.get(TABLES);
                assertThat(other.statusCode()).isEqualTo(421);
                assertThat(other.body()).contains("\"MISDIRECTED\"", "department K8 is of shard 1 of 2; this is shard 2");
                assertThat(shard.get("/v1/disclosures/K8/2023/balances").statusCode()).isEqualTo(421);
            }
            assertThatThrownBy(() -> RunningProjection.on(database, "--projection.shard=1/2"))
                    .hasRootCauseInstanceOf(ShardDiffersException.class);
            assertThatThrownBy(() -> RunningProjection.on(database)).hasRootCauseInstanceOf(ShardDiffersException.class);
        }
    }
}
