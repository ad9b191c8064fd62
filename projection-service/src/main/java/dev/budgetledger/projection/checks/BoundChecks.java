package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.budgetledger.projection.checks.Checks.CheckList;
import dev.budgetledger.projection.checks.Equation.Relation;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;

import static dev.budgetledger.projection.checks.Coverage.Part.ECONOMIC;

/**
 * Of a table that picks some economic classes, the cells hold no less than what other tables show of their money, and no more than
 * what they are part of.
 */
final class BoundChecks {

    private BoundChecks() {}

    static void of(FormPlan form, CheckList checks) {
        form.fixedCells()
                .filter(cell -> cell.table().codedCells().isEmpty() && !cell.counts().isNothing())
                .forEach(cell -> {
                    atLeast(cell, form, checks);
                    atMost(cell, form, checks);
                });
    }

    /** “三公”经费 ≥ the basic expenditure of the same economic classes: what is more is in projects. */
    private static void atLeast(TablePlan.Cell whole, FormPlan form, CheckList checks) {
        Set<String> economics = whole.counts().of(ECONOMIC);
        form.codedCells()
                .filter(cell -> cell.row().part() == ECONOMIC && whole.counts().with(ECONOMIC, Coverage.CODED).contains(cell.counts()))
                .findFirst()
                .filter(_ -> !economics.containsAll(Coverage.CODED))
                .ifPresent(part -> checks.hard(
                        whole.table().name() + "-" + part.table().name() + "-at-least" + whole.counts().ofYear(),
                        whole.table().name() + " " + whole.words() + " ≥ " + part.table().name() + " "
                                + String.join(" + ", economics.stream().sorted().toList()),
                        "no less than what is spent of it as basic expenditure",
                        printed -> atLeast(whole, part, economics, printed)));
    }

    private static Finding atLeast(TablePlan.Cell whole, TablePlan.Cell part, Set<String> economics, PrintedTables printed) {
        Optional<PrintedTable> table = printed.find(part.table());
        if (table.isEmpty()) {
            return new Finding.Unmet(part.table().id() + " is not there");
        }
        List<EquationSide> spent = new ArrayList<>();
        int deepest = part.row().levels().getLast();
        for (String code : economics.stream().sorted().toList()) {
            List<PrintedRow> rows = table.get().coded(part.panel(), deepest, code);
            if (!rows.isEmpty()) {
                spent.add(table.get().sum(rows, part));
            }
        }
        return Finding.of(
                spent.isEmpty()
                        ? List.of()
                        : List.of(new Equation(printed.across(whole), Relation.AT_LEAST, EquationSide.sum(spent))),
                part.table().id() + " has no row " + String.join(" or ", economics.stream().sorted().toList()));
    }

    private static void atMost(TablePlan.Cell part, FormPlan form, CheckList checks) {
        Stream<TablePlan.Cell> wholes = form.fixedCells()
                .filter(cell -> cell.table() != part.table())
                .filter(cell -> cell.counts().contains(part.counts()) && !cell.counts().equals(part.counts()));
        wholes.reduce((one, other) -> one.counts().contains(other.counts()) ? other : one)
                .ifPresent(whole -> checks.hard(part.table().name() + "-at-most" + part.counts().ofYear(),
                        part.table().name() + " " + part.words() + " ≤ " + whole.table().name() + " " + whole.words(),
                        "no more than what it is part of",
                        printed -> Finding.of(
                                List.of(new Equation(printed.across(part), Relation.AT_MOST, printed.across(whole))), "")));
    }
}
