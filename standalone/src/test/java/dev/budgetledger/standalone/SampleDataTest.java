package dev.budgetledger.standalone;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The sample's sums against the published tables, which are read here and not by the program. */
class SampleDataTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final BigDecimal WAN = new BigDecimal(10_000);

    @Test
    void expenditure_by_function_is_table_3() {
        assertThat(sums(2023, line -> prefixes(line.path("function").asString(), 3, 5, 7)))
                .isEqualTo(published("t3-expenditure.csv", "合计"));
    }

    @Test
    void basic_expenditure_by_function_is_table_3() {
        assertThat(sums(2023, line -> isBasic(line) ? prefixes(line.path("function").asString(), 3, 5, 7) : List.of()))
                .isEqualTo(published("t3-expenditure.csv", "基本支出"));
    }

    @Test
    void project_expenditure_by_function_is_table_3() {
        assertThat(sums(2023, line -> isBasic(line) ? List.of() : prefixes(line.path("function").asString(), 3, 5, 7)))
                .isEqualTo(published("t3-expenditure.csv", "项目支出"));
    }

    @ParameterizedTest
    @CsvSource({"PERSONNEL, 人员经费", "OPERATING, 公用经费"})
    void basic_expenditure_by_economic_class_is_table_6(String kind, String column) {
        assertThat(sums(2023, line -> kind(line).equals(kind)
                        ? prefixes(line.path("economic").asString(), 3, 5)
                        : List.of()))
                .isEqualTo(published("t6-basic-expenditure.csv", column));
    }

    @Test
    void projects_are_the_four_with_a_published_amount_and_one_line_for_the_rest() {
        Map<String, BigDecimal> expected = new HashMap<>();
        Csv.rows("procurement.csv").stream()
                .filter(row -> !row.get("项目预算资金").isEmpty())
                .forEach(row -> expected.put(row.get("政府采购项目"), new BigDecimal(row.get("项目预算资金"))));
        BigDecimal named = expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        expected.put("其余18个项目(各项目金额未公布)", statement("project").subtract(named));

        Map<String, String> names = commands("DefineProjects").flatMap(each -> each.get("projects").valueStream())
                .collect(Collectors.toMap(each -> each.get("code").asString(), each -> each.get("name").asString()));
        assertThat(sums(2023, line -> isBasic(line) ? List.of() : List.of(names.get(line.path("project").asString()))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2023, PERSONNEL, basic.personnel",
        "2023, OPERATING, basic.operating",
        "2023, PROJECT, project",
        "2022, BASIC, prior.basic",
        "2022, PROJECT, prior.project"
    })
    void sums_by_kind_are_those_of_the_statement(int year, String kind, String key) {
        assertThat(sums(year, line -> List.of(kind(line)))).containsEntry(kind, statement(key));
    }

    @Test
    void of_2022_nothing_is_distinguished_but_what_was_said_about_it() {
        assertThat(sums(2022, line -> List.of("economic " + line.path("economic").asString(""))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "economic 30217", statement("prior.three-public"),
                        "economic ", statement("prior.total").subtract(statement("prior.three-public"))));
        assertThat(lines(2022)).noneMatch(line -> line.has("function") || line.has("project"));
        assertThat(budget(2022).path("comparative").asBoolean()).isTrue();
        assertThat(allocations(2022)).allSatisfy(request ->
                assertThat(request.path("reason").asString()).contains("推算").contains("没有公布"));
    }

    @Test
    void every_code_of_the_tables_has_its_published_name() {
        Map<String, String> names = new HashMap<>();
        Stream.of("t3-expenditure.csv", "t6-basic-expenditure.csv")
                .flatMap(file -> Csv.rows(file).stream())
                .filter(row -> !row.get("科目编码").isEmpty())
                .forEach(row -> names.put(row.get("科目编码"), row.get("科目名称")));

        Map<String, String> posted = new HashMap<>();
        bodies("/v1/classifications/2023")
                .flatMap(JsonNode::valueStream)
                .forEach(code -> posted.put(code.path("code").asString(), code.path("name").asString()));
        assertThat(posted).isEqualTo(names);
    }

    @Test
    void each_request_has_an_idempotency_key_of_its_own() {
        assertThat(SampleData.requests())
                .isNotEmpty()
                .extracting(SampleData.Request::idempotencyKey)
                .doesNotHaveDuplicates();
    }

    private static Map<String, BigDecimal> sums(int year, Function<JsonNode, List<String>> groups) {
        Map<String, BigDecimal> sums = new HashMap<>();
        lines(year).forEach(line -> groups.apply(line).forEach(group -> sums.merge(group, wan(line), BigDecimal::add)));
        return sums;
    }

    private static Map<String, BigDecimal> published(String file, String column) {
        Map<String, BigDecimal> amounts = new HashMap<>();
        Csv.rows(file).stream()
                .filter(row -> !row.get("科目编码").isEmpty() && !row.get(column).isEmpty())
                .forEach(row -> amounts.put(row.get("科目编码"), new BigDecimal(row.get(column))));
        return amounts;
    }

    private static BigDecimal statement(String key) {
        return new BigDecimal(Csv.statement(key)).setScale(2);
    }

    private static List<String> prefixes(String code, int... lengths) {
        return Arrays.stream(lengths).mapToObj(length -> code.substring(0, length)).toList();
    }

    private static boolean isBasic(JsonNode line) {
        return !kind(line).equals("PROJECT");
    }

    private static String kind(JsonNode line) {
        return line.path("kind").asString();
    }

    private static BigDecimal wan(JsonNode line) {
        return new BigDecimal(line.path("amount").asString()).divide(WAN).setScale(2);
    }

    private static Stream<JsonNode> lines(int year) {
        return allocations(year).flatMap(request -> request.path("lines").valueStream());
    }

    private static Stream<JsonNode> allocations(int year) {
        return Stream.concat(
                bodies("/v1/budgets/301/" + year + "/allocations"),
                commands("Allocate").filter(each -> each.path("fiscalYear").asInt() == year));
    }

    private static Stream<JsonNode> commands(String type) {
        return bodies("/v1/postings?atomic=true").flatMap(JsonNode::valueStream).filter(each -> each.path("type").asString().equals(type));
    }

    private static JsonNode budget(int year) {
        return bodies("/v1/budgets").filter(body -> body.path("fiscalYear").asInt() == year).findFirst().orElseThrow();
    }

    private static Stream<JsonNode> bodies(String path) {
        return SampleData.requests().stream()
                .filter(request -> request.path().equals(path))
                .map(request -> JSON.readTree(request.body()));
    }
}
