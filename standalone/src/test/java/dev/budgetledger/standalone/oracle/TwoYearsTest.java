package dev.budgetledger.standalone.oracle;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.verifier.Report;

import static org.assertj.core.api.Assertions.assertThat;

/** 上年数和增减: tables as central departments print them, over HTTP, of a year before that is known whole, in part or not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoYearsTest {

    private static final Path CASE = Path.of("../projection-service/src/test/resources/cases/wuzhou-2025");
    private static final String NOTE = "注:2024年仅公布合计,未公布的为空。";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BothServices services;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        services = new BothServices(folder);
        assertThat(services.post(services.ledger, "/v1/forms", Files.readString(CASE.resolve("form.json"))).statusCode()).isEqualTo(201);
        for (int year : List.of(2024, 2025)) {
            post("""
                    {"type":"DefineClassifications","fiscalYear":%d,"classifications":[%s]}""".formatted(year, Stream.concat(
                            rows("names").stream(),
                            Stream.of("2070101", "2080505", "2101102", "2210201", "30101", "30108", "30110", "30113", "30201", "30217", "30231")
                                    .map(code -> new String[] {code.length() == 7 ? "FUNCTION" : "ECONOMIC", code, "名称"}))
                    .map(row -> """
                            {"type":"%s","code":"%s","name":"%s"}""".formatted(row[0], row[1], row[2]))
                    .collect(Collectors.joining(","))));
        }
    }

    @AfterAll
    void stop() {
        services.close();
    }

    /** 梧州: as printed, but for two percentages that do not follow from its own figures: −6.00 for −6.01, 14.43 for 16.87. */
    @Test
    void each_class_is_held_against_the_year_before_as_printed() throws Exception {
        long before = open("WZ", "prior");
        JsonNode table = json(table("WZ", "general-public-budget") + "?position=" + before);

        assertThat(table.get("columns").valueStream().map(column -> column.get("title").asString()))
                .containsExactly("科目编码", "科目名称", "2024年执行数", "小计", "基本支出", "项目支出", "增减额", "增减%");
        assertThat(table.at("/columns/7/type").asString()).isEqualTo("PERCENT");
        assertThat(cells(table)).containsExactly(
                "207 文化旅游体育与传媒支出 904445.42 850088.30 801988.30 48100.00 -54357.12 -6.01%",
                "208 社会保障和就业支出 99629.76 116433.12 116433.12  16803.36 16.87%",
                "210 卫生健康支出 49912.19 43897.73 43897.73  -6014.46 -12.05%",
                "221 住房保障支出 74722.32 74784.48 74784.48  62.16 0.08%",
                " 合计 1128709.69 1085203.63 1037103.63 48100.00 -43506.06 -3.85%");
        assertThat(table.get("notes")).isEmpty();

        JsonNode opened = json(table("WZ", "general-public-budget") + "/cells/1/prior?position=" + before);
        assertThat(opened.get("sum").asString()).isEqualTo("904445.42").isEqualTo(opened.get("pageSum").asString());
        assertThat(opened.at("/contributions/0/line/function").asString()).isEqualTo("207");
        JsonNode change = json(table("WZ", "general-public-budget") + "/cells/1/change?position=" + before);
        assertThat(change.get("printed").asString()).isEqualTo("-54357.12");
        assertThat(change.get("sum").asString()).isEqualTo("-54357.12").isEqualTo(change.get("pageSum").asString());
        assertThat(change.get("contributions")).hasSize(3);
        assertThat(json(change.get("next").isNull() ? table("WZ", "general-public-budget") + "/cells/5/percent?position=" + before : "")
                .get("sum").asString()).isEqualTo("-43506.06");

        proven("WZ", before, "");

        // What a year by 类 does not say by 性质 is blank, and so is what would follow from it.
        JsonNode byKind = json(table("WZ", "by-kind") + "?position=" + before);
        assertThat(cells(byKind)).containsExactly(
                "基本支出  1037103.63  ", "项目支出  48100.00  ", "合计 1128709.69 1085203.63 -43506.06 -3.85%");
        assertThat(byKind.get("notes").valueStream().map(JsonNode::asString)).containsExactly(NOTE);

        // A later word on the year before changes the column of it, and nothing else.
        long after = post("""
                {"type":"Adjust","department":"WZ","fiscalYear":2024,"documentNo":"文","reason":"更正","effectiveOn":"2024-12-31",\
                "lines":[{"fund":"GENERAL_PUBLIC","function":"208","amount":"100.00"}]}""");
        JsonNode changes = json("/v1/disclosures/WZ/2025/changes?fromPosition=" + before + "&toPosition=" + after
                + "&table=general-public-budget&row=208&column=prior");
        JsonNode cell = changes.at("/tables/0/cells/0");
        assertThat(cell.get("pageSum").asString()).isEqualTo("100.00");
        assertThat(cell.get("contributions")).hasSize(1);
        assertThat(json("/v1/disclosures/WZ/2025/changes?fromPosition=" + before + "&toPosition=" + after).at("/tables/0/cells")
                .valueStream().map(each -> each.get("column").asString()).distinct()).containsExactly("prior");
    }

    @Test
    void a_year_known_by_kind_only_leaves_its_classes_blank() throws Exception {
        long position = open("WK", "prior-by-kind");

        assertThat(cells(json(table("WK", "by-kind") + "?position=" + position))).containsExactly(
                "基本支出 1080609.69 1037103.63 -43506.06 -4.03%", "项目支出 48100.00 48100.00 0 ", "合计 1128709.69 1085203.63 -43506.06 -3.85%");
        proven("WK", position, "&amounts=free");
        JsonNode table = json(table("WK", "general-public-budget") + "?position=" + position);
        assertThat(cells(table)).contains(
                "221 住房保障支出  74784.48 74784.48   ", " 合计 1128709.69 1085203.63 1037103.63 48100.00 -43506.06 -3.85%");
        assertThat(table.get("notes").valueStream().map(JsonNode::asString)).containsExactly(NOTE);
    }

    @Test
    void a_year_that_is_not_there_is_blank_and_never_zero() throws Exception {
        post(budget("NO", 2025, false));
        long position = post(allocate("NO", 2025, line("2070101", "PERSONNEL", "30101", "", "1.00")));

        JsonNode table = json(table("NO", "by-kind") + "?position=" + position);
        assertThat(cells(table)).containsExactly("基本支出  1.00  ", "项目支出    ", "合计  1.00  ");
        assertThat(table.get("notes").valueStream().map(JsonNode::asString)).containsExactly(NOTE);
        proven("NO", position, "");
        JsonNode cell = json(table("NO", "by-kind") + "/cells/1/change?position=" + position);
        assertThat(cell.get("sum").isNull()).isTrue();
        assertThat(cell.get("contributions")).isEmpty();
    }

    /** 三公 is published whole: a year that has any of it has all of it, whatever else it leaves out. */
    @Test
    void three_public_has_its_six_figures_of_both_years_side_by_side() throws Exception {
        post(budget("SG", 2024, true));
        post("""
                {"type":"Allocate","department":"SG","fiscalYear":2024,"documentNo":"文","reason":"批复","effectiveOn":"2024-01-01","lines":[\
                {"fund":"GENERAL_PUBLIC","amount":"900000.00"},\
                {"fund":"GENERAL_PUBLIC","economic":"30217","amount":"28500.00"},{"fund":"GENERAL_PUBLIC","economic":"30231","amount":"50000.00"}]}""");
        post(budget("SG", 2025, false));
        long position = post(allocate("SG", 2025, line("2070101", "OPERATING", "30217", "", "3900.00")));

        JsonNode table = json(table("SG", "three-public") + "?position=" + position);
        proven("SG", position, "");
        assertThat(cells(table)).containsExactly("7.85 0.00 0.00 5.00 2.85 0.39 0.00 0.00 0.00 0.39");
        assertThat(table.get("notes")).isEmpty();
    }

    @Test
    void projects_stand_under_their_units_whichever_year_has_them() throws Exception {
        for (int year : List.of(2024, 2025)) {
            post(budget("XM", year, false));
            post("""
                    {"type":"DefineUnits","department":"XM","fiscalYear":%1$d,"units":[{"code":"311001","name":"本级","nature":"ADMINISTRATIVE"},\
                    {"code":"311","name":"中心%1$d","nature":"PUBLIC_WELFARE_1"}]}
                    {"type":"DefineProjects","department":"XM","fiscalYear":%1$d,"projects":[{"code":"P1","name":"修缮%1$d"},{"code":"P%1$d","name":"仅%1$d"}]}""".formatted(year));
            post(allocate("XM", year,
                    line("2070101", "PROJECT", "", ",\"unit\":\"311001\",\"project\":\"P1\"", year == 2024 ? "80.00" : "100.00")
                            + "," + line("2070101", "PROJECT", "", ",\"unit\":\"311001\",\"project\":\"P" + year + "\"", "7.00")
                            + (year == 2024 ? "" : "," + line("2070101", "PROJECT", "", ",\"unit\":\"311\",\"project\":\"P1\"", "30000.00"))));
        }
        long position = post(allocate("XM", 2025, line("2070101", "OPERATING", "30201", ",\"unit\":\"311\"", "20000.00")));

        assertThat(cells(json(table("XM", "projects") + "?position=" + position))).containsExactly(
                " 合计 87.00 30107.00 34505.7",
                "311 中心2025 - 30000.00 —", "P1 修缮2025 - 30000.00 —",
                "311001 本级 87.00 107.00 23.0", "P1 修缮2025 80.00 100.00 25.0", "P2024 仅2024 7.00 - -100.0", "P2025 仅2025 - 7.00 —");
        assertThat(cells(json(table("XM", "units") + "?position=" + position))).containsExactly(
                "311 一、中心2025 5.00 5.00", "311001 二、本级 0.01 0.01", " 合计 5.01 5.01");
        assertThat(cells(json(table("XM", "unit-functions") + "?position=" + position))).containsExactly(
                "311  中心2025  50000.00", "207 207 文化旅游体育与传媒支出  50000.00", "2070101 207 名称  50000.00",
                "311001  本级 87.00 107.00", "207 207 文化旅游体育与传媒支出 87.00 107.00", "2070101 207 名称 87.00 107.00",
                "  合计 87.00 50107.00");
        assertThat(json("/v1/disclosures/XM/2025/changes?fromPosition=" + (position - 1) + "&toPosition=" + position
                + "&table=unit-functions&row=functions/311/2070101&column=total").at("/tables/0/cells/0/pageSum").asString()).isEqualTo("20000.00");
        JsonNode opened = json(table("XM", "projects") + "/cells/6/prior?position=" + position);
        assertThat(opened.get("label").asString()).isEqualTo("仅2024");
        assertThat(opened.at("/contributions/0/line/project").asString()).isEqualTo("P2024");

        proven("XM", position, "");
        proven("XM", position, "&unit=311");

        // A unit's own tables are held against what the unit had.
        assertThat(cells(json(table("XM", "projects") + "?unit=311&position=" + position))).containsExactly(
                " 合计 - 30000.00 —", "311 中心2025 - 30000.00 —", "P1 修缮2025 - 30000.00 —");
    }

    @Test
    void what_was_published_is_made_again() throws Exception {
        long position = open("PB", "prior");
        HttpResponse<String> answer = services.post(services.projection, "/v1/disclosures/PB/2025/publications", """
                {"documentNo":"公开1号","publishedOn":"2025-02-01","reason":"公开","position":%d}""".formatted(position));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode again = json(JSON.readTree(answer.body()).at("/publication/address").asString());
        assertThat(again.get("tables")).hasSize(6).allSatisfy(table -> assertThat(table.get("reproduced").asBoolean()).isTrue());

        proven("PB", JSON.readTree(answer.body()).at("/receipt/position").asLong(position), "&form=shijiazhuang-2023");

        JsonNode checks = json("/v1/disclosures/PB/2025/checks?position=" + position);
        assertThat(checks.get("checks").valueStream().filter(each -> each.get("verdict").asString().equals("fail"))).isEmpty();
        assertThat(checks.at("/summary/pass").asInt()).isPositive();
    }

    /** Both years of the case, of another department. */
    private long open(String department, String prior) throws Exception {
        post(budget(department, 2024, true));
        post("""
                {"type":"Allocate","department":"%s","fiscalYear":2024,"documentNo":"文","reason":"上年","effectiveOn":"2024-01-01","lines":[%s]}"""
                .formatted(department, rows(prior).stream().map(row -> """
                        {"fund":"%s"%s%s,"amount":"%s"}""".formatted(row[0], row[1].isEmpty() ? "" : ",\"function\":\"" + row[1] + '"',
                        row[2].isEmpty() ? "" : ",\"kind\":\"" + row[2] + '"', row[4])).collect(Collectors.joining(","))));
        post(budget(department, 2025, false));
        return post(allocate(department, 2025, rows("lines").stream()
                .map(row -> line(row[1], row[2], row[3], row[2].equals("PROJECT") ? ",\"project\":\"项目\"" : "", row[4]))
                .collect(Collectors.joining(","))));
    }

    private static String budget(String department, int year, boolean comparative) {
        return """
                {"type":"OpenBudget","department":{"code":"%s","name":"某单位"},"fiscalYear":%d,"jurisdiction":"450400"%s}""".formatted(
                department, year, comparative ? ",\"comparative\":true" : "");
    }

    private static String allocate(String department, int year, String lines) {
        return """
                {"type":"Allocate","department":"%s","fiscalYear":%d,"documentNo":"文","reason":"批复","effectiveOn":"%d-01-01","lines":[%s]}"""
                .formatted(department, year, year, lines);
    }

    private static String line(String function, String kind, String economic, String more, String amount) {
        return """
                {"fund":"GENERAL_PUBLIC","function":"%s","kind":"%s"%s%s,"amount":"%s"}""".formatted(
                function, kind, economic.isEmpty() ? "" : ",\"economic\":\"" + economic + '"', more, amount);
    }

    private long post(String commands) throws Exception {
        List<JsonNode> results = services.post(commands);
        assertThat(results).allSatisfy(result -> assertThat(result.get("status").asInt()).as("%s", result).isEqualTo(201));
        return results.getLast().at("/receipt/position").asLong();
    }

    /** Other code makes the same tables of both years' facts. */
    private void proven(String department, long position, String more) {
        Report report = services.evidence("/v1/disclosures/" + department + "/2025/evidence?position=" + position + more);
        assertThat(report.isSound() && report.formIsProven() && report.rulesKept()).as("%s %s", department, report).isTrue();
    }

    private static String table(String department, String id) {
        return "/v1/disclosures/" + department + "/2025/tables/" + id;
    }

    /** Of each row what is printed, a blank between two cells. */
    private static List<String> cells(JsonNode table) {
        return table.get("rows").valueStream().map(row -> table.get("columns").valueStream()
                .map(column -> row.get("cells").get(column.get("id").asString()).asString())
                .collect(Collectors.joining(" "))).toList();
    }

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(CASE.resolve(file + ".csv")).stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = services.get(services.projection, path);
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
