package dev.budgetledger.standalone;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.ledger.LedgerServiceApplication;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.projection.ProjectionServiceApplication;
import dev.budgetledger.testservers.TestServers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 任意时点: the year 2023 of department 301 continues after its publication, and every table can still be seen as it stood
 * at any date, as known at any date.
 *
 * <ul>
 *   <li>5 January: the year is allocated, effective 1 January.
 *   <li>10 July: 追加 办公费 100.00 万元, effective 30 June.
 *   <li>10 August: 调剂 差旅费 → 会议费 10.00 万元, effective 15 March: late.
 * </ul>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnyPointInTimeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, String> TABLES = Map.of(
            "revenue-and-expenditure", "t1-revenue-and-expenditure.csv",
            "revenue", "t2-revenue.csv",
            "expenditure", "t3-expenditure.csv",
            "fiscal-appropriation", "t4-fiscal-appropriation.csv",
            "general-public-budget", "t5-general-public-budget.csv",
            "basic-expenditure", "t6-basic-expenditure.csv",
            "government-fund", "t7-government-fund.csv",
            "state-capital", "t8-state-capital.csv",
            "three-public", "t9-three-public.csv");

    private static final String OPERATING = """
            {"fund":"GENERAL_PUBLIC","function":"2010301","kind":"OPERATING","economic":"%s\"""";

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2023-01-05T01:00:00Z"));
    private final List<String> earlyAnswers = new ArrayList<>();
    private ConfigurableApplicationContext ledgerService;
    private ConfigurableApplicationContext projectionService;
    private HttpApi ledger;
    private HttpApi projection;
    private long yearAllocated;
    private long adjusted;
    private long transferred;

    @BeforeAll
    void givenAYearThatGoesOn(@TempDir Path folder) {
        start(folder);
        yearAllocated = SampleData.postTo(ledger);

        // Asked in the middle of the year, to be asked again at its end.
        clock.set(Instant.parse("2023-07-05T01:00:00Z"));
        earlyQuestions().forEach(question -> earlyAnswers.add(sealed(question)));

        clock.set(Instant.parse("2023-07-10T01:00:00Z"));
        adjusted = post("adjustments", """
                {"documentNo":"追加1号","effectiveOn":"2023-06-30","reason":"追加办公费","lines":[%s,"amount":"1000000.00"}]}
                """.formatted(OPERATING.formatted("30201")));
        clock.set(Instant.parse("2023-08-10T01:00:00Z"));
        transferred = post("transfers", """
                {"documentNo":"调剂1号","effectiveOn":"2023-03-15","reason":"调剂差旅费","amount":"100000.00",
                 "from":%s},"to":%s}}
                """.formatted(OPERATING.formatted("30211"), OPERATING.formatted("30215")));
        clock.set(Instant.parse("2024-01-10T01:00:00Z"));
    }

    private void start(Path folder) {
        TestServers.TestDatabase ledgerData = TestServers.newDatabase("ledger");
        TestServers.TestDatabase projectionData = TestServers.newProjectionDatabase("projection");
        String kafka = TestServers.kafkaBootstrapServers();
        StoreClock given = _ -> clock.get();
        ledgerService = LedgerServiceApplication.builder()
                .initializers(context -> ((GenericApplicationContext) context).registerBean(StoreClock.class, () -> given))
                .run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=WARN",
                        "--spring.datasource.url=" + ledgerData.jdbcUrl(),
                        "--ledger.kafka.bootstrap-servers=" + kafka, "--ledger.kafka.tick=50ms",
                        "--ledger.log.signing-key=" + SigningKey.generate("budget-ledger").pem(),
                        "--ledger.log.last-signed-file=" + folder.resolve("last-signed"));
        projectionService = ProjectionServiceApplication.builder()
                .run("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=WARN",
                        "--spring.datasource.url=" + projectionData.jdbcUrl(),
                        "--projection.kafka.bootstrap-servers=" + kafka, "--projection.read-wait=30s");
        ledger = Described.client(port(ledgerService));
        projection = Described.client(port(projectionService));
    }

    @AfterAll
    void stop() {
        ledger.close();
        projection.close();
        projectionService.close();
        ledgerService.close();
    }

    @ParameterizedTest(name = "effective {0} as known {1}: adjusted {2}, transferred {3}")
    @CsvSource({
        "2023-05-31, 2023-07-01T00:00:00Z, false, false",
        "2023-05-31, 2023-09-01T00:00:00Z, false, true",
        "2023-06-30, 2023-06-30T23:59:59Z, false, false",
        "2023-06-30, 2023-07-31T00:00:00Z, true, false",
        "2023-03-14, 2023-09-01T00:00:00Z, false, false",
        "2023-06-29, 2023-09-01T00:00:00Z, false, true",
        "2023-12-31, 2024-01-01T00:00:00Z, true, true"
    })
    void every_table_stands_as_it_stood(String effectiveOn, String knownBy, boolean adjustment, boolean transfer) {
        String asOf = "?effectiveOn=" + effectiveOn + "&recordedAsOf=" + knownBy;
        TABLES.forEach((table, reference) -> assertThat(table(table, asOf)).as(table)
                .isEqualTo(expected(reference, adjustment, transfer)));
    }

    @Test
    void now_is_everything() {
        String now = "?atLeastPosition=" + transferred;
        TABLES.forEach((table, reference) -> assertThat(table(table, now)).as(table)
                .isEqualTo(expected(reference, true, true)));
    }

    @Test
    void a_position_is_a_point_in_time_too() {
        assertThat(table("basic-expenditure", "?position=" + yearAllocated))
                .isEqualTo(expected("t6-basic-expenditure.csv", false, false));
        assertThat(table("basic-expenditure", "?position=" + adjusted))
                .isEqualTo(expected("t6-basic-expenditure.csv", true, false));
        assertThat(table("basic-expenditure", "?position=" + transferred + "&effectiveOn=2023-06-29"))
                .isEqualTo(expected("t6-basic-expenditure.csv", false, true));
    }

    @Test
    void the_approved_basis_counts_the_allocations_only_whatever_came_later() {
        TABLES.forEach((table, reference) -> assertThat(table(table, "?basis=approved&atLeastPosition=" + transferred))
                .as(table).isEqualTo(Csv.reference(reference)));
    }

    @Test
    void year_over_year_moves_with_the_basis() {
        JsonNode approved = json("/v1/disclosures/301/2023/year-over-year?atLeastPosition=" + transferred);
        JsonNode adjusted = json("/v1/disclosures/301/2023/year-over-year?basis=adjusted");
        assertThat(approved.at("/total/change").asString()).isEqualTo("+763.38");
        assertThat(adjusted.at("/total/change").asString()).isEqualTo("+863.38");
        assertThat(adjusted.at("/basic/change").asString()).isEqualTo("+580.26");
        assertThat(adjusted.at("/project/change").asString()).isEqualTo("+283.12");
        assertThat(approved.at("/threePublic/current").asString()).isEqualTo("2.3");
        assertThat(approved.at("/threePublic/prior").asString()).isEqualTo("2.3");
    }

    @Test
    void the_same_question_gets_the_same_bytes_for_ever() {
        List<String> again = earlyQuestions().stream().map(question -> ok(projection.get(question, "application/json")))
                .toList();
        assertThat(again).isEqualTo(earlyAnswers);
    }

    /** The answer once a checkpoint is over it: from then on it stays as it is to the last byte. */
    private String sealed(String question) {
        return Awaitility.await().until(() -> ok(projection.get(question, "application/json")),
                answer -> !answer.contains("\"checkpoint\":null"));
    }

    private List<String> earlyQuestions() {
        return List.of(
                tablePath("basic-expenditure") + "?position=" + yearAllocated,
                tablePath("basic-expenditure") + "?recordedAsOf=2023-07-01T00:00:00Z",
                tablePath("revenue-and-expenditure") + "?effectiveOn=2023-06-30&recordedAsOf=2023-07-05T00:00:00Z",
                "/v1/disclosures/301/2023/year-over-year?recordedAsOf=2023-06-30T00:00:00Z");
    }

    /** The published table with the few cells changed that the two postings change. */
    private static List<List<String>> expected(String reference, boolean adjustment, boolean transfer) {
        List<List<String>> rows = new ArrayList<>(Csv.reference(reference));
        boolean byEconomicClass = reference.startsWith("t6");
        if (adjustment && !reference.startsWith("t9")) {
            Map<String, String> raised = byEconomicClass
                    ? Map.of("4561.80", "4661.80", "444.48", "544.48", "23.35", "123.35")
                    : Map.of("8916.82", "9016.82", "4561.80", "4661.80", "7401.95", "7501.95", "3046.93", "3146.93");
            rows.replaceAll(cells -> cells.stream().map(cell -> raised.getOrDefault(cell, cell)).toList());
        }
        if (transfer && byEconomicClass) {
            Map<String, String> moved = Map.of("68.90", "58.90", "7.34", "17.34");
            rows.replaceAll(cells -> cells.stream().map(cell -> moved.getOrDefault(cell, cell)).toList());
        }
        return rows;
    }

    private long post(String operation, String body) {
        HttpResponse<String> response = ledger.post("/v1/budgets/301/2023/" + operation, body, operation, "budget-office");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return JSON.readTree(response.body()).get("position").asLong();
    }

    private List<List<String>> table(String id, String query) {
        return Csv.parse(ok(projection.get(tablePath(id) + query, "text/csv")));
    }

    private JsonNode json(String path) {
        return JSON.readTree(ok(projection.get(path, "application/json")));
    }

    private static String tablePath(String id) {
        return "/v1/disclosures/301/2023/tables/" + id;
    }

    private static String ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
