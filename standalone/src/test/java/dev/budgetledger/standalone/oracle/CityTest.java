package dev.budgetledger.standalone.oracle;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Publication;
import dev.budgetledger.verifier.Check;
import dev.budgetledger.verifier.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** 全市: 200 departments of five units each. A department is the sum of its units, in every cell of every table, at any point. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CityTest {

    private static final int DEPARTMENTS = 200;
    private static final List<String> UNITS = List.of("001", "002", "003", "004", "005");
    private static final int POINTS = Integer.getInteger("city.points", 1000);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Random random = new Random(20250101);
    private BothServices services;
    private long last;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        services = new BothServices(folder);
        post(city());
    }

    @AfterAll
    void stop() {
        services.close();
    }

    private static String department(int i) {
        return String.valueOf(301 + i);
    }

    private List<String> city() {
        List<String> commands = new ArrayList<>();
        commands.add("""
                {"type":"DefineClassifications","fiscalYear":2027,"classifications":[%s]}""".formatted(String.join(",",
                IntStream.rangeClosed(1, 9).mapToObj(i -> """
                        {"type":"FUNCTION","code":"20%d0301","name":"功能%d"},{"type":"ECONOMIC","code":"3020%d","name":"经济%d"}"""
                        .formatted(i, i, i, i)).toList())));
        for (int i = 0; i < DEPARTMENTS; i++) {
            String code = department(i);
            commands.add("""
                    {"type":"OpenBudget","department":{"code":"%s","name":"部门%s"},"fiscalYear":2027}""".formatted(code, code));
            commands.add("""
                    {"type":"DefineUnits","department":"%s","fiscalYear":2027,"units":[%s]}""".formatted(code,
                    String.join(",", UNITS.stream().map(unit -> """
                            {"code":"%s%s","name":"单位%s","nature":"ADMINISTRATIVE"}""".formatted(code, unit, unit)).toList())));
        }
        for (int i = 0; i < 6000; i++) {
            String code = department(random.nextInt(DEPARTMENTS));
            commands.add(random.nextInt(3) > 0 ? allocate(code) : transfer(code));
        }
        return commands;
    }

    private String allocate(String code) {
        return """
                {"type":"Allocate","department":"%s","fiscalYear":2027,%s,"lines":[%s,%s]}""".formatted(
                code, paper(), line(code, amount()), line(code, amount()));
    }

    private String transfer(String code) {
        String from = line(code, "");
        return """
                {"type":"Transfer","department":"%s","fiscalYear":2027,"authority":"文",%s,"amount":"%s","from":%s,"to":%s}"""
                .formatted(code, paper(), "0." + (10 + random.nextInt(90)), from,
                        random.nextBoolean() ? line(code, "").replaceAll("\"fund\":\"[A-Z_]+\"", fund(from)) : from
                                .replaceAll("(\"unit\":\"[0-9]{3})[0-9]{3}", "$1" + UNITS.get(random.nextInt(5))));
    }

    private static String fund(String line) {
        return line.replaceAll(".*(\"fund\":\"[A-Z_]+\").*", "$1");
    }

    private String paper() {
        return "\"documentNo\":\"文\",\"reason\":\"测试\",\"effectiveOn\":\""
                + LocalDate.of(2027, 1, 1).plusDays(random.nextInt(365)) + "\"";
    }

    private String amount() {
        return random.nextInt(1_000_000) + "." + (10 + random.nextInt(90));
    }

    private String line(String code, String amount) {
        return "{\"fund\":\"%s\",\"unit\":\"%s\",\"function\":\"20%d0301\",\"kind\":\"%s\",\"economic\":\"3020%d\"%s}".formatted(
                List.of("GENERAL_PUBLIC", "GENERAL_PUBLIC", "GOVERNMENT_FUND", "INSTITUTION").get(random.nextInt(4)),
                code + UNITS.get(random.nextInt(5)), 1 + random.nextInt(9),
                random.nextBoolean() ? "PERSONNEL" : "OPERATING", 1 + random.nextInt(9),
                amount.isEmpty() ? "" : ",\"amount\":\"" + amount + "\"");
    }

    private void post(List<String> commands) throws Exception {
        List<JsonNode> results = results(commands);
        assertThat(results.stream().filter(each -> each.get("status").asInt() == 201).count()).isGreaterThan(4000);
        last = results.stream().mapToLong(each -> each.at("/receipt/position").asLong()).max().orElseThrow();
    }

    private List<JsonNode> results(List<String> commands) throws Exception {
        return services.post(String.join("\n", commands));
    }

    @Test
    void a_department_is_the_sum_of_its_units_at_any_point() throws Exception {
        long cells = 0;
        for (int i = 0; i < POINTS; i++) {
            String code = department(random.nextInt(DEPARTMENTS));
            String question = "?measure=YUAN&effectiveOn=" + LocalDate.of(2027, 1, 1).plusDays(random.nextInt(365))
                    + "&position=" + (2 * DEPARTMENTS + 1 + random.nextInt((int) last - 2 * DEPARTMENTS));
            String table = "/v1/disclosures/" + code + "/2027/tables/"
                    + Publication.TABLES.get(random.nextInt(Publication.TABLES.size())) + question;
            Map<String, BigDecimal> whole = amounts(get(table));
            Map<String, BigDecimal> sum = new TreeMap<>();
            for (String unit : UNITS) {
                HttpResponse<String> answer = get(table + "&unit=" + code + unit);
                if (answer.statusCode() == 404) { // it was of no money by then
                    assertThat(answer.body()).contains("UNIT_HAS_NO_LINES").contains(code + unit);
                    continue;
                }
                assertThat(JSON.readTree(answer.body()).get("ofUnit").asString()).isEqualTo(code + unit);
                amounts(answer).forEach((cell, amount) -> sum.merge(cell, amount, BigDecimal::add));
            }
            assertThat(sum).as(table).isEqualTo(whole);
            cells += whole.size();
        }
        assertThat(cells).isGreaterThan(POINTS);
    }

    @Test
    void the_units_are_listed_and_the_evidence_of_one_verifies() throws Exception {
        JsonNode units = JSON.readTree(get("/v1/disclosures/301/2027/units?position=" + last).body());
        assertThat(units.get("units").valueStream().map(unit -> unit.get("code").asString()))
                .containsExactly("301001", "301002", "301003", "301004", "301005");
        assertThat(JSON.readTree(get("/v1/disclosures/301/2027/units?position=2").body()).get("units")).isEmpty();

        Report report = services.evidence("/v1/disclosures/301/2027/evidence?unit=301001&position=" + last);
        assertThat(Check.values()).as("%s", report).noneMatch(report::found);
        assertThat(report.rulesKept()).as("%s", report).isTrue();
        assertThat(report.toString()).contains("单位 301001");
    }

    /** 科目名称: of every level and classification, wherever a name is printed, from its position on. */
    @Test
    void a_department_has_names_of_its_own_in_its_tables_and_no_other_has_them() throws Exception {
        String own = """
                [{"type":"FUNCTION","code":"201","name":"本部门类"},{"type":"FUNCTION","code":"2010301","name":"本部门项"},\
                {"type":"ECONOMIC","code":"30201","name":"本部门经济"}]""";
        long position = position(services.post(services.ledger, "/v1/budgets/302/2027/names", "{\"names\":" + own + "}"));
        long later = position(services.post(services.ledger, "/v1/budgets/302/2027/names", """
                {"names":[{"type":"ECONOMIC","code":"30201","name":"又一个名称"}]}"""));

        assertThat(names("302", "expenditure", position)).containsEntry("201", "本部门类").containsEntry("20103", "")
                .containsEntry("2010301", "本部门项").containsEntry("2020301", "功能2");
        assertThat(names("302", "basic-expenditure", position)).containsEntry("30201", "本部门经济").containsEntry("30202", "经济2");
        assertThat(names("302", "basic-expenditure", later)).containsEntry("30201", "又一个名称");
        assertThat(names("302", "basic-expenditure", position - 1)).containsEntry("30201", "经济1");
        assertThat(names("303", "expenditure", later)).containsEntry("201", "").containsEntry("2010301", "功能1");

        JsonNode said = JSON.readTree(get("/v1/disclosures/302/2027/names?position=" + position).body());
        assertThat(said.get("names")).isEqualTo(JSON.readTree("""
                [{"type":"ECONOMIC","code":"30201","name":"本部门经济"},{"type":"FUNCTION","code":"201","name":"本部门类"},\
                {"type":"FUNCTION","code":"2010301","name":"本部门项"}]"""));
        assertThat(JSON.readTree(get("/v1/disclosures/302/2027/names?position=" + (position - 1)).body()).get("names")).isEmpty();
        assertThat(JSON.readTree(get("/v1/disclosures/303/2027/names?position=" + later).body()).get("names")).isEmpty();

        for (long each : List.of(position - 1, position, later)) {
            Report report = services.evidence("/v1/disclosures/302/2027/evidence?position=" + each);
            assertThat(Check.values()).as("%s", report).noneMatch(report::found);
            assertThat(report.rulesKept()).as("%s", report).isTrue();
        }
        assertThat(services.post(services.ledger, "/v1/budgets/302/2027/names", "{\"names\":" + own.replace("2010301", "201") + "}").body())
                .contains("FIELD_INVALID", "names[1].code", "201 is there twice");
    }

    private static long position(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).get("position").asLong();
    }

    private Map<String, String> names(String department, String table, long position) throws IOException, InterruptedException {
        return JSON.readTree(get("/v1/disclosures/" + department + "/2027/tables/" + table + "?position=" + position).body())
                .get("rows").valueStream().filter(row -> !row.at("/cells/code").asString().isEmpty())
                .collect(Collectors.toMap(row -> row.at("/cells/code").asString(), row -> row.at("/cells/name").asString()));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = services.get(services.projection, path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(200, 404);
        return answer;
    }

    /** Each amount that is printed, by what its row says and its column. */
    private static Map<String, BigDecimal> amounts(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode table = JSON.readTree(answer.body());
        Map<String, BigDecimal> amounts = new TreeMap<>();
        for (JsonNode row : table.get("rows")) {
            StringBuilder words = new StringBuilder();
            for (JsonNode column : table.get("columns")) {
                String cell = row.at("/cells/" + column.get("id").asString()).asString();
                if (column.get("type").asString().equals("TEXT")) {
                    words.append(cell).append('/');
                } else if (!cell.isEmpty()) {
                    amounts.merge(words + column.get("id").asString(), new BigDecimal(cell), BigDecimal::add);
                }
            }
        }
        amounts.values().removeIf(amount -> amount.signum() == 0);
        return amounts;
    }
}
