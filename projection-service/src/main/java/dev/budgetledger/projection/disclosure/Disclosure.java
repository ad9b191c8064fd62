package dev.budgetledger.projection.disclosure;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.disclosure.basicexpenditure.BasicExpenditureTable;
import dev.budgetledger.projection.disclosure.expenditure.ExpenditureTable;
import dev.budgetledger.projection.disclosure.fiscalappropriation.FiscalAppropriationTable;
import dev.budgetledger.projection.disclosure.fund.FundTable;
import dev.budgetledger.projection.disclosure.revenue.RevenueTable;
import dev.budgetledger.projection.disclosure.revenueandexpenditure.RevenueAndExpenditureTable;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.threepublic.ThreePublicTable;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** Makes disclosure tables: a pure function of a budget at an as-of point and the year's template. */
public final class Disclosure {

    private Disclosure() {}

    /** The table, its amounts exact to the fen. */
    public static Table table(TableId id, BudgetAsOf budget, Template forms) {
        Table table = switch (id) {
            case REVENUE_AND_EXPENDITURE -> RevenueAndExpenditureTable.of(budget, forms.revenueAndExpenditure());
            case REVENUE -> RevenueTable.of(budget, forms.revenue());
            case EXPENDITURE -> ExpenditureTable.of(budget, forms.expenditure());
            case FISCAL_APPROPRIATION -> FiscalAppropriationTable.of(budget, forms.fiscalAppropriation());
            case GENERAL_PUBLIC_BUDGET ->
                FundTable.of(id.id(), Fund.GENERAL_PUBLIC, budget, forms.generalPublicBudget());
            case BASIC_EXPENDITURE -> BasicExpenditureTable.of(budget, forms.basicExpenditure());
            case GOVERNMENT_FUND -> FundTable.of(id.id(), Fund.GOVERNMENT_FUND, budget, forms.governmentFund());
            case STATE_CAPITAL -> FundTable.of(id.id(), Fund.STATE_CAPITAL, budget, forms.stateCapital());
            case THREE_PUBLIC -> ThreePublicTable.of(budget, forms.threePublic());
        };
        return budget.comparative() ? table.withNote(forms.comparativeNote()) : table;
    }
}
