package dev.budgetledger.projection.document;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.SpanForm;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.StatementReader.Said;

import static org.assertj.core.api.Assertions.assertThat;

/** What a form says of its document, said of the budget of department 301. */
class DocumentMakerTest {

    private static final BudgetAsOf BUDGET = SampleBudgets.of2023();
    private static final String ALL = "{\"sides\":[\"EXPENDITURE\"]}";
    private static final String RECEPTION = "{\"sides\":[\"EXPENDITURE\"],\"economics\":[\"30217\"]}";
    private static final String OFFICE = "{\"sides\":[\"EXPENDITURE\"],\"economics\":[\"30201\"]}";

    @Test
    void a_change_is_told_by_its_direction_and_what_the_prior_year_does_not_say_is_not_told() {
        String text = """
                {"text":["总额",{"direction":%1$s},{"amount":%1$s,"as":"CHANGE"},"，",{"amount":%1$s,"as":"PERCENT"},"；上年",
                {"amount":%1$s,"as":"PRIOR_YEAR"}]},
                {"text":["办公费",{"direction":%2$s},{"amount":%2$s,"as":"CHANGE"}]},
                {"text":["接待费",{"direction":%3$s},{"amount":%3$s,"as":"CHANGE"}]}""".formatted(ALL, OFFICE, RECEPTION);

        assertThat(texts(text, SampleBudgets.of2022())).containsExactly(
                "总额增加763.38，9.4%；上年8153.44", "办公费——", "接待费持平0");
        assertThat(texts(text, null)).containsExactly("总额——，—；上年—", "办公费——", "接待费——");
    }

    @Test
    void a_condition_is_held_against_both_years_and_a_paragraph_of_nothing_is_not_there() {
        String text = """
                {"text":[{"when":{"of":%1$s,"is":["MORE"]},"text":"多"},{"when":{"of":%1$s,"is":["LESS","SAME"]},"text":"不多"}]},
                {"text":[{"when":{"of":%2$s,"is":["UNKNOWN"]},"text":"上年未公布"}]},
                {"text":[{"when":{"of":{"sides":["EXPENDITURE"],"funds":["STATE_CAPITAL"]},"is":["SOME"]},"text":"有国资"}]},
                {"text":[{"when":{"of":{"sides":["EXPENDITURE"],"funds":["STATE_CAPITAL"]},"is":["NONE"]},"text":"无国资"}]}""".formatted(ALL, OFFICE);

        assertThat(texts(text, SampleBudgets.of2022())).containsExactly("多", "上年未公布", "无国资");
    }

    @Test
    void an_author_is_heard_in_the_slots_of_the_form_that_was_named_and_in_no_other() {
        String text = """
                {"text":["原因是",{"slot":"why"},"。"]},{"slot":"why"},
                {"each":"FUNCTION","of":%s,"numbering":"ARABIC_POINT","blocks":[
                {"text":["{class}（类）{group}（款）{name}（项）",{"amount":%s},"万元",{"slot":"purpose"}]}]}""".formatted(RECEPTION, ALL);
        List<Said> said = List.of(
                said("why", new Statement.Explanation("nowhere-2023", List.of("人员增加", "项目增加"), List.of())),
                said("purpose.2010301", new Statement.Explanation("nowhere-2023", List.of("，用于接待"), List.of())));

        assertThat(texts(text, null, said)).containsExactly(
                "原因是人员增加项目增加。", "人员增加", "项目增加",
                "1.一般公共服务支出（类）政府办公厅(室)及相关机构事务（款）行政运行（项）3046.93万元，用于接待");
        assertThat(texts(text, null, List.of(said("why", new Statement.Explanation("another-2023", List.of("人员增加"), List.of())))))
                .startsWith("原因是。").hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                             | true
            {"change":%1$s}                                | true
            {"change":%1$s,"amount":"7633800.00"}          | true
            {"change":%1$s,"amount":"7700000.00"}          | false
            {"change":%1$s,"percent":9}                    | true
            {"change":%1$s,"percent":10}                   | false
            {"change":%1$s,"amount":"7700000.00","percent":9} | true
            {"change":%2$s}                                | false
            {"change":%3$s}                                | false
            """)
    void a_slot_must_be_filled_where_the_form_says_so_and_the_money_changed_by_as_much(String required, boolean missing) {
        String form = form("{\"text\":[\"因\",{\"slot\":\"why\"}]}").replace("\"title\":\"原因\"",
                "\"title\":\"原因\",\"required\":" + required.formatted(ALL, RECEPTION, OFFICE));
        List<Said> said = List.of(said("why", new Statement.Explanation("nowhere-2023", List.of("人员增加"), List.of())));

        assertThat(missing(form, SampleBudgets.of2022(), List.of())).isEqualTo(missing ? List.of("why") : List.of());
        assertThat(missing(form, SampleBudgets.of2022(), said)).isEmpty();
        assertThat(missing(form, null, List.of())).isEqualTo(required.equals("{}") ? List.of("why") : List.of());
    }

    @Test
    void of_what_there_is_one_of_each_of_each_must_be_filled_but_not_what_does_not_stand_there() {
        String form = form("""
                {"each":"FUNCTION","of":%1$s,"blocks":[{"text":[{"slot":"purpose"}]}]},
                {"text":[{"when":{"of":%1$s,"is":["NONE"]},"text":[{"slot":"why"}]}]}""".formatted(RECEPTION))
                .replace("\"title\":\"原因\"", "\"title\":\"原因\",\"required\":{}")
                .replace("\"by\":\"FUNCTION\"", "\"by\":\"FUNCTION\",\"required\":{}");

        assertThat(missing(form, null, List.of())).containsExactly("purpose.2010301");
    }

    private static List<String> missing(String form, @Nullable BudgetAsOf prior, List<Said> said) {
        Form read = FormReader.read(form.getBytes(StandardCharsets.UTF_8));
        return DocumentMaker.made(read, sources(read, prior, said)).missing();
    }

    @Test
    void headings_count_within_the_last_of_a_higher_level_and_what_there_is_one_of_each_of_has_a_number_of_its_own() {
        String text = """
                {"heading":"甲","level":1,"numbering":"CHINESE_PART"},{"heading":"乙","level":2,"numbering":"CHINESE_BRACKETED"},
                {"heading":"丙","level":2,"numbering":"CHINESE_BRACKETED"},{"heading":"丁","level":1,"numbering":"CHINESE_PART"},
                {"heading":"戊","level":2,"numbering":"CHINESE_BRACKETED"},
                {"each":"PROJECT","numbering":"ARABIC","blocks":[{"heading":"{name}","level":3},{"list":"GOALS","numbering":"ARABIC_POINT"}]}""";
        List<Said> said = List.of(
                said("P1", new Statement.Performance(List.of("买", "修"), List.of(), List.of(), List.of())),
                said("P2", new Statement.Performance(List.of("办"), List.of(), List.of(), List.of())));

        assertThat(texts(text, null, said)).containsExactly("第一部分 甲", "（一）乙", "（二）丙", "第二部分 丁", "（一）戊",
                "1、设备购置", "1.买", "2.修", "2、P2", "1.办");
    }

    @Test
    void a_sentence_lists_what_there_is_one_of_each_of() {
        String text = """
                {"text":["其中：",{"each":"PROJECT","between":"，","text":["{name}有",{"amount":{"sides":["INCOME"],"kinds":["REMITTANCE"]}},"万元"]},"。"]},
                {"text":[{"each":"FUNCTION","of":%s,"between":"；","text":["{name}",{"slot":"purpose"}]}]}""".formatted(RECEPTION);
        List<Said> said = List.of(
                said("P1", new Statement.Performance(List.of("买"), List.of(), List.of(), List.of())),
                said("P2", new Statement.Performance(List.of("办"), List.of(), List.of(), List.of())),
                said("purpose.2010301", new Statement.Explanation("nowhere-2023", List.of("用于接待"), List.of())));

        assertThat(texts(text, null, said)).containsExactly("其中：设备购置有0万元，P2有0万元。", "行政运行用于接待");
        assertThat(texts(text, null, List.of())).containsExactly("其中：。", "行政运行");
    }

    @Test
    void a_sheet_out_of_statements_adds_up_its_funding_and_shows_a_target_as_it_is_meant() {
        String sheets = """
                {"sheet":"PURCHASES","totals":["合计"],"columns":[{"title":"项目","field":"PROJECT"},{"title":"合计","field":"FUNDING"},
                {"title":"结转","field":"FUNDING","of":{"origins":["CARRIED_OVER"]}},{"title":"小微","field":"SMALL_FIRMS"}]},
                {"each":"PROJECT","blocks":[{"sheet":"INDICATORS","columns":[{"title":"一级","field":"FIRST"},{"title":"值","field":"VALUE"}]}]}""";
        List<Said> said = List.of(
                said("P1", new Statement.Performance(List.of(), List.of(), List.of(), List.of(
                        new Statement.Indicator("产出", "数量", "台数", null, Statement.Operator.AT_LEAST, "10", "台", null),
                        new Statement.Indicator("产出", "质量", "合格率", null, null, "合格", null, null),
                        new Statement.Indicator("效益", "社会", "效益", null, Statement.Operator.LESS_THAN, "0.5", "小时", null)))),
                said("P1", new Statement.Procurement(List.of(new Statement.Purchase("台式机", "A02", "台", "10", Money.ofYuan("6000"),
                        List.of(new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, Money.ofYuan("40000")),
                                new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CARRIED_OVER, Money.ofYuan("20000"))), null)))));

        List<Sheet> made = blocks(sheets, null, said).stream().map(Sheet.class::cast).toList();

        assertThat(made.get(0).body()).extracting(row -> row.stream().map(GridCell::text).toList())
                .containsExactly(List.of("合计", "6.00", "2.00", ""), List.of("设备购置", "6.00", "2.00", ""));
        assertThat(made.get(1).body()).extracting(row -> row.stream().map(GridCell::text).toList())
                .containsExactly(List.of("产出", "≥10台"), List.of("合格"), List.of("效益", "<0.5小时"));
        assertThat(made.get(1).body().getFirst().getFirst().rows()).isEqualTo(2);
        assertThat(made.get(1).body().getFirst().getLast().source())
                .isEqualTo(new Source.OfStatement("PERFORMANCE", "P1", "/indicators/0/value"));
    }

    @Test
    void an_amount_is_traced_to_a_cell_that_counts_the_same_lines_or_to_none() {
        List<Block> blocks = blocks("{\"table\":\"three\"},{\"text\":[{\"amount\":" + RECEPTION + "},{\"amount\":" + OFFICE + "}]}", null, List.of());

        List<Span> spans = ((Block.Paragraph) blocks.getLast()).spans();
        assertThat(spans).extracting(Span::text).containsExactly("2.3", "23.35");
        assertThat(spans.getFirst().source()).isInstanceOfSatisfying(Source.Sum.class,
                sum -> assertThat(sum.cell()).isEqualTo(new Source.TableCell("three", 1, "total")));
        assertThat(spans.getLast().source()).isInstanceOfSatisfying(Source.Sum.class, sum -> {
            assertThat(sum.cell()).isNull();
            assertThat(sum.as()).isEqualTo(SpanForm.Figure.THIS_YEAR);
        });
    }

    @Test
    void a_form_without_a_document_gives_its_tables_one_after_the_other() {
        Form form = SampleTemplates.forms().of("shanghai-unit-2025").orElseThrow();

        assertThat(document(new Form(form.id(), form.name(), form.jurisdiction(), form.level(), form.of(), form.fiscalYears(), form.tables()),
                null, List.of()).parts()).extracting(Document.Part::id)
                .isEqualTo(form.tables().stream().map(table -> table.id()).toList());
    }

    private static List<String> texts(String blocks, @Nullable BudgetAsOf prior) {
        return texts(blocks, prior, List.of());
    }

    private static List<String> texts(String blocks, @Nullable BudgetAsOf prior, List<Said> said) {
        List<String> texts = new ArrayList<>();
        for (Block block : blocks(blocks, prior, said)) {
            texts.add(switch (block) {
                case Block.Heading(_, String text) -> text;
                case Block.Paragraph(List<Span> spans) -> spans.stream().map(Span::text).collect(Collectors.joining());
                case Sheet sheet -> sheet.title();
            });
        }
        return texts;
    }

    private static List<Block> blocks(String blocks, @Nullable BudgetAsOf prior, List<Said> said) {
        return document(FormReader.read(form(blocks).getBytes(StandardCharsets.UTF_8)), prior, said).parts().getFirst().blocks();
    }

    private static String form(String blocks) {
        return """
                {"id":"nowhere-2023","name":"某地","jurisdiction":"310107","level":"DEPARTMENT","of":"BUDGET","fiscalYears":{"from":2023},
                "tables":[{"id":"three","title":"表","measure":"WAN_YUAN","format":{"places":2},"of":{"sides":["EXPENDITURE"]},
                "panels":[{"columns":[{"id":"name","title":"项目","text":"LABEL"},{"id":"total","title":"合计"}],
                "sections":[[{"label":"接待","of":{"economics":["30217"]}}]]}]}],
                "document":{"title":"{year}年{department}","amounts":{"measure":"WAN_YUAN","format":{"places":2,"shortest":true,"zero":"0"}},
                "slots":[{"id":"why","title":"原因"},{"id":"purpose","title":"用途","by":"FUNCTION"}],
                "parts":[{"id":"all","title":"说明","blocks":[%s]}]}}""".formatted(blocks);
    }

    private static Document document(Form form, @Nullable BudgetAsOf prior, List<Said> said) {
        return DocumentMaker.document(form, sources(form, prior, said));
    }

    private static DocumentMaker.Sources sources(Form form, @Nullable BudgetAsOf prior, List<Said> said) {
        var threePublic = SampleTemplates.all().of(2023).table(TableId.THREE_PUBLIC);
        return new DocumentMaker.Sources(
                new Year(BUDGET, _ -> Nature.ADMINISTRATIVE, Published.of(BUDGET)),
                prior == null ? null
                        : new Year(prior, _ -> Nature.ADMINISTRATIVE, new BudgetPair(prior, BUDGET, Amounts.ALL).publishedBefore()),
                form.tables().stream().map(table -> TableMaker.table(table, BUDGET, _ -> Nature.ADMINISTRATIVE)).toList(),
                StatedParts.of(said, null),
                List.of(new Project("P1", "设备购置", null, null)),
                List.of(Objects.requireNonNull(threePublic.of()), new Selector(null, null, null, null, null,
                        List.of("30212", "31013", "30231", "30217"), null, null)));
    }

    private static Said said(String key, Statement.Content content) {
        return new Said(1, Instant.EPOCH, new Fact.StatementMade("文", LocalDate.of(2023, 1, 10), "公开", key, Statement.of(content)));
    }
}
