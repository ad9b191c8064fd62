package dev.budgetledger.projection.checks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.table.BalanceForm;

import static dev.budgetledger.projection.disclosure.TableId.*;

/** What holds of some departments only, and of which. */
final class ConditionalRules {

    private ConditionalRules() {}

    /** 支出总表 = 一般公共预算支出表 row by row, where there is no other money. */
    static Finding onlyGeneralPublic(PrintedTables tables) {
        if (hasOtherIncome(tables)) {
            return new Finding.Unmet("there is, or may be, other income than 一般公共预算拨款收入");
        }
        ByCode all = tables.byCode(EXPENDITURE);
        ByCode general = tables.byCode(GENERAL_PUBLIC_BUDGET);
        Map<String, PrintedRow> rows = new LinkedHashMap<>();
        all.table().rows().forEach(row -> rows.putIfAbsent(row.label("total"), row));
        general.table().rows().stream()
                .filter(row -> all.like(row).isEmpty())
                .forEach(row -> rows.putIfAbsent(row.label("total"), row));
        if (rows.isEmpty()) {
            return new Finding.Unmet(EXPENDITURE.id() + " and " + GENERAL_PUBLIC_BUDGET.id() + " are empty");
        }
        return new Finding.Compared(rows.values().stream()
                .flatMap(row -> List.of("total", "basic", "project").stream()
                        .map(column -> new Equation(
                                general.table().sum(general.like(row), column),
                                all.table().sum(all.like(row), column))))
                .toList());
    }

    /** What was brought forward is of one fund only if 财政拨款收支总表 says so. */
    private static boolean hasOtherIncome(PrintedTables tables) {
        Balance balance = tables.balance(REVENUE_AND_EXPENDITURE);
        if (hasOtherThanGeneral(balance.funds(), balance.form().income())) {
            return true;
        }
        EquationSide carried = balance.income(BalanceForm::carried);
        if (carried.sum().signum() == 0) {
            return false;
        }
        return tables.find(FISCAL_APPROPRIATION).isEmpty()
                || carried.sum().compareTo(tables.balance(FISCAL_APPROPRIATION).income(BalanceForm::carried).sum()) != 0
                || hasOtherThanGeneral(
                        tables.balance(FISCAL_APPROPRIATION).broughtForward(),
                        tables.balance(FISCAL_APPROPRIATION).form().broughtForward());
    }

    private static boolean hasOtherThanGeneral(List<PrintedRow> rows, List<BalanceForm.FundRow> form) {
        List<String> general = form.stream()
                .filter(row -> row.fund() == Fund.GENERAL_PUBLIC)
                .map(BalanceForm.FundRow::label)
                .toList();
        return rows.stream().anyMatch(row -> !general.contains(row.text("income")) && !row.isZero("incomeAmount"));
    }

    /** 公用经费合计 is 机关运行经费, of a unit that has such. */
    static Finding operatingCost(PrintedTables tables) {
        EquationSide stated = tables.statements().side(Statements.OPERATING);
        if (stated.missing() != null) {
            return new Finding.Unmet(stated.missing());
        }
        return switch (tables.nature()) {
            case ADMINISTRATIVE ->
                Finding.of(new Equation(stated, tables.byCode(BASIC_EXPENDITURE).total("operating")));
            case INSTITUTION -> new Finding.Unmet("only administrative units 行政单位 have 机关运行经费");
            case null -> new Finding.Unmet("nature does not say whether this is an administrative unit 行政单位");
        };
    }

    /** The same money, by what it is for and by what it buys. */
    static Finding sameMoney(PrintedTables tables, Template.SameMoney pair) {
        ByCode byFunction = tables.byCode(GENERAL_PUBLIC_BUDGET);
        ByCode byEconomic = tables.byCode(BASIC_EXPENDITURE);
        List<PrintedRow> functions = byFunction.level(ByCode.ITEM, pair.function());
        List<PrintedRow> economics = byEconomic.level(ByCode.GROUP, "").stream()
                .filter(row -> pair.economics().contains(row.code()))
                .toList();
        if (functions.isEmpty() || economics.isEmpty()) {
            return new Finding.Unmet(functions.isEmpty()
                    ? GENERAL_PUBLIC_BUDGET.id() + " has no 项 of " + pair.function()
                    : BASIC_EXPENDITURE.id() + " has no row " + String.join(" or ", pair.economics()));
        }
        return Finding.of(new Equation(
                byFunction.table().sum(functions, "basic"), byEconomic.table().sum(economics, "total")));
    }
}
