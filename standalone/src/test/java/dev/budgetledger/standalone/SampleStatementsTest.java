package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;

import static org.assertj.core.api.Assertions.assertThat;

/** What the sample states of department 301, and its form says round it, against the published tables and text. */
class SampleStatementsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final BigDecimal WAN = new BigDecimal(10_000);
    private static final String PUBLISHED = PublishedText.of("301-2023");

    private static final List<JsonNode> BUDGET = commands("projects-2023.ndjson");
    private static final List<JsonNode> STATEMENTS = commands("statements-2023.ndjson");
    private static final Map<String, String> PROJECTS = BUDGET.getFirst().get("projects").valueStream()
            .collect(Collectors.toMap(each -> text(each, "code"), each -> text(each, "name")));

    @Test
    void the_targets_are_the_published_ones() {
        List<List<String>> stated = said("performance").filter(each -> each.has("key"))
                .flatMap(each -> each.at("/statement/performance/indicators").valueStream()
                        .map(target -> Stream.of(project(each), text(target, "first"), text(target, "second"),
                                        text(target, "third"), text(target, "description"), value(target), text(target, "basis"))
                                .map(PublishedText::plain).toList()))
                .toList();
        List<List<String>> published = Csv.rows("performance-targets.csv").stream()
                .map(row -> Stream.of("项目名称", "一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
                        .map(column -> PublishedText.plain(row.get(column))).toList())
                .toList();

        assertThat(stated).hasSize(133).isEqualTo(published);
    }

    private static String value(JsonNode target) {
        String sign = target.has("operator") ? Statement.Operator.valueOf(text(target, "operator")).sign() : "";
        return sign + text(target, "value") + text(target, "measure");
    }

    @Test
    void the_goals_of_each_project_are_the_published_ones() {
        Map<String, String> stated = said("performance").filter(each -> each.has("key")).collect(Collectors.toMap(
                SampleStatementsTest::project,
                each -> {
                    List<String> goals = each.at("/statement/performance/goals").valueStream().map(JsonNode::asString).toList();
                    StringBuilder numbered = new StringBuilder();
                    goals.forEach(goal -> numbered.append(1 + goals.indexOf(goal)).append('.').append(PublishedText.plain(goal)));
                    return numbered.toString();
                }));

        assertThat(stated).hasSize(22).isEqualTo(Csv.rows("performance-goals.csv").stream()
                .collect(Collectors.toMap(row -> row.get("项目名称"), row -> PublishedText.plain(row.get("绩效目标")))));
    }

    @Test
    void the_purchases_and_what_their_projects_have_are_the_published_ones() {
        Map<String, BigDecimal> money = BUDGET.get(1).get("lines").valueStream()
                .collect(Collectors.toMap(line -> text(line, "project"), line -> wan(line, "amount")));
        List<List<String>> stated = said("procurement").flatMap(each -> each.at("/statement/procurement/purchases").valueStream()
                .map(purchase -> List.of(project(each), money.getOrDefault(text(each, "key"), BigDecimal.ZERO).toPlainString(), text(purchase, "item"),
                        text(purchase, "catalogueCode"), text(purchase, "measure"), text(purchase, "quantity"),
                        wan(purchase, "price").toPlainString(), wan(purchase.get("funding").get(0), "amount").toPlainString(),
                        wan(purchase, "smallFirms").toPlainString()))).toList();

        assertThat(stated).hasSize(6).isEqualTo(Csv.rows("procurement.csv").stream()
                .filter(row -> !row.get("项目预算资金").isEmpty())
                .map(row -> Stream.of("政府采购项目", "项目预算资金", "采购物品名称", "政府采购目录序号", "计量单位", "数量", "单价", "一般公共预算拨款",
                        "2023年预留中小微企业份额").map(row::get).toList())
                .toList());
        assertThat(money.get("99")).isEqualByComparingTo("628.02");
        assertThat(money.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(Csv.statement("project"));
    }

    @Test
    void the_assets_are_the_published_ones() {
        JsonNode assets = said("assets").findFirst().orElseThrow().at("/statement/assets");
        List<List<String>> stated = Stream.concat(
                Stream.of(List.of("资产总额", "", wan(assets, "total").toPlainString())),
                assets.get("rows").valueStream().map(row -> List.of(PublishedText.plain(text(row, "category")), text(row, "quantity"),
                        wan(row, "value").toPlainString()))).toList();

        assertThat(stated).isEqualTo(Csv.rows("state-owned-assets.csv").stream()
                .map(row -> List.of(row.get("项目"), row.get("数量"), row.get("价值(万元)").equals("0") ? "0.00" : row.get("价值(万元)")))
                .toList());
    }

    /** Each of its slots is filled, and each paragraph of every statement stands in what was published. */
    @Test
    void what_is_stated_in_words_was_published() throws IOException {
        List<String> slots = said("explanation").map(each -> text(each, "key")).toList();
        List<String> words = STATEMENTS.stream().flatMap(each -> each.get("statement").iterator().next().propertyStream()
                .filter(part -> List.of("duties", "goals", "sections", "measures", "paragraphs", "institutions").contains(part.getKey()))
                .flatMap(part -> part.getValue().valueStream())
                .flatMap(part -> part.isObject() ? part.valueStream() : Stream.of(part))
                .map(JsonNode::asString)).toList();

        assertThat(slots).containsExactlyInAnyOrderElementsOf(form().slots());
        assertThat(words).hasSizeGreaterThan(50).allSatisfy(each -> assertThat(PUBLISHED).contains(PublishedText.plain(each)));
    }

    /** What the form says round figures stands in what was published; only what it says under a condition need not. */
    @Test
    void what_the_form_says_was_published() throws IOException {
        List<String> words = JSON.readTree(Files.readString(file())).at("/document/parts").valueStream().flatMap(SampleStatementsTest::words)
                .map(each -> each.replace("{year}", "2023").replace("{priorYear}", "2022").replace("{department}", "石家庄市人民政府办公室")
                        .replace("{code}", "301"))
                .flatMap(each -> Stream.of(each.split("\\{name\\}")))
                .toList();

        assertThat(words).hasSizeGreaterThan(100).allSatisfy(each -> assertThat(PUBLISHED).contains(PublishedText.plain(each)));
    }

    private static Stream<String> words(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().flatMap(each -> each.isString() ? Stream.of(each.asString()) : words(each));
        }
        return node.propertyStream().filter(each -> !node.has("when")).flatMap(each -> switch (each.getKey()) {
            case "title", "heading" -> Stream.of(each.getValue().asString());
            case "text" -> each.getValue().isString() ? Stream.of(each.getValue().asString()) : words(each.getValue());
            case "parts", "blocks", "items", "columns", "under", "corners", "totals" -> words(each.getValue());
            default -> Stream.empty();
        });
    }

    private static Path file() {
        return Path.of("../docs/forms/shijiazhuang-2023.json");
    }

    private static Form form() throws IOException {
        return FormReader.read(Files.readAllBytes(file()));
    }

    private static Stream<JsonNode> said(String part) {
        return STATEMENTS.stream().filter(each -> each.get("statement").has(part));
    }

    private static String project(JsonNode statement) {
        return PROJECTS.getOrDefault(text(statement, "key"), "");
    }

    private static BigDecimal wan(JsonNode owner, String name) {
        return new BigDecimal(text(owner, name)).divide(WAN).setScale(2);
    }

    private static String text(JsonNode owner, String name) {
        return owner.path(name).asString("");
    }

    private static List<JsonNode> commands(String file) {
        try (InputStream in = SampleStatementsTest.class.getResourceAsStream("/sample/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8).lines().map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
