package dev.budgetledger.projection.disclosure.basicexpenditure;

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
 * 部门预算一般公共预算财政拨款基本支出表: basic expenditure of 一般公共预算 by economic class.
 *
 * <p>Basic expenditure whose split was not published counts in 合计 only.
 */
public final class BasicExpenditureTable {

    public static final String ID = "basic-expenditure";

    private static final AmountColumns AMOUNTS = new AmountColumns(Map.of(
            "total", _ -> true,
            "personnel", line -> line.kind() == Kind.PERSONNEL,
            "operating", line -> line.kind() == Kind.OPERATING));

    private BasicExpenditureTable() {}

    public static Table of(BudgetAsOf budget, ClassifiedForm form) {
        BudgetAsOf basic = budget.only(line -> line.fund() == Fund.GENERAL_PUBLIC && line.kind().isBasic());
        return ClassifiedTable.of(
                ID, form, basic, BudgetAsOf::expenditure, Coding.byEconomic(budget.names()), AMOUNTS);
    }
}
