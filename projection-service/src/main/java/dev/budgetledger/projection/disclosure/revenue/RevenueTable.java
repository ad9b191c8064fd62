package dev.budgetledger.projection.disclosure.revenue;

import java.util.Map;
import java.util.function.Predicate;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.disclosure.table.AmountColumns;
import dev.budgetledger.projection.disclosure.table.ClassifiedForm;
import dev.budgetledger.projection.disclosure.table.ClassifiedTable;
import dev.budgetledger.projection.disclosure.table.Coding;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;

/**
 * 部门预算收入总表: by function, where the money comes from. 合计 = 本年收入小计 + 上年结转; 财政拨款收入 is the three
 * appropriations of this year. What was carried out into the next year was income of this one.
 */
public final class RevenueTable {

    public static final String ID = "revenue";

    private static final AmountColumns AMOUNTS = new AmountColumns(Map.of(
            "total", _ -> true,
            "currentYear", line -> line.origin() == Origin.CURRENT,
            "fiscalAppropriation", line -> line.origin() == Origin.CURRENT && line.fund().isFiscalAppropriation(),
            "fiscalSpecialAccount", current(Fund.FISCAL_SPECIAL_ACCOUNT),
            "institution", current(Fund.INSTITUTION),
            "institutionBusiness", current(Fund.INSTITUTION_BUSINESS),
            "superiorSubsidy", current(Fund.SUPERIOR_SUBSIDY),
            "subordinateRemittance", current(Fund.SUBORDINATE_REMITTANCE),
            "other", current(Fund.OTHER),
            "carriedOver", line -> line.origin() == Origin.CARRIED_OVER));

    private RevenueTable() {}

    public static Table of(BudgetAsOf budget, ClassifiedForm form) {
        return ClassifiedTable.of(ID, form, budget, BudgetAsOf::income, Coding.byFunction(budget.names()), AMOUNTS);
    }

    private static Predicate<Line> current(Fund fund) {
        return line -> line.origin() == Origin.CURRENT && line.fund() == fund;
    }
}
