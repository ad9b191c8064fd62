package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;
import dev.budgetledger.projection.entries.Unit;

/**
 * 一套公开表: what is checked.
 *
 * @param tables those that there are, by id
 * @param nature 单位性质, absent where it is not said
 * @param incomplete why nothing can be checked, absent where something can
 */
record PrintedTables(
        FormPlan form,
        Map<String, PrintedTable> tables,
        Statements statements,
        @Nullable UnitNature nature,
        @Nullable String incomplete) {

    private static final Set<String> BUSINESS = Set.of(Fund.INSTITUTION_BUSINESS.name());

    PrintedTables {
        tables = Map.copyOf(tables);
    }

    Optional<PrintedTable> find(TablePlan plan) {
        return Optional.ofNullable(tables.get(plan.id()));
    }

    /** The ids of those that there are, in the order of the form. */
    List<String> ids() {
        return form.tables().stream().map(TablePlan::id).filter(tables::containsKey).toList();
    }

    /** The unit of measure in which sums are told: 万元 if everything is in it. */
    Unit unit() {
        boolean wan = tables.values().stream().allMatch(table -> table.unit() == Unit.WAN_YUAN)
                && statements.all().stream().allMatch(term -> term.amount() == null || term.amount().unit() == Unit.WAN_YUAN);
        return wan ? Unit.WAN_YUAN : Unit.YUAN;
    }

    EquationSide side(TablePlan.Cell cell) {
        return find(cell.table())
                .map(table -> table.side(cell))
                .orElseGet(() -> EquationSide.missing(cell.table().id() + " is not there"));
    }

    /** The same, held against another table: a total of rounded items may be off by as much as all of them. */
    EquationSide across(TablePlan.Cell cell) {
        EquationSide side = side(cell);
        if (cell.table().form().totals() == TableForm.Totals.EXACT) {
            return side;
        }
        int items = (int) find(cell.table()).stream().flatMap(table -> table.rows().stream())
                .mapToLong(row -> inside(cell, row))
                .sum();
        return side.ofRounded(items);
    }

    private static long inside(TablePlan.Cell cell, PrintedRow row) {
        TablePlan.Panel panel = cell.table().panels().get(row.panel());
        return panel.columns().stream()
                .filter(column -> row.amounts().containsKey(column.id()))
                .flatMap(column -> counts(panel, row).map(column::of).stream())
                .filter(counts -> !counts.isNothing() && !counts.equals(cell.counts()) && cell.counts().contains(counts))
                .count();
    }

    /**
     * What shows that there may be {@link Coverage#RARE} kinds: money of them, as 经营支出 in a table of all expenditure, where that of
     * an appropriation has no column for it; or 事业单位经营收入, which is spent so.
     */
    List<Coverage> rare() {
        return tables.values().stream()
                .flatMap(table -> table.rows().stream().flatMap(row -> rare(table.plan().panels().get(row.panel()), row)))
                .toList();
    }

    private static Stream<Coverage> rare(TablePlan.Panel panel, PrintedRow row) {
        return panel.columns().stream()
                .filter(column -> row.amounts().containsKey(column.id()) && !row.amounts().get(column.id()).isZero())
                .flatMap(column -> counts(panel, row).map(column::of).stream())
                .filter(counts -> Coverage.RARE.containsAll(counts.of(Coverage.Part.KIND))
                        || BUSINESS.containsAll(counts.of(Coverage.Part.FUND)));
    }

    /** What a row counts, absent if its words are not understood. */
    static Optional<Coverage> counts(TablePlan.Panel panel, PrintedRow row) {
        return row.isCoded()
                ? panel.codes().map(codes -> codes.counts().and(codes.part(), List.of(row.key())))
                : panel.rows().stream().filter(each -> each.form().id().equals(row.key())).map(TablePlan.Row::counts).findFirst();
    }
}
