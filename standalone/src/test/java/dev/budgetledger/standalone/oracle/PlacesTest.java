package dev.budgetledger.standalone.oracle;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.verifier.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** 各地: forms and budgets that other places published, both posted, come out as they were printed: no form of these is in the release. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlacesTest {

    private static final Path CASES = Path.of("../projection-service/src/test/resources/cases");
    private static final Path EXPLANATIONS = Path.of("src/test/resources/documents/czj-2025/statements.ndjson");
    private static final String RECEPTION =
            "\"fund\":\"GENERAL_PUBLIC\",\"function\":\"2013901\",\"kind\":\"OPERATING\",\"economic\":\"30217\"";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Budgets, in the form of their place, and the tables of which what was printed is known. */
    enum Place {
        CZJ("czj-2025", "../docs/forms/putuo-department-2025.json", false, "ADMINISTRATIVE", "123456789"),
        SHCZJ("shczj-2025", "../docs/forms/shanghai-unit-2025.json", true, "ADMINISTRATIVE", "123456789"),
        FULIYUAN("fuliyuan-2024", CASES + "/fuliyuan-2024/form.json", true, "PUBLIC_WELFARE_1", "123456789"),
        SFJ("sfj-2026", CASES + "/sfj-2026/form.json", false, "ADMINISTRATIVE", "23589");

        private final Path folder;
        private final int year;
        private final String form;
        private final boolean ofUnit;
        private final String nature;
        private final String tables;

        Place(String name, String form, boolean ofUnit, String nature, String tables) {
            this.folder = CASES.resolve(name);
            this.year = Integer.parseInt(name.substring(name.indexOf('-') + 1));
            this.form = form;
            this.ofUnit = ofUnit;
            this.nature = nature;
            this.tables = tables;
        }

        /** The form as its place would post it, under an id that the release does not know. */
        ObjectNode form() throws IOException {
            ObjectNode json = (ObjectNode) JSON.readTree(Files.readString(Path.of(form)));
            return json.put("id", "posted-" + json.get("id").asString());
        }

        String unit() {
            return ofUnit ? "&unit=" + name() + "001" : "";
        }

        String disclosures() {
            return "/v1/disclosures/" + name() + "/" + year;
        }
    }

    private BothServices services;

    @BeforeAll
    void start(@TempDir Path folder) {
        services = new BothServices(folder);
    }

    @AfterAll
    void stop() {
        services.close();
    }

    @ParameterizedTest
    @EnumSource
    @Order(1)
    void a_place_has_its_own_tables(Place place) throws Exception {
        String jurisdiction = place.form().get("jurisdiction").asString();
        List<JsonNode> results = services.post(String.join("\n", commands(place, jurisdiction)));
        assertThat(results).allSatisfy(result -> assertThat(result.get("status").asInt()).as("%s", result).isEqualTo(201));
        long before = results.getLast().at("/receipt/position").asLong();
        HttpResponse<String> adopted = services.post(services.ledger, "/v1/forms", place.form().toString());
        assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(201);
        long position = JSON.readTree(adopted.body()).get("position").asLong();

        String tables = place.disclosures() + "/tables";
        List<String> ids = place.form().get("tables").valueStream().map(table -> table.get("id").asString()).toList();
        JsonNode list = json(tables + "?atLeastPosition=" + position + place.unit());
        assertThat(list.get("tables").valueStream().map(table -> table.get("id").asString())).containsExactlyElementsOf(ids);
        assertThat(list.at("/tables/0/href").asString()).endsWith(place.ofUnit ? "?unit=" + place.name() + "001" : "revenue-and-expenditure");
        assertThat(JSON.readTree(get(tables + "?unit=YUAN").body()).get("field").asString()).isEqualTo("unit");
        for (int number : place.tables.chars().map(digit -> digit - '0').toArray()) {
            String address = tables + "/" + ids.get(number - 1) + "?position=" + position + place.unit();
            assertThat(printed(json(address))).as(address).isEqualTo(Files.readString(place.folder.resolve("t" + number + ".csv")));
        }
        JsonNode cell = json(tables + "/revenue-and-expenditure/cells/1/incomeAmount?position=" + position + place.unit());
        assertThat(cell.get("pageSum").asString()).isEqualTo(cell.get("sum").asString()).isNotEqualTo("0.00");

        proven(place.disclosures() + "/evidence?position=" + position + place.unit());

        // Nobody knew of the form before it was adopted: the tables of that time are in another.
        String form = place.form().get("id").asString();
        assertThat(get(tables + "?form=" + form + "&position=" + before).body()).contains("FORM_UNKNOWN");
        String earlier = json(tables + "/expenditure?position=" + before + place.unit()).get("unit").asString();
        assertThat(earlier).isEqualTo(place == Place.SFJ ? "元" : "万元"); // of 普陀 there was one for all years from 2025 on
        assertThat(get(tables + "/government-funds").body()).contains("TABLE_UNKNOWN");
    }

    /** Other code makes the same tables of the form that the facts adopt, and of what was published. */
    private void proven(String evidence) {
        Report report = services.evidence(evidence);
        assertThat(report.isSound() && report.formIsProven() && report.rulesKept()).as("%s %s", evidence, report).isTrue();
    }

    private static List<String> commands(Place place, String jurisdiction) throws IOException {
        List<String> commands = new ArrayList<>();
        commands.add(catalogue(place.folder, place.year));
        commands.add("""
                {"type":"OpenBudget","department":{"code":"%s","name":"某单位"},"fiscalYear":%d,"jurisdiction":"%s"}""".formatted(
                place.name(), place.year, jurisdiction));
        if (place.ofUnit) {
            commands.add("""
                    {"type":"DefineUnits","department":"%s","fiscalYear":%d,\
                    "units":[{"code":"%s001","name":"某单位","nature":"%s"}]}""".formatted(
                    place.name(), place.year, place.name(), place.nature));
        }
        commands.add("""
                {"type":"Allocate","department":"%s","fiscalYear":%d,"documentNo":"文","reason":"批复","effectiveOn":"%d-01-01",\
                "lines":[%s]}""".formatted(place.name(), place.year, place.year,
                rows(place.folder.resolve("lines.csv")).stream().map(row -> """
                        {"fund":"%s","function":"%s","kind":"%s","amount":"%s"%s%s%s}""".formatted(
                                row[0], row[1], row[2], row[4], row[3].isEmpty() ? "" : ",\"economic\":\"" + row[3] + '"',
                                row[2].equals("PROJECT") ? ",\"project\":\"项目\"" : "",
                                place.ofUnit ? ",\"unit\":\"" + place.name() + "001\"" : ""))
                        .collect(Collectors.joining(","))));
        return commands;
    }

    @Test
    @Order(2)
    void a_later_form_replaces_the_earlier_one_from_its_position_on() throws Exception {
        JsonNode listed = json("/v1/forms?limit=2");
        assertThat(listed.get("forms")).hasSize(2);
        List<String> ids = new ArrayList<>();
        for (JsonNode page = listed; ; page = json(page.get("next").asString())) {
            page.get("forms").forEach(form -> ids.add(form.get("id").asString()));
            if (page.get("next").isNull()) {
                break;
            }
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates().contains(
                "posted-putuo-department-2025", "posted-shanghai-unit-2025", "putuo-department-2025", "shijiazhuang-2023");

        assertThat(get("/v1/forms?after=%00").statusCode()).isEqualTo(400);
        assertThat(get(Place.CZJ.disclosures() + "/tables?form=%00").body()).contains("FORM_UNKNOWN");

        String id = "posted-putuo-department-2025";
        JsonNode adopted = json("/v1/forms/" + id);
        long position = listed.get("position").asLong();
        ObjectNode corrected = (ObjectNode) adopted.deepCopy();
        ((ObjectNode) corrected.at("/tables/0")).put("title", "{year}年收支总表（更正）").put("measure", "WAN_YUAN");
        long later = JSON.readTree(services.post(services.ledger, "/v1/forms", corrected.toString()).body()).get("position").asLong();

        String table = Place.CZJ.disclosures() + "/tables/revenue-and-expenditure";
        assertThat(json(table + "?atLeastPosition=" + later).get("title").asString()).isEqualTo("2025年收支总表（更正）");
        assertThat(json(table + "?position=" + position).get("title").asString()).isNotEqualTo("2025年收支总表（更正）");
        assertThat(json("/v1/forms/" + id)).isEqualTo(corrected);
        assertThat(json("/v1/forms/" + id + "?position=" + position)).isEqualTo(adopted);
        assertThat(get("/v1/forms/" + id + "?position=1").body()).contains("FORM_UNKNOWN");

        JsonNode refused = JSON.readTree(services.post(services.ledger, "/v1/forms",
                corrected.deepCopy().put("jurisdiction", "110000").toString()).body());
        assertThat(refused.get("code").asString()).isEqualTo("FORM_OF_ANOTHER");
        ObjectNode faulty = corrected.deepCopy();
        ((ObjectNode) faulty.at("/tables/3/panels/0/columns/1")).put("colour", "red");
        JsonNode invalid = JSON.readTree(services.post(services.ledger, "/v1/forms", faulty.toString()).body());
        assertThat(invalid.get("code").asString()).isEqualTo("FIELD_INVALID");
        assertThat(invalid.get("field").asString()).isEqualTo("tables[3].panels[0].columns[1].colour");
    }

    @Test
    @Order(3)
    void what_is_published_pins_its_form() throws Exception {
        String publications = Place.CZJ.disclosures() + "/publications";
        String request = """
                {"documentNo":"公开1号","publishedOn":"2025-02-01","reason":"部门预算公开","position":%d%s}""";
        JsonNode unexplained = JSON.readTree(services.post(
                services.projection, publications, request.formatted(json("/v1/forms").get("position").asLong(), "")).body());
        assertThat(unexplained.get("code").asString()).isEqualTo("EXPLANATION_MISSING");
        long position = services.post(Files.readString(EXPLANATIONS).lines()
                        .filter(statement -> statement.contains("\"explanation\""))
                        .map(statement -> statement.replace("\"990\"", "\"CZJ\"").replace("\"putuo-", "\"posted-putuo-"))
                        .collect(Collectors.joining("\n")))
                .getLast().at("/receipt/position").asLong();

        HttpResponse<String> answer = services.post(services.projection, publications, request.formatted(position, ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode published = JSON.readTree(answer.body()).get("publication");
        assertThat(published.at("/form/id").asString()).isEqualTo("posted-putuo-department-2025");
        JsonNode link = json("/v1/forms?position=" + position).get("forms").valueStream()
                .filter(form -> form.get("id").asString().equals("posted-putuo-department-2025")).findFirst().orElseThrow();
        assertThat(published.at("/form/sha256")).isEqualTo(link.get("sha256"));
        assertThat(published.has("unit")).isFalse();

        // A later form changes nothing of what was published.
        ObjectNode other = (ObjectNode) json("/v1/forms/posted-putuo-department-2025");
        ((ObjectNode) other.at("/tables/0")).put("title", "另一标题");
        assertThat(services.post(services.ledger, "/v1/forms", other.toString()).statusCode()).isEqualTo(201);
        JsonNode again = json(published.get("address").asString());
        assertThat(again.get("tables")).hasSize(9).allSatisfy(table -> {
            assertThat(table.get("reproduced").asBoolean()).isTrue();
            assertThat(get(table.get("address").asString()).statusCode()).isEqualTo(200);
        });
        assertThat(json(published.get("address").asString() + "/changes").get("tables")).isEmpty();
        proven(Place.CZJ.disclosures() + "/evidence?atLeastPosition=" + json("/v1/forms").get("position").asLong());
        proven(Place.CZJ.disclosures() + "/evidence?form=shijiazhuang-2023");

        // One that came with the release and that nobody adopted is no fact.
        JsonNode refused = JSON.readTree(services.post(
                services.projection, publications, request.formatted(position, ",\"form\":\"shanghai-unit-2025\"")).body());
        assertThat(refused.get("code").asString()).isEqualTo("FORM_NOT_ADOPTED");
        assertThat(refused.get("field").asString()).isEqualTo("form.id");
    }

    /**
     * 决算: the ledger knows no payment. What was spent is what a line was given less what went out of it again: what was left
     * over was taken back, or carried forward.
     */
    @Test
    @Order(4)
    void final_accounts_come_out_as_printed_once_what_is_left_over_has_gone() throws Exception {
        Path folder = CASES.resolve("sgb-2024-final");
        ObjectNode form = (ObjectNode) JSON.readTree(Files.readString(folder.resolve("form.json")));
        assertThat(services.post(services.ledger, "/v1/forms", form.toString()).statusCode()).isEqualTo(201);
        List<JsonNode> results = services.post(String.join("\n", List.of(
                catalogue(folder, 2024),
                open("SGB", 2024),
                // 年初预算为 0 万元，全年预算为 321.02 万元
                adjust("SGB", "2024-06-01", "追加", Stream.of("lines", "withdrawn").map(each -> folder.resolve(each + ".csv")), ""),
                adjust("SGB", "2024-12-31", "收回", Stream.of(folder.resolve("withdrawn.csv")), "-"),
                // 三公 of 普陀区规划和自然资源局 2024, 公务接待费: 预算数 2.85, 决算数 0.39
                open("GZJ", 2024),
                post("Allocate", "GZJ", "2024-01-01", "批复", "{%s,\"amount\":\"28500.00\"}".formatted(RECEPTION)),
                post("Adjust", "GZJ", "2024-12-31", "收回", "{%s,\"amount\":\"-24600.00\"}".formatted(RECEPTION)))));
        assertThat(results).allSatisfy(result -> assertThat(result.get("status").asInt()).as("%s", result).isEqualTo(201));
        String asked = "?atLeastPosition=" + results.getLast().at("/receipt/position").asLong() + "&form=" + form.get("id").asString();

        String tables = "/v1/disclosures/SGB/2024/tables/";
        List<String> ids = form.get("tables").valueStream().map(table -> table.get("id").asString()).toList();
        for (int i = 0; i < ids.size(); i++) {
            assertThat(printed(json(tables + ids.get(i) + asked))).isEqualTo(Files.readString(folder.resolve("t" + (i + 1) + ".csv")));
        }
        assertThat(cells(json(tables + "budget-and-final" + asked + "&effectiveOn=2024-12-30"), -1))
                .as("全年预算数").containsSubsequence("合计", "0", "321.02");
        proven("/v1/disclosures/SGB/2024/evidence" + asked);

        String threePublic = "/v1/disclosures/GZJ/2024/tables/three-public";
        assertThat(cells(json(threePublic + asked), 0)).containsExactly("2.85", "0.39", "", "", "", "", "", "", "", "", "2.85", "0.39");
        JsonNode budgeted = json(threePublic + "/cells/1/receptionBudget" + asked);
        assertThat(budgeted.get("sum").asString()).isEqualTo("28500.00").isEqualTo(budgeted.get("pageSum").asString());
        assertThat(budgeted.get("contributions")).hasSize(1);
        assertThat(json(threePublic + "/cells/1/receptionFinal" + asked).get("contributions")).hasSize(2);
        proven("/v1/disclosures/GZJ/2024/evidence" + asked);
        for (String department : List.of("SGB", "GZJ")) {
            JsonNode checks = json("/v1/disclosures/" + department + "/2024/checks" + asked);
            assertThat(checks.get("checks").valueStream().filter(each -> each.get("verdict").asString().equals("fail"))).isEmpty();
            assertThat(checks.at("/summary/pass").asInt()).isGreaterThan(10);
        }
    }

    /**
     * Facts and forms as files, and of the tables those of which figures were published: 决算 with totals of rounded items beside exact ones;
     * with 经营, 附属单位上缴, 对附属单位补助, more spent than received, 年初和年末结转; of a unit under its department.
     */
    @ParameterizedTest
    @CsvSource({
        "gzj-2024-final,      PTGZJ, '',       1 3 5 6 7",
        "jiaoyubu-2024-final, JYB,   '',       1 2 3",
        "tianshui-2017-final, TSJYJ, TSJYJ001, 1 2 3",
        "shanggao-2025,       311,   311001,   1",
    })
    @Order(5)
    void what_a_place_published_comes_out_of_its_facts_in_its_form(String place, String department, String unit, String numbers) throws Exception {
        Path folder = CASES.resolve(place);
        JsonNode form = JSON.readTree(Files.readString(folder.resolve("form.json")));
        HttpResponse<String> adopted = services.post(services.ledger, "/v1/forms", form.toString());
        assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(201);
        List<JsonNode> results = services.post(Files.readString(folder.resolve("facts.ndjson")).strip());
        assertThat(results).allSatisfy(result -> assertThat(result.get("status").asInt()).as("%s", result).isEqualTo(201));
        String disclosures = "/v1/disclosures/" + department + "/" + place.replaceAll("\\D", "").substring(0, 4);
        String asked = "?atLeastPosition=" + results.getLast().at("/receipt/position").asLong() + "&form=" + form.get("id").asString()
                + (unit.isEmpty() ? "" : "&unit=" + unit);

        for (int number : numbers.chars().filter(Character::isDigit).map(digit -> digit - '0').toArray()) {
            String address = disclosures + "/tables/" + form.at("/tables/" + (number - 1) + "/id").asString() + asked;
            assertThat(printed(json(address))).as(address).isEqualTo(Files.readString(folder.resolve("t" + number + ".csv")));
        }
        JsonNode cell = json(disclosures + "/tables/revenue-and-expenditure/cells/1/incomeAmount" + asked);
        assertThat(cell.get("pageSum").asString()).isEqualTo(cell.get("sum").asString()).isNotEqualTo("0.00");
        JsonNode checks = json(disclosures + "/checks" + asked);
        assertThat(checks.get("checks").valueStream().filter(each -> each.get("verdict").asString().equals("fail"))).isEmpty();
        assertThat(checks.at("/summary/pass").asInt()).isPositive();
        proven(disclosures + "/evidence" + asked);
        if (!unit.isEmpty()) {
            // The department has its other unit besides.
            assertThat(json(disclosures + "/tables/revenue-and-expenditure" + asked.replace("&unit=" + unit, "")).get("rows"))
                    .isNotEqualTo(json(disclosures + "/tables/revenue-and-expenditure" + asked).get("rows"));
        }
    }

    /** 单位公开: a unit publishes what is its own, and what its neighbour gets since changes none of it. */
    @Test
    @Order(6)
    void a_unit_publishes_its_own_tables() throws Exception {
        String publications = "/v1/disclosures/311/2025/publications";
        String request = """
                {"documentNo":"公开1号","publishedOn":"2025-02-01","reason":"单位预算公开","position":%d,"ofUnit":"%s"}""";
        long position = json("/v1/forms").get("position").asLong();

        HttpResponse<String> answer = services.post(services.projection, publications, request.formatted(position, "311001"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode published = JSON.readTree(answer.body()).get("publication");
        assertThat(published.get("ofUnit").asString()).isEqualTo("311001");
        assertThat(published.at("/form/id").asString()).isEqualTo("shanggao-unit-2025");

        String line = """
                {"type":"Adjust","department":"311","fiscalYear":2025,"documentNo":"文","reason":"追加","effectiveOn":"2025-02-01","lines":[\
                {"fund":"GENERAL_PUBLIC","unit":"%s","function":"2210199","kind":"PERSONNEL","economic":"30101","amount":"1.00"}]}""";
        assertThat(services.post(line.formatted("311002")).getFirst().get("status").asInt()).isEqualTo(201);
        String changes = published.get("address").asString() + "/changes?toEffectiveOn=2025-12-31";
        long later = json("/v1/forms").get("position").asLong();
        JsonNode again = json(published.get("address").asString() + "?atLeastPosition=" + later);
        assertThat(again.get("tables")).hasSize(1).allSatisfy(table -> {
            assertThat(table.get("reproduced").asBoolean()).isTrue();
            assertThat(table.get("address").asString()).contains("&unit=311001");
            assertThat(get(table.get("address").asString()).body()).contains("312.02").doesNotContain("12.00");
        });
        assertThat(json(changes).get("tables")).isEmpty();
        JsonNode own = services.post(line.formatted("311001")).getFirst();
        assertThat(json(changes + "&atLeastPosition=" + own.at("/receipt/position").asLong()).get("tables")).isNotEmpty();
        proven("/v1/disclosures/311/2025/evidence?unit=311001&atLeastPosition=" + own.at("/receipt/position").asLong());

        // Nobody's unit, and one that has no money.
        assertThat(JSON.readTree(services.post(services.projection, publications, request.formatted(position, "311009")).body())
                .get("code").asString()).isEqualTo("UNIT_HAS_NO_LINES");
        JsonNode invalid = JSON.readTree(services.post(services.projection, publications, request.formatted(position, "3-1")).body());
        assertThat(invalid.get("field").asString()).isEqualTo("ofUnit");
    }

    private static List<String> cells(JsonNode table, int row) {
        JsonNode rows = table.get("rows");
        return rows.get(row < 0 ? rows.size() + row : row).get("cells").valueStream().map(JsonNode::asString).toList();
    }

    private static String open(String department, int year) {
        return """
                {"type":"OpenBudget","department":{"code":"%s","name":"某单位"},"fiscalYear":%d,"jurisdiction":"310107"}""".formatted(
                department, year);
    }

    private static String adjust(String department, String day, String reason, Stream<Path> files, String sign) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files.toList()) {
            for (String[] row : rows(file)) {
                lines.add("""
                        {"fund":"%s","function":"%s","kind":"%s","amount":"%s%s"%s%s}""".formatted(
                        row[0], row[1], row[2], sign, row[4], row[3].isEmpty() ? "" : ",\"economic\":\"" + row[3] + '"',
                        row[2].equals("PROJECT") ? ",\"project\":\"项目\"" : ""));
            }
        }
        return post("Adjust", department, day, reason, String.join(",", lines));
    }

    private static String post(String type, String department, String day, String reason, String lines) {
        return """
                {"type":"%s","department":"%s","fiscalYear":2024,"documentNo":"文","reason":"%s","effectiveOn":"%s","lines":[%s]}""".formatted(
                type, department, reason, day, lines);
    }

    private static String catalogue(Path folder, int year) throws IOException {
        return """
                {"type":"DefineClassifications","fiscalYear":%d,"classifications":[%s]}""".formatted(year,
                rows(folder.resolve("names.csv")).stream().map(row -> """
                        {"type":"%s","code":"%s","name":"%s"}""".formatted(row[0], row[1], row[2]))
                        .collect(Collectors.joining(",")));
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

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return services.get(services.projection, path);
    }
}
