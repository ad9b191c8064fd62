package dev.budgetledger.standalone.oracle;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 含提请, by the running services: departments that propose beside twins that post the same. With what waits the tables of a department are
 * those of its twin; without, they are as before; and once all is approved both are one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProposedTablesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SEED = Long.getLong("oracle.seed", new Random().nextLong());
    private static final int POSTINGS = 40;
    private static final int PER_POINT = 8;
    private static final List<String> PROPOSERS = List.of("301", "302");
    private static final Map<String, String> TWINS = Map.of("301", "401", "302", "402");
    private static final List<String> LINES = List.of(
            line("2010301", "OPERATING", "30201"), line("2010301", "OPERATING", "30211"), line("2010301", "PERSONNEL", "30101"));

    private final Random random = new Random(SEED);
    private final List<String> waiting = new ArrayList<>();
    private final Map<String, List<String>> postings = new HashMap<>();
    private BothServices services;
    private long position;
    private int papers;

    private static String line(String function, String kind, String economic) {
        return "\"fund\":\"GENERAL_PUBLIC\",\"function\":\"" + function + "\",\"kind\":\"" + kind + "\",\"economic\":\"" + economic + "\"";
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        System.out.println("With what is proposed: seed " + SEED);
        services = new BothServices(folder);
        as("wang", "/v1/classifications/2023", Files.readString(Path.of("src/main/resources/sample/classification-2023.json")));
        as("wang", "/v1/classifications/2024", Files.readString(Path.of("src/main/resources/sample/classification-2023.json")));
        for (String department : List.of("301", "302", "401", "402")) {
            for (int year : List.of(2023, 2024)) {
                as("wang", "/v1/budgets", "{\"department\":{\"code\":\"" + department + "\",\"name\":\"部门\"},\"fiscalYear\":" + year + "}");
            }
            for (int i = 0; i < 6; i++) {
                String said = "{" + paper("2023-01-1" + i) + ",\"lines\":[" + lines("90000.00") + "]}";
                of(department).add(as("wang", "/v1/budgets/" + department + "/2023/allocations", said).get("postingId").asString());
            }
            as("wang", "/v1/budgets/" + department + "/2023/freezes", "{" + paper("2023-01-20") + ",\"lines\":[" + lines("20000.00") + "]}");
        }
        for (Map.Entry<String, String> each : Map.of("301", "302", "401", "402").entrySet()) {
            of(each.getKey()).add(as("wang", "/v1/budgets/" + each.getKey() + "/2023/transfers",
                    "{" + paper("2023-02-01") + ",\"amount\":\"11.00\",\"from\":{" + LINES.getFirst() + "},\"to\":{\"department\":\"" + each.getValue()
                            + "\"," + LINES.getFirst() + "}}").get("postingId").asString());
        }
    }

    @AfterAll
    void stop() {
        services.close();
    }

    @Test
    void with_what_is_proposed_tables_are_those_of_who_posted_it() throws Exception {
        for (int done = 0; done < POSTINGS; done++) {
            next();
            if (done % PER_POINT == PER_POINT - 1) {
                String on = "2023-0" + (1 + random.nextInt(9)) + "-28";
                assertTwins("&proposed=included", on);
            }
        }
        JsonNode without = table("301", 2023, "expenditure", "");
        assertThat(without.has("proposed")).isFalse();
        assertThat(table("301", 2023, "expenditure", "&proposed=included").get("proposed").asInt()).isPositive();
        assertThat(without.get("rows")).isNotEqualTo(table("401", 2023, "expenditure", "").get("rows"));
        long before = position;

        for (String proposal : List.copyOf(waiting)) {
            as("li", budget(proposal) + "/approvals", "{\"proposal\":\"" + proposal + "\"}");
        }

        for (String department : PROPOSERS) {
            for (int year : List.of(2023, 2024)) {
                JsonNode with = table(department, year, "expenditure", "&proposed=included");
                assertThat(with.get("proposed").asInt()).isZero();
                assertThat(with.get("rows")).isEqualTo(table(department, year, "expenditure", "").get("rows"));
            }
        }
        assertTwins("", "2023-12-31");
        JsonNode asOfBefore = JSON.readTree(get("/v1/disclosures/301/2023/tables/expenditure?measure=YUAN&position=" + before));
        assertThat(asOfBefore.get("rows")).isEqualTo(without.get("rows"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evidence", "document", "datapackage", "publications", "year-over-year"})
    void nothing_else_counts_what_is_proposed(String what) throws Exception {
        HttpResponse<String> answer = services.get(services.projection, "/v1/disclosures/301/2023/" + what + "?proposed=included");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("UNKNOWN_PARAMETER", "\"field\":\"proposed\"");
    }

    private void assertTwins(String question, String on) throws Exception {
        for (String department : PROPOSERS) {
            for (int year : List.of(2023, 2024)) {
                String day = "&effectiveOn=" + (year == 2024 ? "2024-12-31" : on);
                for (String id : List.of("revenue-and-expenditure", "expenditure", "revenue", "general-public-budget", "basic-expenditure", "three-public")) {
                    JsonNode one = table(department, year, id, question + day);
                    JsonNode twin = table(twin(department), year, id, day);
                    assertThat(one.get("rows")).as("%s %d %s as of %s", department, year, id, on).isEqualTo(twin.get("rows"));
                }
                JsonNode balances = balances(department, year, question + day);
                JsonNode ofTwin = balances(twin(department), year, day);
                assertThat(balances.get("lines")).as("%s %d as of %s", department, year, on).isEqualTo(ofTwin.get("lines"));
                assertThat(balances.has("proposed")).isEqualTo(!question.isEmpty());
                JsonNode checks = JSON.readTree(get("/v1/disclosures/" + department + "/" + year + "/checks?measure=YUAN&atLeastPosition=" + position
                        + question + day));
                assertThat(checks.at("/summary/fail").asInt()).isZero();
                assertThat(checks.has("proposed")).isEqualTo(!question.isEmpty());
            }
        }
    }

    /** Something is proposed and posted by the twin; of every four one is sent back or taken back, and another proposed instead. */
    private void next() throws Exception {
        String department = PROPOSERS.get(random.nextInt(2));
        String day = "2023-0" + (2 + random.nextInt(8)) + "-" + (10 + random.nextInt(18));
        String one = LINES.get(random.nextInt(2));
        String amount = "\"amount\":\"" + (1 + random.nextInt(90)) + ".0" + random.nextInt(10) + "\"";
        switch (random.nextInt(6)) {
            case 0 -> both(department, "ADJUST", "adjustments", paper(day) + ",\"lines\":[{" + one + "," + amount.replace(":\"", ":\"-") + "}]");
            case 1 -> both(department, "TRANSFER", "transfers", paper(day) + "," + amount + ",\"from\":{" + LINES.get(0) + "},\"to\":{" + LINES.get(1) + "}");
            case 2 -> both(department, "TRANSFER", "transfers", paper(day) + "," + amount + ",\"from\":{" + one + "},\"to\":{\"department\":\""
                    + PROPOSERS.get(department.equals("301") ? 1 : 0) + "\"," + one + "}");
            case 3 -> both(department, random.nextBoolean() ? "FREEZE" : "RELEASE", null, paper(day) + ",\"lines\":[{" + one + "," + amount + "}]");
            case 4 -> both(department, "ALLOCATE", "allocations", paper(day) + ",\"lines\":[{" + LINES.getLast() + "," + amount + "}]");
            default -> reverse(department, day);
        }
    }

    private void reverse(String department, String day) throws Exception {
        List<String> left = of(department);
        if (left.size() > 3) {
            int which = random.nextInt(left.size());
            String own = left.remove(which);
            String ofTwin = of(twin(department)).remove(which);
            String paper = paper(day);
            waiting.add(propose(department, "REVERSE", paper + ",\"postingId\":\"" + own + "\""));
            as("wang", "/v1/budgets/" + twin(department) + "/2023/reversals", "{" + paper + ",\"postingId\":\"" + ofTwin + "\"}");
        }
    }

    private void both(String department, String operation, @Nullable String collection, String said) throws Exception {
        String proposal = propose(department, operation, said);
        if (random.nextInt(4) == 0) {
            boolean back = random.nextBoolean();
            as(back ? "li" : "wang", "/v1/budgets/" + department + "/2023/" + (back ? "rejections" : "withdrawals"),
                    "{\"proposal\":\"" + proposal + "\",\"reason\":\"重新测算\"}");
            return;
        }
        waiting.add(proposal);
        String ofTwin = said.replace("\"department\":\"301\"", "\"department\":\"401\"").replace("\"department\":\"302\"", "\"department\":\"402\"");
        as("wang", "/v1/budgets/" + twin(department) + "/2023/" + (collection == null ? operation.equals("FREEZE") ? "freezes" : "releases"
                : collection), "{" + ofTwin + "}");
    }

    private String propose(String department, String operation, String said) throws Exception {
        return as("wang", "/v1/budgets/" + department + "/2023/proposals", "{\"operation\":\"" + operation + "\"," + said + "}")
                .get("postingId").asString();
    }

    private String paper(String day) {
        papers++;
        return "\"documentNo\":\"石财预〔2023〕" + papers + "号\",\"effectiveOn\":\"" + day + "\",\"reason\":\"年中调整\"";
    }

    private static String lines(String amount) {
        return String.join(",", LINES.stream().map(each -> "{" + each + ",\"amount\":\"" + amount + "\"}").toList());
    }

    private List<String> of(String department) {
        return postings.computeIfAbsent(department, _ -> new ArrayList<>());
    }

    private static String twin(String department) {
        return Objects.requireNonNull(TWINS.get(department));
    }

    private static String budget(String proposal) {
        return "/v1/budgets/" + proposal.substring(0, 3) + "/2023";
    }

    private JsonNode table(String department, int year, String id, String question) throws Exception {
        return JSON.readTree(get("/v1/disclosures/" + department + "/" + year + "/tables/" + id + "?measure=YUAN&atLeastPosition=" + position + question));
    }

    private JsonNode balances(String department, int year, String question) throws Exception {
        return JSON.readTree(get("/v1/disclosures/" + department + "/" + year + "/balances?atLeastPosition=" + position + question));
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = services.get(services.projection, path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode as(String who, String path, String body) throws Exception {
        HttpResponse<String> answer = services.postAs(who, services.ledger, path, body);
        assertThat(answer.statusCode()).as(path + " " + body + " " + answer.body()).isEqualTo(201);
        JsonNode receipt = JSON.readTree(answer.body());
        position = Math.max(position, receipt.path("position").asLong());
        return receipt;
    }
}
