package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.budgetledger.contract.form.ColumnForm;
import dev.budgetledger.projection.checks.Checks.CheckList;
import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;
import dev.budgetledger.projection.checks.Statements.Percent;

/** 增减 in tables: a printed change, and a percentage, follow from the two columns that they hold against each other. */
final class ChangeChecks {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private final TablePlan table;
    private final int panel;
    private final ColumnForm.Change column;

    private ChangeChecks(TablePlan table, int panel, ColumnForm.Change column) {
        this.table = table;
        this.panel = panel;
        this.column = column;
    }

    static void of(TablePlan table, CheckList checks) {
        for (int panel = 0; panel < table.panels().size(); panel++) {
            for (ColumnForm.Change column : table.changes(panel)) {
                new ChangeChecks(table, panel, column).addTo(checks);
            }
        }
    }

    /** A change as it is printed, with its sign or without, absent if it is no figure. */
    static Optional<BigDecimal> figure(String printed) {
        String text = printed.strip();
        return CsvRows.amount(text.endsWith("%") || text.endsWith("％") ? text.substring(0, text.length() - 1) : text);
    }

    private static boolean isAmount(ColumnForm.Change column) {
        return switch (column.change().as()) {
            case AMOUNT -> true;
            case PERCENT -> false;
        };
    }

    private void addTo(CheckList checks) {
        String from = title(column.change().from());
        String to = title(column.change().to());
        if (isAmount(column)) {
            checks.hard(table.name() + "-change", table.name() + " " + title() + " = " + to + " − " + from,
                    "a change is what one column has more than the other", this::find);
        } else {
            checks.hard(table.name() + "-percent", table.name() + " " + to + " − " + from + " = " + from + " × " + title(),
                    "a change is its percentage of what it is held against", this::find);
        }
    }

    private String title() {
        return table.inYear(column.title());
    }

    private String title(String id) {
        return of(id).title();
    }

    private TablePlan.Column of(String id) {
        return table.panels().get(panel).columns().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    private Finding find(PrintedTables tables) {
        Optional<PrintedTable> found = tables.find(table);
        if (found.isEmpty()) {
            return new Finding.Unmet(table.id() + " is not there");
        }
        PrintedTable printed = found.get();
        if (!printed.columns().contains(column.id())) {
            return new Finding.Unmet(table.id() + " has no column " + title());
        }
        List<Equation> equations = new ArrayList<>();
        for (PrintedRow row : printed.rows()) {
            if (row.panel() == panel) {
                (isAmount(column) ? amount(row, printed) : percent(row, printed)).ifPresent(equations::add);
            }
        }
        return Finding.of(equations, table.id() + " has no row of which both " + title(column.change().from()) + " and "
                + title(column.change().to()) + " are known");
    }

    private Optional<Equation> amount(PrintedRow row, PrintedTable printed) {
        EquationSide from = side(row, column.change().from(), printed);
        EquationSide to = side(row, column.change().to(), printed);
        return from.notPrinted() == null && to.notPrinted() == null
                ? Optional.of(Equation.equal(change(row, column, printed), to.plus(from.negated())))
                : Optional.empty();
    }

    /** Of nothing there is no percentage, though some print 100. */
    private Optional<Equation> percent(PrintedRow row, PrintedTable printed) {
        EquationSide to = side(row, column.change().to(), printed);
        EquationSide from = before(row, to, printed);
        if (from.notPrinted() != null || to.notPrinted() != null || from.sum().signum() == 0) {
            return Optional.empty();
        }
        BigDecimal said = row.changes().get(column.id());
        BigDecimal value = said == null ? BigDecimal.ZERO.setScale(places(column)) : said;
        BigDecimal error = BigDecimal.ONE.movePointLeft(shortest(column) ? Math.max(places(column), value.scale()) : value.scale()).divide(TWO);
        return Optional.of(Equation.equal(to.plus(from.negated()),
                new Percent(row.number(), value, error).of(from, table.id(), row.label(), column.id())));
    }

    /** What it is held against: as it is printed, or else what is left without the change that is printed of it. */
    private EquationSide before(PrintedRow row, EquationSide to, PrintedTable printed) {
        EquationSide from = side(row, column.change().from(), printed);
        return from.notPrinted() == null ? from : table.changes(panel).stream()
                .filter(other -> isAmount(other) && other.change().from().equals(column.change().from())
                        && other.change().to().equals(column.change().to()) && row.changes().containsKey(other.id()))
                .findFirst()
                .map(other -> to.plus(change(row, other, printed).negated()))
                .orElse(from);
    }

    private EquationSide change(PrintedRow row, ColumnForm.Change of, PrintedTable printed) {
        BigDecimal said = row.changes().get(of.id());
        PrintedAmount amount = said == null ? null
                : PrintedAmount.rounded(said, printed.unit(), places(of), null);
        return EquationSide.of(List.of(new Term(table.id(), row.number(), row.label(), of.id(), amount)));
    }

    private EquationSide side(PrintedRow row, String id, PrintedTable printed) {
        return printed.sum(List.of(row), of(id));
    }

    private int places(ColumnForm.Change of) {
        return of.change().format() == null ? table.form().format().places() : of.change().format().places();
    }

    private boolean shortest(ColumnForm.Change of) {
        return of.change().format() == null ? table.form().format().shortest() : of.change().format().shortest();
    }
}
