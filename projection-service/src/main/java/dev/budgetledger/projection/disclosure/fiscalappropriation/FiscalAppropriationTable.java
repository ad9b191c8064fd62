package dev.budgetledger.projection.disclosure.fiscalappropriation;

import java.util.List;

import dev.budgetledger.projection.disclosure.table.AmountColumns;
import dev.budgetledger.projection.disclosure.table.BalanceForm;
import dev.budgetledger.projection.disclosure.table.BalanceTable;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;

/** 部门预算财政拨款收支总表: the three appropriations only, with what was brought forward by fund. */
public final class FiscalAppropriationTable {

    public static final String ID = "fiscal-appropriation";

    private FiscalAppropriationTable() {}

    public static Table of(BudgetAsOf budget, BalanceForm form) {
        List<LineAmount> lines = budget.lines().stream()
                .filter(line -> line.line().fund().isFiscalAppropriation())
                .toList();
        return BalanceTable.of(ID, form, lines, budget.names(), AmountColumns.BY_APPROPRIATION);
    }
}
