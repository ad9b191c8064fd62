package dev.budgetledger.projection.balances;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.balances.BalancesController.BalancesQuery;
import dev.budgetledger.projection.balances.BalancesDocument.BalanceDocument;
import dev.budgetledger.projection.balances.BalancesDocument.BalanceSumDocument;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.LineFields;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.PointBar.Choice;
import dev.budgetledger.projection.console.PointStops;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.disclosure.http.ProposedNote;
import dev.budgetledger.projection.entries.BudgetChart;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.LineParameters;

/**
 * Balances as a page: as of which point and of which lines, what all of these add up to, and what each has.
 *
 * @param answer what it says as JSON
 * @param query as it was asked
 * @param names of the codes of classifications
 * @param chart names of units and projects
 * @param stops where the budget becomes another
 * @param mayAsk whether who asks may read what is proposed
 */
record BalancesPage(BalancesDocument answer, BalancesQuery query, ClassificationNames names, BudgetChart chart, PointStops stops, boolean mayAsk) {

    private static final List<Head> AMOUNTS = List.of(
            new Head("余额(元)", "Balance, yuan"), new Head("其中冻结(元)", "Of it frozen, yuan"), new Head("年初批复(元)", "Approved, yuan"),
            new Head("年终结转(元)", "Carried out, yuan"));

    /** What a line says in one column, null where it says nothing. */
    private record Column(Head head, Function<Line, @Nullable Wording> said) {

        Value of(Line line) {
            return Value.said(Objects.requireNonNullElse(said.apply(line), Wording.plain("")));
        }
    }

    String html() {
        String budget = Budgets.address(answer.department(), answer.fiscalYear());
        Map<String, String> asked = query.ofLines().parameters();
        ConsolePage page = ConsolePage.about(new Wording("余额", "Balances"), answer.department(), answer.fiscalYear(), answer.asOf());
        PointBar.of(budget + "/balances", answer.asOf(), stops, choices(asked), kept()).with(LineFields.WRITTEN, asked).write(page.out());
        ProposedNote.write(page, answer.department(), answer.fiscalYear(), answer.asOf(), answer.proposed());
        if (answer.comparative()) {
            page.paragraph("该年只有公开过的部分，指标可能缺少编码。", "Of this year only what was published is known; lines may lack codes.");
        }
        if (answer.total().lines() == 0) {
            page.paragraph("没有这样的指标。", "There is no such line.");
        } else {
            total(page, answer.total());
            lines(page, budget);
        }
        page.next(answer.next(), "其余指标", "the other lines");
        String same = budget + "/balances" + answer.asOf().inAddress() + query.with().inAddress() + query.ofLines().inAddress();
        page.links("下载", "Download", List.of(new Link(same + "&format=csv", "CSV", ""), new Link(same + "&format=json", "JSON", "")));
        return page.end(answer.asOf());
    }

    private List<Choice> choices(Map<String, String> asked) {
        List<Choice> choices = new ArrayList<>(LineFields.choices(asked));
        if (mayAsk) {
            choices.add(ProposedNote.choice(query.with()));
        }
        return choices;
    }

    private Map<String, String> kept() {
        return new Asked().and("limit", query.paged().limit()).and("format", query.format()).parameters();
    }

    /** Of all lines that are asked for, those of other pages too. */
    private static void total(ConsolePage page, BalanceSumDocument total) {
        page.heading("合计", "Total");
        page.rows(new Wording("全部 " + total.lines() + " 行", "", "All " + total.lines() + " lines"),
                Stream.concat(Stream.of(new Head("指标数", "Lines")), AMOUNTS.stream()).toList(),
                List.of(Stream.concat(Stream.of(Value.number(Integer.toString(total.lines()))),
                        amounts(total.balance(), total.frozen(), total.approved(), total.carriedOut())).toList()));
    }

    private void lines(ConsolePage page, String budget) {
        List<BalanceDocument> lines = answer.lines();
        List<Column> columns = columns().stream().filter(each -> lines.stream().anyMatch(line -> each.said().apply(line.line()) != null)).toList();
        page.heading("指标", "Lines");
        page.rows(new Wording("本页 " + lines.size() + " 行", "", lines.size() + " lines on this page"),
                Stream.of(columns.stream().map(Column::head), AMOUNTS.stream(), Stream.of(new Head("记账", "Postings"))).flatMap(each -> each).toList(),
                lines.stream().map(each -> Stream.of(
                                columns.stream().map(column -> column.of(each.line())),
                                amounts(each.balance(), each.frozen(), each.approved(), each.carriedOut()),
                                Stream.of(Value.leadingTo(postings(budget, each.line()), new Wording("查找", "find"))))
                        .flatMap(value -> value).toList()).toList());
    }

    /** A column that no line of the page says anything in is left out. */
    private List<Column> columns() {
        return List.of(
                new Column(new Head("资金性质", "Fund"), line -> Vocabulary.of(line.fund())),
                new Column(new Head("来源", "Origin"), line -> line.origin() == Origin.CURRENT ? null : Vocabulary.of(line.origin())),
                new Column(new Head("单位", "Unit"), line -> named(line.unit(), chart::unitName)),
                new Column(new Head("功能科目", "Function"), line -> code(Type.FUNCTION, line.function())),
                new Column(new Head("支出性质", "Kind"), line -> line.kind() == null ? null : Vocabulary.of(line.kind())),
                new Column(new Head("部门经济科目", "Economic class"), line -> code(Type.ECONOMIC, line.economic())),
                new Column(new Head("政府经济科目", "Economic class of the government"), line -> code(Type.GOVERNMENT_ECONOMIC, line.governmentEconomic())),
                new Column(new Head("项目", "Project"), line -> named(line.project(), chart::projectName)),
                new Column(new Head("追踪标志", "Tag"), line -> plain(line.tag())));
    }

    private static @Nullable Wording plain(@Nullable String text) {
        return text == null ? null : Wording.plain(text);
    }

    private @Nullable Wording code(Type type, @Nullable String code) {
        return named(code, each -> names.of(type, each));
    }

    private static @Nullable Wording named(@Nullable String code, Function<String, String> name) {
        return code == null ? null : Wording.plain(code).with(name.apply(code));
    }

    private static Stream<Value> amounts(Money... all) {
        return Stream.of(all).map(each -> Value.amount(each.toYuan()));
    }

    /** The postings that say of a line what this one says, as far as that can be asked. */
    private String postings(String budget, Line line) {
        LineParameters same = new LineParameters(line.fund(), line.function(), line.economic(), line.kind(), line.project(), line.unit());
        return budget + "/postings" + answer.asOf().inAddress() + same.in(new Asked()).inAddress();
    }
}
