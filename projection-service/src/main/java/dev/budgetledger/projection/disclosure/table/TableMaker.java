package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/**
 * Makes a table: a pure function of its form and a budget at an as-of point.
 *
 * <p>A cell is the sum of the lines that its table, its row and its column select; what the form has no row for is in no
 * cell but the totals. A row by code is there if a line of it has money. Of a comparative budget, a line that lacks the kind that is
 * asked for, or has a code above the one asked for, makes the cells unknown in which it may count.
 */
public final class TableMaker {

    private static final String YEAR = "{year}";

    private TableMaker() {}

    /**
     * The table, its amounts exact to the fen.
     *
     * @param natures 单位性质 of the unit of a line; where units are not known, everything is administrative
     */
    public static Table table(TableForm form, BudgetAsOf budget, Function<Line, Nature> natures) {
        return table(form, budget, natures, Published.of(budget));
    }

    /** The same, its lines taken at their word so far. */
    public static Table table(
            TableForm form, BudgetAsOf budget, Function<Line, Nature> natures, Published published) {
        List<List<List<Map<String, Cell>>>> panels = new ArrayList<>();
        boolean partial = false;
        for (TableForm.Panel panel : form.panels()) {
            PanelAmounts selected = new PanelAmounts(budget, form.of(), panel, natures, published);
            PanelMaker maker = new PanelMaker(form, panel, selected, budget, published);
            panels.add(maker.sections());
            partial |= maker.isPartial();
        }
        List<String> notes = form.notes().stream()
                .filter(note -> stands(note.when(), form, budget, natures))
                .map(note -> inYear(note.text(), budget.fiscalYear()))
                .toList();
        return new Table(form.id(), inYear(form.title(), budget.fiscalYear()), Unit.valueOf(form.measure().name()), Digits.of(form.format()),
                columns(form, budget.fiscalYear()), rows(panels), notes, partial);
    }

    /** A printed text of a form. */
    public static String inYear(String text, int fiscalYear) {
        return text.indexOf('{') < 0 ? text : text.replace(YEAR, Integer.toString(fiscalYear));
    }

    /** The columns of all panels, side by side. */
    public static List<Column> columns(TableForm form, int fiscalYear) {
        return form.panels().stream()
                .flatMap(panel -> panel.columns().stream())
                .map(column -> column(column, fiscalYear))
                .toList();
    }

    private static Column column(ColumnForm form, int fiscalYear) {
        return new Column(
                form.id(),
                inYear(form.title(), fiscalYear),
                form instanceof ColumnForm.Words ? Column.Type.TEXT : Column.Type.AMOUNT,
                form.under().stream().map(head -> inYear(head, fiscalYear)).toList(),
                form instanceof ColumnForm.Amount amount ? amount.zero() : null);
    }

    private static boolean stands(
            TableForm.Note.When when, TableForm form, BudgetAsOf budget, Function<Line, Nature> natures) {
        return switch (when) {
            case ALWAYS -> true;
            case COMPARATIVE -> budget.comparative();
            case EMPTY -> {
                Selector of = form.of();
                yield !(of == null ? budget : budget.only(line -> of.accepts(line, natures))).hasLines();
            }
        };
    }

    /** The panels side by side, each section beginning where the same section of the others does. */
    private static List<Row> rows(List<List<List<Map<String, Cell>>>> panels) {
        List<Row> rows = new ArrayList<>();
        int sections = panels.stream().mapToInt(List::size).max().orElse(0);
        for (int section = 0; section < sections; section++) {
            List<Map<String, Cell>> together = new ArrayList<>();
            for (List<List<Map<String, Cell>>> panel : panels) {
                List<Map<String, Cell>> own = section < panel.size() ? panel.get(section) : List.of();
                for (int i = 0; i < own.size(); i++) {
                    if (i == together.size()) {
                        together.add(new HashMap<>());
                    }
                    together.get(i).putAll(own.get(i));
                }
            }
            together.forEach(cells -> rows.add(new Row(rows.size() + 1, cells)));
        }
        return rows;
    }
}
