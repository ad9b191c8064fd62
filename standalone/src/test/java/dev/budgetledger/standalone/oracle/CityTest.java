package dev.budgetledger.standalone.oracle;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** Budgets that Shanghai published, posted, come out in Shanghai's forms as they were printed. */
    @ParameterizedTest
    @CsvSource({"czj-2025, putuo-department-2025", "shczj-2025, shanghai-unit-2025"})
    void a_place_has_its_own_nine_tables(String place, String form) throws Exception {
        Path folder = Path.of("../projection-service/src/test/resources/cases", place);
        boolean ofUnit = form.contains("unit");
        String department = ofUnit ? "SHCZJ" : "CZJ";
        List<String> commands = new ArrayList<>();
        commands.add("""
                {"type":"DefineClassifications","fiscalYear":2025,"classifications":[%s]}""".formatted(
                rows(folder.resolve("names.csv")).stream().map(row -> """
                        {"type":"%s","code":"%s","name":"%s"}""".formatted(row[0], row[1], row[2]))
                        .collect(Collectors.joining(","))));
        commands.add("""
                {"type":"OpenBudget","department":{"code":"%s","name":"财政局"},"fiscalYear":2025}""".formatted(department));
        if (ofUnit) {
            commands.add("""
                    {"type":"DefineUnits","department":"SHCZJ","fiscalYear":2025,
                     "units":[{"code":"SHCZJ001","name":"上海市财政局","nature":"ADMINISTRATIVE"}]}""".replace("\n", ""));
        }
        commands.add("""
                {"type":"Allocate","department":"%s","fiscalYear":2025,"documentNo":"文","reason":"批复","effectiveOn":"2025-01-01",\
                "lines":[%s]}""".formatted(department, rows(folder.resolve("lines.csv")).stream().map(row -> """
                        {"fund":"%s","function":"%s","kind":"%s","amount":"%s"%s%s%s}""".formatted(
                                row[0], row[1], row[2], row[4], row[3].isEmpty() ? "" : ",\"economic\":\"" + row[3] + '"',
                                row[2].equals("PROJECT") ? ",\"project\":\"项目\"" : "",
                                ofUnit ? ",\"unit\":\"SHCZJ001\"" : ""))
                        .collect(Collectors.joining(","))));
        List<JsonNode> results = results(commands);
        assertThat(results).allSatisfy(result -> assertThat(result.get("status").asInt()).as("%s", result).isEqualTo(201));
        long position = results.getLast().at("/receipt/position").asLong();

        String tables = "/v1/disclosures/" + department + "/2025/tables";
        JsonNode list = JSON.readTree(get(tables + "?form=" + form + "&atLeastPosition=" + position).body());
        assertThat(list.get("tables")).hasSize(9);
        for (int i = 0; i < 9; i++) {
            String address = list.get("tables").get(i).get("href").asString() + "&position=" + position
                    + (ofUnit ? "&unit=SHCZJ001" : "");
            assertThat(printed(JSON.readTree(get(address).body()))).as(address)
                    .isEqualTo(Files.readString(folder.resolve("t" + (i + 1) + ".csv")));
        }
        JsonNode cell = JSON.readTree(get(tables + "/revenue-and-expenditure/cells/1/incomeAmount?form=" + form + "&position=" + position).body());
        assertThat(cell.get("pageSum").asString()).isEqualTo(cell.get("sum").asString()).isNotEqualTo("0.00");
        assertThat(get(tables + "?form=nobodys").body()).contains("FORM_UNKNOWN");
        assertThat(get(tables + "/government-funds?form=" + form).body()).contains("TABLE_UNKNOWN");
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    /** Title, unit of measure, heads from the top down, rows and notes. */
    private static String printed(JsonNode table) {
        StringBuilder text = new StringBuilder(table.get("title").asString())
                .append("\n单位：").append(table.get("unit").asString()).append('\n');
        text.append(line(table.get("columns").valueStream().map(column -> Stream.concat(
                        column.path("under").valueStream().map(JsonNode::asString), Stream.of(column.get("title").asString()))
                .collect(Collectors.joining("/")))));
        table.get("rows").forEach(row -> text.append(line(table.get("columns").valueStream()
                .map(column -> row.get("cells").get(column.get("id").asString()).asString()))));
        table.get("notes").forEach(note -> text.append(note.asString()).append('\n'));
        return text.toString();
    }

    private static String line(Stream<String> cells) {
        return cells.map(cell -> cell.contains(",") ? '"' + cell + '"' : cell).collect(Collectors.joining(",")) + "\n";
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
