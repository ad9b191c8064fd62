package dev.budgetledger.projection.disclosure.expenditure;

import java.util.Map;

import dev.budgetledger.contract.Kind;
import dev.budgetledger.projection.disclosure.table.AmountColumns;
import dev.budgetledger.projection.disclosure.table.ClassifiedForm;
import dev.budgetledger.projection.disclosure.table.ClassifiedTable;
import dev.budgetledger.projection.disclosure.table.Coding;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** 部门预算支出总表: all money to be spent this year, by function and kind of expenditure. */
public final class ExpenditureTable {

    public static final String ID = "expenditure";

    private static final AmountColumns AMOUNTS = new AmountColumns(Map.of(
            "total", _ -> true,
            "basic", line -> line.kind().isBasic(),
            "project", line -> line.kind() == Kind.PROJECT,
            "business", line -> line.kind() == Kind.BUSINESS,
            "remittance", line -> line.kind() == Kind.REMITTANCE,
            "subsidy", line -> line.kind() == Kind.SUBSIDY));

    private ExpenditureTable() {}

    public static Table of(BudgetAsOf budget, ClassifiedForm form) {
        return ClassifiedTable.of(
                ID, form, budget, BudgetAsOf::expenditure, Coding.byFunction(budget.names()), AMOUNTS);
    }
}
