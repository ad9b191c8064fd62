package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.form.Selector.Side;
import dev.budgetledger.projection.checks.Checks.CheckList;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;
import dev.budgetledger.projection.disclosure.Template;

import static dev.budgetledger.projection.checks.Coverage.CODED;
import static dev.budgetledger.projection.checks.Coverage.Part.ECONOMIC;
import static dev.budgetledger.projection.checks.Coverage.Part.FUNCTION;
import static dev.budgetledger.projection.checks.Coverage.Part.FUND;
import static dev.budgetledger.projection.checks.Coverage.Part.KIND;
import static dev.budgetledger.projection.checks.Coverage.Part.SIDE;

/** Money that is budgeted under codes of both classifications: by what it is for and by what it buys. */
final class SameMoneyChecks {

    private static final int GROUP = 2;
    private static final int ITEM = 3;

    private SameMoneyChecks() {}

    static void of(FormPlan form, List<Template.SameMoney> pairs, CheckList checks) {
        Coverage basic = form.all()
                .with(SIDE, Set.of(Side.EXPENDITURE.name()))
                .with(FUND, Set.of(Fund.GENERAL_PUBLIC.name()))
                .with(KIND, Coverage.BASIC);
        Optional<TablePlan.Cell> functions = form.coded(basic.with(FUNCTION, CODED));
        Optional<TablePlan.Cell> economics = form.coded(basic.with(ECONOMIC, CODED));
        if (functions.isPresent() && economics.isPresent()) {
            pairs.forEach(pair -> add(functions.get(), economics.get(), pair, checks));
        }
    }

    private static void add(TablePlan.Cell functions, TablePlan.Cell economics, Template.SameMoney pair, CheckList checks) {
        String one = functions.table().name();
        String other = economics.table().name();
        checks.conditional(
                one + "-" + pair.function() + "-" + other + "-" + String.join("-", pair.economics()),
                one + " Σ" + pair.function() + " 基本支出 = " + other + " " + String.join(" + ", pair.economics()),
                "the same money by function and by economic class; source: " + pair.source(),
                printed -> find(printed, functions, economics, pair));
    }

    private static Finding find(
            PrintedTables printed, TablePlan.Cell functions, TablePlan.Cell economics, Template.SameMoney pair) {
        Optional<PrintedTable> byFunction = printed.find(functions.table());
        Optional<PrintedTable> byEconomic = printed.find(economics.table());
        if (byFunction.isEmpty() || byEconomic.isEmpty()) {
            return new Finding.Unmet((byFunction.isEmpty() ? functions : economics).table().id() + " is not there");
        }
        List<PrintedRow> items = byFunction.get().coded(functions.panel(), ITEM, pair.function());
        List<PrintedRow> groups = byEconomic.get().coded(economics.panel(), GROUP, "").stream()
                .filter(row -> pair.economics().contains(row.key()))
                .toList();
        if (items.isEmpty() || groups.isEmpty()) {
            return new Finding.Unmet(items.isEmpty()
                    ? functions.table().id() + " has no 项 of " + pair.function()
                    : economics.table().id() + " has no row " + String.join(" or ", pair.economics()));
        }
        return Finding.equal(byFunction.get().sum(items, functions), byEconomic.get().sum(groups, economics));
    }
}
