package dev.budgetledger.projection.disclosure.fiscalappropriation;

import dev.budgetledger.projection.disclosure.table.AmountColumns;
import dev.budgetledger.projection.disclosure.table.BalanceForm;
import dev.budgetledger.projection.disclosure.table.BalanceTable;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** 部门预算财政拨款收支总表: the three appropriations only, with what was brought forward by fund. */
public final class FiscalAppropriationTable {

    public static final String ID = "fiscal-appropriation";

    private FiscalAppropriationTable() {}

    public static Table of(BudgetAsOf budget, BalanceForm form) {
        BudgetAsOf appropriations = budget.only(line -> line.fund().isFiscalAppropriation());
        return BalanceTable.of(ID, form, appropriations, AmountColumns.BY_APPROPRIATION);
    }
}
