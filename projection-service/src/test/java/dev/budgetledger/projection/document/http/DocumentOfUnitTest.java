package dev.budgetledger.projection.document.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** 公开文档 of a unit: 政府采购, 绩效 and 国有资产 are its own as soon as it says anything of itself, and its department's as long as it does not. */
class DocumentOfUnitTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 10);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Form FORM = FormReader.read("""
            {"id":"nowhere-2023","name":"某地","jurisdiction":"130100","level":"DEPARTMENT","of":"BUDGET","fiscalYears":{"from":2023},
            "tables":[{"id":"spent","title":"支出表","measure":"WAN_YUAN","format":{"places":2},"of":{"sides":["EXPENDITURE"]},
            "panels":[{"columns":[{"id":"name","title":"项目","text":"LABEL"},{"id":"total","title":"合计"}],
            "sections":[[{"label":"合计"}]]}]}],
            "document":{"title":"{year}年{department}","amounts":{"measure":"WAN_YUAN","format":{"places":2}},
            "slots":[{"id":"why","title":"原因"},{"id":"what","title":"用途"}],
            "parts":[{"id":"all","title":"说明","blocks":[{"table":"spent"},{"list":"DUTIES"},{"slot":"why"},{"slot":"what"},
            {"text":["采购",{"value":"PROCUREMENT"},"万元，资产",{"value":"ASSETS","format":{"measure":"YUAN","format":{"places":2}}},"元"]},
            {"each":"PROJECT","blocks":[{"list":"GOALS"},
            {"sheet":"INDICATORS","columns":[{"title":"指标","field":"THIRD"},{"title":"值","field":"VALUE"}]}]},
            {"sheet":"PURCHASES","columns":[{"title":"品目","field":"ITEM"},{"title":"单价","field":"PRICE"}],"measure":"YUAN","format":{"places":2}},
            {"sheet":"ASSETS","columns":[{"title":"类别","field":"CATEGORY"},{"title":"价值","field":"ASSET_VALUE"}],"measure":"YUAN","format":{"places":2}}
            ]}]}}""".getBytes(StandardCharsets.UTF_8));

    @Test
    void each_of_two_units_prints_its_own_and_the_department_prints_its_own() {
        List<String> printed = printed(log -> {
            ofDepartment(log);
            say(log, "301001", "P1", bought("本级台式机", "600"));
            say(log, "301001", null, assets("100.00"));
            say(log, "301002", "P1", bought("二级投影仪", "400"));
            say(log, "301002", null, assets("23.00"));
        }, "", "&unit=301001", "&unit=301002");

        assertThat(printed.get(0)).contains("全部门打印机", "\"text\":\"0.10\"", "\"text\":\"123.00\"").doesNotContain("本级台式机", "二级投影仪", "ofUnit");
        assertThat(printed.get(1)).contains("本级台式机", "\"text\":\"0.06\"", "\"text\":\"100.00\"").doesNotContain("全部门打印机", "二级投影仪");
        assertThat(printed.get(2)).contains("二级投影仪", "\"text\":\"0.04\"", "\"text\":\"23.00\"").doesNotContain("全部门打印机", "本级台式机");
    }

    @Test
    void a_unit_that_says_something_has_the_profile_and_explanations_of_the_department_as_far_as_it_says_none_and_nothing_else() {
        List<String> printed = printed(log -> {
            ofDepartment(log);
            say(log, "301001", "why", new Statement.Explanation("nowhere-2023", List.of("本级原因"), List.of()));
            say(log, "301002", null, new Statement.Profile(List.of("二级职责"), List.of()));
        }, "", "&unit=301001", "&unit=301002");

        assertThat(printed.get(0)).contains("部门职责", "部门原因", "部门用途", "购置打印机", "合格率");
        assertThat(printed.get(1)).contains("部门职责", "本级原因", "部门用途").doesNotContain("部门原因", "全部门打印机", "购置打印机", "合格率", "123.00");
        assertThat(printed.get(2)).contains("二级职责", "部门原因", "部门用途").doesNotContain("部门职责", "全部门打印机", "购置打印机", "合格率", "123.00");
    }

    @Test
    void of_what_a_unit_does_not_say_nothing_is_printed_and_a_figure_leads_to_the_statement_that_it_is_of() {
        Consumer<SampleLog> said = log -> {
            ofDepartment(log);
            say(log, "301001", "P1", goals("完成率"));
        };
        JsonNode document = JSON.readTree(printed(said, "&unit=301001").getFirst());

        assertThat(sources(document)).contains(
                Map.of("part", "PROFILE", "field", "/duties/0"),
                Map.of("part", "EXPLANATION", "key", "why", "field", "/paragraphs/0"),
                Map.of("part", "PERFORMANCE", "key", "P1", "ofUnit", "301001", "field", "/indicators/0/value"),
                Map.of("part", "PROCUREMENT", "ofUnit", "301001", "field", ""),
                Map.of("part", "ASSETS", "ofUnit", "301001", "field", "/total"));
        assertThat(document.toString()).contains("完成率").doesNotContain("合格率");
        assertThat(printed(said, "&unit=301001&format=html").getFirst()).contains("part=PERFORMANCE&amp;key=P1&amp;ofUnit=301001#/indicators/0/value");
    }

    @Test
    void a_unit_says_something_from_the_day_and_the_position_on_at_which_it_does() {
        Consumer<SampleLog> said = log -> {
            ofDepartment(log);
            log.define(OFFICE, new Fact.StatementMade("文", LocalDate.of(2023, 6, 1), "说", "301001", "P1", Statement.of(bought("本级台式机", "600"))));
        };
        List<String> printed = printed(said, "&unit=301001&effectiveOn=2023-05-31", "&unit=301001&effectiveOn=2023-06-01");

        assertThat(printed.getFirst()).contains("全部门打印机").doesNotContain("本级台式机");
        assertThat(printed.getLast()).contains("本级台式机").doesNotContain("全部门打印机");
    }

    /** Published documents come out for ever. */
    @Test
    void the_document_of_a_unit_that_says_nothing_of_itself_is_to_the_byte_what_it_was_before_units_could() {
        String[] asked = {"&unit=301002", "&unit=301002&format=html", "", "&format=html"};
        List<String> others = printed(log -> {
            ofDepartment(log);
            say(log, "301001", "P1", bought("本级台式机", "600"));
            say(log, "301001", null, new Statement.Profile(List.of("本级职责"), List.of()));
        }, asked);
        List<String> nobody = printed(log -> {
            ofDepartment(log);
            log.define(OFFICE, new Fact.NamesDefined(List.of()));
            log.define(OFFICE, new Fact.NamesDefined(List.of()));
        }, asked);

        assertThat(others).isEqualTo(nobody);
        assertThat(nobody.getFirst()).contains("全部门打印机", "部门职责").doesNotContain("ofUnit=");
    }

    private static void ofDepartment(SampleLog log) {
        say(log, null, null, new Statement.Profile(List.of("部门职责"), List.of()));
        say(log, null, "P1", goals("合格率"));
        say(log, null, "P1", bought("全部门打印机", "1000"));
        say(log, null, null, assets("123.00"));
        say(log, null, "why", new Statement.Explanation("nowhere-2023", List.of("部门原因"), List.of()));
        say(log, null, "what", new Statement.Explanation("nowhere-2023", List.of("部门用途"), List.of()));
    }

    private static Statement.Performance goals(String third) {
        return new Statement.Performance(List.of("购置打印机"), List.of(), List.of(), List.of(
                new Statement.Indicator("产出", "质量", third, null, null, "98", "%", null)));
    }

    private static Statement.Procurement bought(String item, String yuan) {
        return new Statement.Procurement(List.of(new Statement.Purchase(item, "A02", "台", "1", Money.ofYuan(yuan),
                List.of(new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, Money.ofYuan(yuan))), null)));
    }

    private static Statement.Assets assets(String yuan) {
        return new Statement.Assets(LocalDate.of(2022, 12, 31), List.of(new Statement.AssetRow("设备", null, Money.ofYuan(yuan))), Money.ofYuan(yuan));
    }

    private static void say(SampleLog log, @Nullable String ofUnit, @Nullable String key, Statement.Content content) {
        log.define(OFFICE, new Fact.StatementMade("文", JANUARY, "说", ofUnit, key, Statement.of(content)));
    }

    private static List<Map<?, ?>> sources(JsonNode document) {
        List<Map<?, ?>> sources = new ArrayList<>();
        document.findValues("source").forEach(each -> sources.add(JSON.convertValue(each, Map.class)));
        return sources;
    }

    /** Of a department of two units, each with money of a project. */
    private static List<String> printed(Consumer<SampleLog> said, String... questions) {
        SampleLog log = new SampleLog();
        log.adopt(FORM);
        log.open(OFFICE);
        log.define(OFFICE, new Fact.UnitsDefined(List.of(
                new BudgetUnit("301001", "本级", BudgetUnit.Nature.ADMINISTRATIVE, null),
                new BudgetUnit("301002", "中心", BudgetUnit.Nature.PUBLIC_WELFARE_1, null))));
        log.define(OFFICE, new Fact.ProjectsDefined(List.of(new Project("P1", "设备购置", null, null))));
        for (String unit : List.of("301001", "301002")) {
            log.allocate(OFFICE, LocalDate.of(2023, 1, 1),
                    new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, unit, "2010302", Kind.PROJECT, null, null, "P1", null), 100_000);
        }
        said.accept(log);
        StoredLog stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(log.lastPosition(), log.now()));
        return List.of(questions).stream().map(question -> {
            var answer = SampleHttp.of(SampleDocumentHttp.controller(stored, stored.reader(log.now(), Duration.ZERO))).get()
                    .uri("/v1/disclosures/301/2023/document?form=nowhere-2023" + question).exchange();
            String body = new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
            assertThat(answer.getResponse().getStatus()).as(body).isEqualTo(200);
            return body;
        }).toList();
    }
}
