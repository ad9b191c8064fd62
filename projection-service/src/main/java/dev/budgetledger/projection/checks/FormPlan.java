package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.form.Form;

/**
 * A form, by what its cells count.
 *
 * @param all what everything counts
 */
record FormPlan(List<TablePlan> tables, Coverage all) {

    FormPlan {
        tables = List.copyOf(tables);
    }

    /** Of units of these natures. */
    static FormPlan of(Form form, int fiscalYear, Set<Nature> natures) {
        Coverage all = Coverage.all(natures);
        return new FormPlan(
                IntStream.range(0, form.tables().size())
                        .mapToObj(i -> TablePlan.of(i + 1, form.tables().get(i), fiscalYear, all))
                        .toList(),
                all);
    }

    Stream<TablePlan.Cell> fixedCells() {
        return tables.stream().flatMap(table -> table.fixedCells().stream());
    }

    Stream<TablePlan.Cell> codedCells() {
        return tables.stream().flatMap(table -> table.codedCells().stream());
    }

    /** The first cell that counts this, of rows that stand in the form. */
    Optional<TablePlan.Cell> fixed(Coverage counts) {
        return tables.stream().flatMap(table -> table.find(counts).stream()).findFirst();
    }

    Optional<TablePlan.Cell> coded(Coverage counts) {
        return codedCells().filter(cell -> cell.counts().equals(counts)).findFirst();
    }
}
