package dev.budgetledger.projection.disclosure.fund;

import java.util.Map;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.projection.disclosure.table.AmountColumns;
import dev.budgetledger.projection.disclosure.table.ClassifiedForm;
import dev.budgetledger.projection.disclosure.table.ClassifiedTable;
import dev.budgetledger.projection.disclosure.table.Coding;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;

/**
 * 一般公共预算、政府性基金预算、国有资本经营预算财政拨款支出表: the money of one appropriation by function.
 *
 * <p>合计 counts every kind; the form has columns for 基本支出 and 项目支出, the kinds an appropriation normally pays for.
 */
public final class FundTable {

    public static final String GENERAL_PUBLIC = "general-public-budget";
    public static final String GOVERNMENT_FUND = "government-fund";
    public static final String STATE_CAPITAL = "state-capital";

    private static final AmountColumns AMOUNTS = new AmountColumns(Map.of(
            "total", _ -> true,
            "basic", line -> line.kind().isBasic(),
            "project", line -> line.kind() == Kind.PROJECT));

    private FundTable() {}

    public static Table of(String id, Fund fund, BudgetAsOf budget, ClassifiedForm form) {
        BudgetAsOf ofFund = budget.only(line -> line.fund() == fund);
        return ClassifiedTable.of(
                id, form, ofFund, BudgetAsOf::expenditure, Coding.byFunction(budget.names()), AMOUNTS);
    }
}
