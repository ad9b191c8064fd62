package dev.budgetledger.projection.disclosure.revenueandexpenditure;

import java.util.Map;

import dev.budgetledger.projection.disclosure.table.AmountColumns;
import dev.budgetledger.projection.disclosure.table.BalanceForm;
import dev.budgetledger.projection.disclosure.table.BalanceTable;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** 部门预算收支总表: all money of the department, where it comes from and what it is for. */
public final class RevenueAndExpenditureTable {

    public static final String ID = "revenue-and-expenditure";

    private static final AmountColumns AMOUNTS = new AmountColumns(Map.of("expenditureAmount", _ -> true));

    private RevenueAndExpenditureTable() {}

    public static Table of(BudgetAsOf budget, BalanceForm form) {
        return BalanceTable.of(ID, form, budget, AMOUNTS);
    }
}
