package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

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
    private static final String PRIOR_YEAR = "{priorYear}";

    private TableMaker() {}

    /**
     * The table, its amounts exact to the fen.
     *
     * @param natures 单位性质 of the unit of a line; where units are not known, everything is administrative
     */
    public static Table table(TableForm form, BudgetAsOf budget, Function<Line, Nature> natures) {
        return table(form, new TableYear(budget, natures, TableYear.ChartNames.NONE, Published.of(budget)), null);
    }

    /**
     * The same of two years.
     *
     * @param prior the year before, absent if nothing is known of it; unless a column is of it, it is not looked at
     */
    public static Table table(TableForm form, TableYear current, @Nullable TableYear prior) {
        List<PanelMaker> panels = form.panels().stream().map(panel -> new PanelMaker(form, panel, current, prior)).toList();
        int year = current.budget().fiscalYear();
        List<Column> columns = columns(form, year);
        List<Row> rows = rows(panels.stream().map(PanelMaker::sections).toList());
        List<String> notes = form.notes().stream()
                .filter(note -> note.when() == TableForm.Note.When.PRIOR_UNKNOWN
                        ? rows.stream().anyMatch(row -> isPriorUnknown(row, columns))
                        : stands(note.when(), form, current))
                .map(note -> inYear(note.text(), year))
                .toList();
        return new Table(form.id(), inYear(form.title(), year), Unit.valueOf(form.measure().name()), Digits.of(form.format()),
                columns, rows, notes, panels.stream().anyMatch(panel -> panel.isPartial(current)),
                prior != null && panels.stream().anyMatch(panel -> panel.isPartial(prior)));
    }

    private static boolean isPriorUnknown(Row row, List<Column> columns) {
        return columns.stream().anyMatch(column -> column.year() != null && row.cells().get(column.id()) instanceof Cell.Unknown);
    }

    /** A printed text of a form. */
    public static String inYear(String text, int fiscalYear) {
        return text.indexOf('{') < 0
                ? text
                : text.replace(YEAR, Integer.toString(fiscalYear)).replace(PRIOR_YEAR, Integer.toString(fiscalYear - 1));
    }

    /** The columns of all panels, side by side. */
    public static List<Column> columns(TableForm form, int fiscalYear) {
        return form.panels().stream()
                .flatMap(panel -> panel.columns().stream().map(column -> column(column, panel, fiscalYear)))
                .toList();
    }

    private static Column column(ColumnForm form, TableForm.Panel panel, int fiscalYear) {
        return new Column(
                form.id(),
                inYear(form.title(), fiscalYear),
                switch (form) {
                    case ColumnForm.Words _ -> Column.Type.TEXT;
                    case ColumnForm.Amount _ -> Column.Type.AMOUNT;
                    case ColumnForm.Change change -> switch (change.change().as()) {
                        case AMOUNT -> Column.Type.AMOUNT;
                        case PERCENT -> Column.Type.PERCENT;
                    };
                },
                form.under().stream().map(head -> inYear(head, fiscalYear)).toList(),
                form instanceof ColumnForm.Amount amount ? amount.zero() : null,
                form instanceof ColumnForm.Amount amount ? panel.yearOf(amount) : null);
    }

    private static boolean stands(TableForm.Note.When when, TableForm form, TableYear year) {
        return switch (when) {
            case ALWAYS -> true;
            case COMPARATIVE -> year.budget().comparative();
            case EMPTY -> {
                Selector of = form.of();
                BudgetAsOf budget = year.budget();
                yield !(of == null ? budget : budget.only(line -> of.accepts(line, year.natures()))).hasLines();
            }
            case PRIOR_UNKNOWN -> false; // said by the rows
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
