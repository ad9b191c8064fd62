package dev.budgetledger.projection.comparison.http;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.audit.http.ContributionDocument;
import dev.budgetledger.projection.comparison.Causes.Cause;
import dev.budgetledger.projection.comparison.ChangeGroups;
import dev.budgetledger.projection.comparison.http.ChangesDocument.CellDocument;
import dev.budgetledger.projection.comparison.http.ChangesDocument.GroupDocument;
import dev.budgetledger.projection.comparison.http.ChangesDocument.ItemDocument;
import dev.budgetledger.projection.comparison.http.ChangesDocument.StatementDocument;
import dev.budgetledger.projection.comparison.http.ChangesDocument.TableChanges;
import dev.budgetledger.projection.console.BarChart;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.GroupedAmount;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.web.Budgets;

/**
 * What changed between two points as a page: what moved most, each cell before and after, by which operations, and the postings.
 *
 * @param answer what it says as JSON
 * @param form of the tables
 * @param names of the codes of classifications
 * @param query as it was asked
 */
record ChangesPage(ChangesDocument answer, Form form, ClassificationNames names, ChangesQuery query) {

    private static final String FIELD = "Field";
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");

    private static final List<Head> HEADS = List.of(
            new Head("行", "Row"), new Head("列", "Column"), new Head("变动前", "Before"), new Head("变动后", "After"), new Head("增减", "Change"),
            new Head("构成(元)", "By operation, yuan"), new Head("记账", "Postings"));

    private static final List<Head> SAID_HEADS = List.of(
            new Head("处", "Place"), new Head("变动前", "Before"), new Head("变动后", "After"));

    String html() {
        String budget = Budgets.address(answer.department(), answer.fiscalYear());
        ConsolePage page = ConsolePage.about(new Wording("变动", "Changes"), answer.department(),
                answer.fiscalYear(), answer.to().asOf());
        new PointBar(budget + "/changes", List.of(
                new PointBar.Point("from", "自", "From:", answer.from().asOf()),
                new PointBar.Point("to", "至", "To:", answer.to().asOf())), List.of(groupBy()), kept()).write(page.out());
        List<TableChanges> tables = answer.tables() == null ? List.of() : answer.tables();
        List<StatementDocument> statements = answer.statements() == null ? List.of() : answer.statements();
        if (tables.isEmpty() && statements.isEmpty()) {
            page.paragraph("没有变动。", "Nothing changed.");
        }
        if (query.groupBy() != null && answer.groups() != null) {
            groups(page, query.groupBy(), answer.groups());
        }
        tables.forEach(table -> {
            page.heading(table.title(), "");
            table.cells().stream().max(Comparator.comparing(cell -> new BigDecimal(cell.change().exact()).abs()))
                    .ifPresent(cell -> waterfall(table, cell).write(page.out()));
            page.rows(Vocabulary.unit(table.unit()), HEADS, table.cells().stream().map(cell -> row(table, cell)).toList());
            table.cells().stream().filter(cell -> cell.next() != null).forEach(cell ->
                    page.links(cell.label() + " " + cell.column(), "", List.of(new Link(cell.next(), "其余记账", "the other postings"))));
        });
        statements.forEach(said -> statement(page, said));
        answer.notes().forEach(note -> page.out().raw("<p class=\"note\">").text(note).raw("</p>\n"));
        return page.end(answer.to().asOf());
    }

    private PointBar.Choice groupBy() {
        List<PointBar.Option> options = Stream.concat(Stream.of(new PointBar.Option("", new Wording("不分组", "not grouped"))),
                Stream.of(ChangeGroups.By.values()).map(PointBar.Option::of)).toList();
        return new PointBar.Choice("groupBy", "支出变动", "Expenditure, too", options, query.groupBy() == null ? "" : query.groupBy().name().toLowerCase(Locale.ROOT));
    }

    private void groups(ConsolePage page, ChangeGroups.By by, List<GroupDocument> groups) {
        Wording called = Vocabulary.of(by);
        page.heading(new Wording("支出变动，" + called.chinese(), "Expenditure " + called.english().toLowerCase(Locale.ROOT)));
        if (groups.isEmpty()) {
            page.paragraph("支出没有变动。", "The expenditure did not change.");
        } else {
            page.rows(Vocabulary.unit("元"), List.of(new Head(called), new Head("增减", "Change"), new Head("构成", "By operation")),
                    groups.stream().map(each -> row(by, each)).toList());
        }
    }

    private List<Value> row(ChangeGroups.By by, GroupDocument group) {
        String name = by == ChangeGroups.By.CLASS ? names.of(Classification.Type.FUNCTION, group.key()) : "";
        Wording key = group.key().isEmpty() ? new Wording("未填", "not said") : Wording.plain((group.key() + " " + name).strip());
        return List.of(Value.said(key), Value.amount(group.change()),
                Value.said(Wording.joined(group.operations().entrySet().stream().map(ChangesPage::operation).toList(), "; ")));
    }

    private static Wording operation(Map.Entry<String, ChangesDocument.PartDocument> operation) {
        Wording total = Vocabulary.of(Cause.valueOf(operation.getKey())).with(GroupedAmount.of(operation.getValue().total()));
        if (new BigDecimal(operation.getValue().late()).signum() == 0) {
            return total;
        }
        String late = GroupedAmount.of(operation.getValue().late());
        return new Wording(total.chinese() + "（补记 " + late + "）", total.english(), total.alone() + " (late: " + late + ")");
    }

    /** Why the cell that changed most is what it is; the row of the table has the same numbers. */
    private BarChart waterfall(TableChanges table, CellDocument cell) {
        return BarChart.waterfall(
                new Wording(cell.label() + " " + column(table, cell) + "：变动构成，元", "What it changed by, yuan",
                        cell.label() + " " + column(table, cell) + ": what it changed by, yuan"),
                BarChart.Bar.of(new Wording("变动前", "Before"), new BigDecimal(cell.before().exact()), cell.before().exact(), BarChart.Shade.BEFORE),
                cell.parts().entrySet().stream()
                        .map(part -> new BarChart.Step(Vocabulary.of(Cause.valueOf(part.getKey())), new BigDecimal(part.getValue()), part.getValue()))
                        .toList(),
                BarChart.Bar.of(new Wording("变动后", "After"), new BigDecimal(cell.after().exact()), cell.after().exact(), BarChart.Shade.AFTER));
    }

    private String column(TableChanges table, CellDocument cell) {
        return form.tables().stream()
                .filter(each -> each.id().equals(table.id()))
                .flatMap(each -> each.panels().stream().flatMap(panel -> panel.columns().stream()))
                .filter(each -> each.id().equals(cell.column()))
                .findFirst()
                .map(each -> TableMaker.inYear(each.title(), answer.fiscalYear()))
                .orElse(cell.column());
    }

    private List<Value> row(TableChanges table, CellDocument cell) {
        return List.of(
                Value.words(cell.label().isEmpty() ? cell.row() : cell.label()), Value.words(column(table, cell)),
                Value.amount(cell.before().printed()), Value.amount(cell.after().printed()), Value.amount(cell.change().printed()),
                Value.said(Wording.joined(cell.parts().entrySet().stream().map(ChangesPage::part).toList(), "; ")),
                Value.words(cell.contributions().stream().map(ChangesPage::posting).distinct().collect(Collectors.joining("; "))));
    }

    private static Wording part(Map.Entry<String, String> part) {
        return Vocabulary.of(Cause.valueOf(part.getKey())).with(GroupedAmount.of(part.getValue()));
    }

    private static String posting(ContributionDocument each) {
        return each.posting().postingId() + " " + each.posting().documentNo() + " " + each.posting().reason();
    }

    private void statement(ConsolePage page, StatementDocument said) {
        Wording part = Vocabulary.of(said.part()).with((blankIfNone(said.key()) + " " + blankIfNone(said.ofUnit())).strip());
        page.heading(part);
        page.rows(Wording.plain(saidBy(said)), SAID_HEADS, said.items().stream().map(ChangesPage::item).toList());
        if (said.next() != null) {
            page.links(part, List.of(new Link(said.next(), "其余", "the rest")));
        }
    }

    private static String saidBy(StatementDocument said) {
        ChangesDocument.SaidDocument by = said.after() == null ? said.before() : said.after();
        return by == null ? "" : by.documentNo() + " " + by.reason() + " " + by.effectiveOn();
    }

    private static List<Value> item(ItemDocument item) {
        return List.of(Value.said(place(item)),
                Value.words(blankIfNone(item.before())), Value.words(blankIfNone(item.after())));
    }

    private static String blankIfNone(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** A JSON Pointer in words: what of what, and which of them. */
    private static Wording place(ItemDocument item) {
        List<Wording> parts = Stream.of(item.field().split("/", -1))
                .filter(each -> !each.isEmpty())
                .map(each -> COUNT.matcher(each).matches() ? Wording.plain(Integer.toString(Integer.parseInt(each) + 1)) : Vocabulary.of(FIELD, each))
                .toList();
        Wording place = Wording.joined(parts, " ");
        return item.row() == null ? place : new Wording(item.row() + " " + place.chinese(), place.english(), item.row() + " " + place.alone());
    }

    private Map<String, String> kept() {
        Map<String, String> kept = query.of().parameters();
        kept.putAll(Map.of("basis", answer.basis(), "amounts", answer.amounts()));
        if (answer.from().fiscalYear() != answer.fiscalYear()) {
            kept.put("fromYear", Integer.toString(answer.from().fiscalYear()));
        }
        put(kept, "form", query.in().form());
        put(kept, "table", query.cells().table());
        return kept;
    }

    private static void put(Map<String, String> kept, String name, @Nullable String value) {
        if (value != null) {
            kept.put(name, value);
        }
    }
}
