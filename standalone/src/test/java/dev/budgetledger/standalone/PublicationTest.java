package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Sha256;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.ledger.LedgerServiceApplication;
import dev.budgetledger.projection.ProjectionServiceApplication;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.verifier.Report;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.verifier.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/** 公开: the real tables are published through the real Kafka, and later it is told what has changed since. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublicationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DISCLOSURE = "/v1/disclosures/301/2023";
    private static final String PUBLICATIONS = DISCLOSURE + "/publications";
    private static final String BUDGET = "/v1/budgets/301/2023";
    private static final String OFFICE = line("30201");
    private static final String TRAVEL = line("30211");

    private final TestServers.TestDatabase ledgerDatabase = TestServers.newDatabase("ledger");
    private final SigningKey key = SigningKey.generate("budget-ledger");
    private Path folder;
    private Path verifierKey;
    private EmbeddedKafka kafka;
    private ConfigurableApplicationContext ledgerService;
    private ConfigurableApplicationContext projectionService;
    private HttpApi ledger;
    private HttpApi projection;
    private long sampled;

    @BeforeAll
    void givenTheRealBudgets(@TempDir Path folder) throws IOException {
        this.folder = folder;
        verifierKey = Files.createDirectory(folder.resolve("verifier-key"));
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        startLedger();
        sampled = postAsAnEarlierRelease();
        SampleData.postTo(ledger);
        projectionService = ProjectionServiceApplication.builder().run(
                "--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=WARN",
                "--spring.datasource.url=" + TestServers.newProjectionDatabase("projection").jdbcUrl(),
                "--projection.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                // The key goes from one to the other as between containers.
                "--spring.config.import=configtree:" + verifierKey + "/", "--projection.read-wait=60s");
        projection = Described.client(port(projectionService));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> json(projection.get(DISCLOSURE + "/year-over-year?atLeastPosition=" + sampled,
                "application/json")).at("/asOf/checkpoint").has("size"));
    }

    @AfterAll
    void stop() {
        projection.close();
        ledger.close();
        projectionService.close();
        ledgerService.close();
        kafka.close();
    }

    /** The projects' money by name. */
    private long postAsAnEarlierRelease() throws IOException {
        SampleData.requests().stream().limit(6).forEach(each -> ledger.post(each.path(), each.body(), each.idempotencyKey(), "sample"));
        try (InputStream body = PublicationTest.class.getResourceAsStream("/allocations-2023-project.json")) {
            String money = new String(Objects.requireNonNull(body).readAllBytes(), StandardCharsets.UTF_8);
            return json(ledger.post("/v1/budgets/301/2023/allocations", money, "sample-allocations-2023-project.json", "sample"))
                    .get("position").longValue();
        }
    }

    @Test
    @Order(0)
    void where_an_earlier_release_posted_its_sample_nothing_is_posted_beside_it() {
        assertThat(sampled).isEqualTo(7);
        assertThat(ok(ledger.get("/v1/facts", "application/x-ndjson")).lines()).hasSize(7);
    }

    @Test
    @Order(1)
    void the_published_tables_are_pinned_by_the_digests_of_their_files() {
        HttpResponse<String> answer = publish("公开1号", "publication-1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode publication = json(answer).get("publication");
        assertThat(publication.get("number").longValue()).isEqualTo(1);
        assertThat(publication.get("tables")).hasSize(9).allSatisfy(table -> {
            String csv = ok(projection.get(table.get("address").stringValue(), "text/csv"));
            assertThat(table.get("sha256").stringValue())
                    .isEqualTo(Sha256.hex(csv.getBytes(StandardCharsets.UTF_8)));
        });
        List<String> references = List.of("t1-revenue-and-expenditure.csv", "t2-revenue.csv", "t3-expenditure.csv",
                "t4-fiscal-appropriation.csv", "t5-general-public-budget.csv", "t6-basic-expenditure.csv",
                "t7-government-fund.csv", "t8-state-capital.csv", "t9-three-public.csv");
        for (int i = 0; i < references.size(); i++) {
            assertThat(Csv.parse(ok(projection.get(publication.at("/tables/" + i + "/address").stringValue(), "text/csv"))))
                    .isEqualTo(Csv.reference(references.get(i)));
        }
        assertThat(ok(ledger.get("/v1/facts?limit=1&after=" + sampled, "application/x-ndjson")))
                .contains("\"type\":\"DisclosurePublished\"", publication.at("/tables/0/sha256").stringValue());

        // and again under the same key, and another under it
        HttpResponse<String> again = publish("公开1号", "publication-1");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        HttpResponse<String> other = publish("公开2号", "publication-1");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).get("code").stringValue()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    @Order(2)
    void what_changed_since_is_the_cells_that_differ_and_the_postings_that_made_it() {
        String transfer = postingId(ledger.post(BUDGET + "/transfers", "{" + paper("2023-03-15")
                + ",\"amount\":\"100000.00\",\"from\":{" + TRAVEL + "},\"to\":{" + OFFICE + "}}", "after-1", "t"));
        HttpResponse<String> late = ledger.post(BUDGET + "/adjustments", "{" + paper("2023-01-31")
                + ",\"lines\":[{" + OFFICE + ",\"amount\":\"20000.00\"}]}", "after-2", "t");

        JsonNode changes = json(projection.get(PUBLICATIONS + "/1/changes?table=basic-expenditure&atLeastPosition="
                + json(late).get("position").longValue(), "application/json"));

        assertThat(changes.at("/from/asOf/position").longValue()).isEqualTo(sampled);
        assertThat(changes.at("/tables/0/cells").valueStream()
                        .filter(cell -> cell.get("column").stringValue().equals("total"))
                        .map(cell -> cell.get("label").stringValue() + " " + cell.at("/change/printed").stringValue())
                        .filter(cell -> cell.startsWith("办公费") || cell.startsWith("差旅费")))
                .containsExactly("办公费 +12.00", "差旅费 -10.00");
        assertThat(postings(changes, "差旅费")).containsExactly(transfer);
        assertThat(postings(changes, "办公费")).containsExactly(transfer, postingId(late));
        assertThat(changes.at("/tables/0/cells").valueStream().map(cell -> cell.at("/parts").toString()))
                .allMatch(parts -> parts.startsWith("{\"LATE_POSTING\":"));
        // what was published is still what comes out at that point
        assertThat(json(projection.get(PUBLICATIONS + "/1", "application/json")).get("tables").valueStream())
                .hasSize(9).allMatch(table -> table.get("reproduced").booleanValue());
    }

    @Test
    @Order(3)
    void a_corrected_publication_is_the_next_one() {
        assertThat(json(publish("公开2号", "publication-2")).at("/publication/number").longValue()).isEqualTo(2);
        HttpResponse<String> unknown = publish("/v1/disclosures/999/2023/publications", "公开3号", "publication-3");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).get("code").stringValue()).isEqualTo("BUDGET_NOT_OPEN");
    }

    @Test
    @Order(4)
    void a_publication_that_the_ledger_did_not_answer_is_recorded_once_when_it_is_back() {
        ledger.close();
        ledgerService.close();
        HttpResponse<String> silence = publish("公开4号", "publication-4");
        assertThat(silence.statusCode()).as(silence.body()).isEqualTo(503);
        assertThat(json(silence).get("code").stringValue()).isEqualTo("OUTCOME_UNKNOWN");

        startLedger();
        JsonNode answer = json(Awaitility.await().atMost(Duration.ofMinutes(2)).until(
                () -> publish("公开4号", "publication-4"), retried -> retried.statusCode() != 503));

        assertThat(answer.at("/publication/number").longValue()).as(answer.toString()).isEqualTo(3);
        JsonNode all = json(projection.get(PUBLICATIONS, "application/json"));
        assertThat(all.get("publications").valueStream().map(each -> each.get("documentNo").stringValue()))
                .containsExactly("公开1号", "公开2号", "公开4号");
    }

    /** 证据包: the digests of all three are made again by other code, and the package has all that the log has of its streams. */
    @Test
    @Order(5)
    void what_was_published_verifies_offline_against_the_whole_log(@TempDir Path folder) throws Exception {
        String facts = ok(ledger.get("/v1/facts?limit=100000", "application/x-ndjson"));
        Path log = Files.writeString(folder.resolve("facts.ndjson"), facts);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(projectionService) + DISCLOSURE
                + "/evidence?atLeastPosition=" + facts.lines().count())).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            byte[] evidence = Awaitility.await().until(
                    () -> http.send(request, BodyHandlers.ofByteArray()), answer -> answer.statusCode() == 200).body();

            Report report = Verification.of(ByteBuffer.wrap(evidence), Trust.in(key.verifier()), log);

            assertThat(report.isSound() && report.rulesKept()).as("%s", report).isTrue();
        }
    }

    private void startLedger() {
        ledgerService = LedgerServiceApplication.builder().run(
                "--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=WARN",
                "--spring.datasource.url=" + ledgerDatabase.jdbcUrl(),
                "--ledger.kafka.bootstrap-servers=" + kafka.bootstrapServers(), "--ledger.kafka.tick=50ms",
                "--ledger.log.signing-key=" + key.pem(), "--ledger.log.last-signed-file=" + folder.resolve("last-signed"),
                "--ledger.log.verifier-key-file=" + verifierKey.resolve("projection.log.verifier-key"));
        ledger = Described.client(port(ledgerService));
    }

    private HttpResponse<String> publish(String documentNo, String idempotencyKey) {
        return publish(PUBLICATIONS, documentNo, idempotencyKey);
    }

    private HttpResponse<String> publish(String path, String documentNo, String idempotencyKey) {
        return projection.post(path, """
                {"documentNo":"%s","publishedOn":"2023-02-10","reason":"部门预算公开","position":%d}"""
                .formatted(documentNo, sampled), idempotencyKey, "publisher");
    }

    private static List<String> postings(JsonNode changes, String label) {
        return changes.at("/tables/0/cells").valueStream()
                .filter(cell -> cell.get("column").stringValue().equals("total"))
                .filter(cell -> cell.get("label").stringValue().equals(label))
                .flatMap(cell -> cell.get("contributions").valueStream())
                .map(each -> each.get("postingId").stringValue())
                .toList();
    }

    private static String postingId(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("postingId").stringValue();
    }

    private static String paper(String day) {
        return "\"documentNo\":\"x1号\",\"effectiveOn\":\"" + day + "\",\"reason\":\"公开之后\"";
    }

    private static String line(String economic) {
        return "\"fund\":\"GENERAL_PUBLIC\",\"function\":\"2010301\",\"kind\":\"OPERATING\",\"economic\":\"" + economic + "\"";
    }

    private static int port(ConfigurableApplicationContext service) {
        return Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static String ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
