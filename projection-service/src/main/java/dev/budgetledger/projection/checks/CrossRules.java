package dev.budgetledger.projection.checks;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.budgetledger.projection.disclosure.TableId;
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
                new Equation(revenue.total("total"), balance.income(BalanceForm::all)),
                new Equation(revenue.total("currentYear"), balance.income(BalanceForm::current)),
                new Equation(revenue.total("carriedOver"), balance.income(BalanceForm::carried)));
    }

    /** Expenditure is net of what was carried out: 支出总表 against 本年支出合计, not 支出总计. */
    static Finding expenditureTotal(PrintedTables tables) {
        return Finding.of(new Equation(
                tables.byCode(EXPENDITURE).total("total"),
                tables.balance(REVENUE_AND_EXPENDITURE).expenditure(BalanceForm::current, AMOUNT)));
    }

    /** So the two totals differ by what was carried out. */
    static Finding revenueOfExpenditure(PrintedTables tables) {
        return Finding.of(new Equation(
                tables.byCode(REVENUE).total("total"),
                tables.byCode(EXPENDITURE).total("total")
                        .plus(tables.balance(REVENUE_AND_EXPENDITURE).expenditure(BalanceForm::carried, AMOUNT))));
    }

    /** Each 类, told by its words on the balance. */
    static Finding classes(PrintedTables tables) {
        ByCode expenditure = tables.byCode(EXPENDITURE);
        Balance balance = tables.balance(REVENUE_AND_EXPENDITURE);
        Map<String, EquationSide> coded = new LinkedHashMap<>();
        Set<String> labels = new LinkedHashSet<>();
        for (PrintedRow row : expenditure.table().rows()) {
            if (row.code().length() == ByCode.CLASS || expenditure.unpublished().contains(row)) {
                coded.merge(
                        label(row, balance.form()), expenditure.table().sum(List.of(row), "total"), EquationSide::plus);
            }
        }
        balance.classes().forEach(row -> labels.add(row.text("expenditure")));
        labels.addAll(coded.keySet());
        if (labels.isEmpty()) {
            return new Finding.Unmet(REVENUE_AND_EXPENDITURE.id() + " has no 类");
        }
        return new Finding.Compared(labels.stream()
                .map(label -> new Equation(
                        balance.sum(
                                balance.classes().stream()
                                        .filter(row -> row.text("expenditure").equals(label))
                                        .toList(),
                                AMOUNT),
                        coded.getOrDefault(label, EquationSide.of())))
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
        return Finding.of(new Equation(
                tables.byCode(id).total("total"),
                tables.balance(FISCAL_APPROPRIATION).expenditure(BalanceForm::current, column)));
    }

    static Finding basic(PrintedTables tables) {
        return Finding.of(new Equation(
                tables.byCode(BASIC_EXPENDITURE).total("total"),
                tables.byCode(GENERAL_PUBLIC_BUDGET).total("basic")));
    }
}
