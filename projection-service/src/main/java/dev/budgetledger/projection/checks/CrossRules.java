package dev.budgetledger.projection.checks;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.table.BalanceForm;

import static dev.budgetledger.projection.disclosure.TableId.*;

/** What two tables say of the same money. */
final class CrossRules {

    private static final String AMOUNT = "expenditureAmount";

    private CrossRules() {}

    /** Income is income, whatever of it was carried out: 收入总表 against the left of 收支总表. */
    static Finding revenueTotals(PrintedTables tables) {
        ByCode revenue = tables.byCode(REVENUE);
        Balance balance = tables.balance(REVENUE_AND_EXPENDITURE);
        return Finding.of(
                new Comparison(revenue.total("total"), balance.income(BalanceForm::all)),
                new Comparison(revenue.total("currentYear"), balance.income(BalanceForm::current)),
                new Comparison(revenue.total("carriedOver"), balance.income(BalanceForm::carried)));
    }

    /** Expenditure is net of what was carried out: 支出总表 against 本年支出合计, not 支出总计. */
    static Finding expenditureTotal(PrintedTables tables) {
        return Finding.of(new Comparison(
                tables.byCode(EXPENDITURE).total("total"),
                tables.balance(REVENUE_AND_EXPENDITURE).expenditure(BalanceForm::current, AMOUNT)));
    }

    /** So the two totals differ by what was carried out. */
    static Finding revenueOfExpenditure(PrintedTables tables) {
        return Finding.of(new Comparison(
                tables.byCode(REVENUE).total("total"),
                tables.byCode(EXPENDITURE).total("total")
                        .plus(tables.balance(REVENUE_AND_EXPENDITURE).expenditure(BalanceForm::carried, AMOUNT))));
    }

    /** Each 类, told by its words on the balance. */
    static Finding classes(PrintedTables tables) {
        ByCode expenditure = tables.byCode(EXPENDITURE);
        Balance balance = tables.balance(REVENUE_AND_EXPENDITURE);
        Map<String, Side> coded = new LinkedHashMap<>();
        Set<String> labels = new LinkedHashSet<>();
        for (PrintedRow row : expenditure.table().rows()) {
            if (row.code().length() == ByCode.CLASS || expenditure.unpublished().contains(row)) {
                coded.merge(
                        label(row, balance.form()), expenditure.table().sum(List.of(row), "total"), Side::plus);
            }
        }
        balance.classes().forEach(row -> labels.add(row.text("expenditure")));
        labels.addAll(coded.keySet());
        if (labels.isEmpty()) {
            return new Finding.Unmet(REVENUE_AND_EXPENDITURE.id() + " has no 类");
        }
        return new Finding.Compared(labels.stream()
                .map(label -> new Comparison(
                        balance.sum(
                                balance.classes().stream()
                                        .filter(row -> row.text("expenditure").equals(label))
                                        .toList(),
                                AMOUNT),
                        coded.getOrDefault(label, Side.of())))
                .toList());
    }

    /** As the balance prints a 类: by the words of the form, else by its name, else by its code. */
    private static String label(PrintedRow row, BalanceForm form) {
        return form.expenditure().stream()
                .filter(known -> known.function().equals(row.code()))
                .findFirst()
                .map(BalanceForm.ClassRow::label)
                .orElse(row.text("name").isEmpty() ? row.code() : row.text("name"));
    }

    /** 本年支出合计 of 财政拨款收支总表, in the column of an appropriation, is 合计 of its own table. */
    static Finding appropriation(PrintedTables tables, TableId id, String column) {
        return Finding.of(new Comparison(
                tables.byCode(id).total("total"),
                tables.balance(FISCAL_APPROPRIATION).expenditure(BalanceForm::current, column)));
    }

    static Finding basic(PrintedTables tables) {
        return Finding.of(new Comparison(
                tables.byCode(BASIC_EXPENDITURE).total("total"),
                tables.byCode(GENERAL_PUBLIC_BUDGET).total("basic")));
    }

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
                        .map(column -> new Comparison(
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
        Side carried = balance.income(BalanceForm::carried);
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
        Side stated = tables.statements().side(Statements.OPERATING);
        if (stated.missing() != null) {
            return new Finding.Unmet(stated.missing());
        }
        return switch (tables.nature()) {
            case ADMINISTRATIVE ->
                Finding.of(new Comparison(stated, tables.byCode(BASIC_EXPENDITURE).total("operating")));
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
        return Finding.of(new Comparison(
                byFunction.table().sum(functions, "basic"), byEconomic.table().sum(economics, "total")));
    }
}
