package dev.budgetledger.projection.disclosure;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.budgetledger.projection.disclosure.basicexpenditure.BasicExpenditureTable;
import dev.budgetledger.projection.disclosure.expenditure.ExpenditureTable;
import dev.budgetledger.projection.disclosure.fiscalappropriation.FiscalAppropriationTable;
import dev.budgetledger.projection.disclosure.fund.FundTable;
import dev.budgetledger.projection.disclosure.revenue.RevenueTable;
import dev.budgetledger.projection.disclosure.revenueandexpenditure.RevenueAndExpenditureTable;
import dev.budgetledger.projection.disclosure.table.BalanceForm;
import dev.budgetledger.projection.disclosure.table.ClassifiedForm;
import dev.budgetledger.projection.disclosure.threepublic.ThreePublicForm;
import dev.budgetledger.projection.disclosure.threepublic.ThreePublicTable;

/**
 * 公开表格式: the forms of the nine tables from a fiscal year on, {@code disclosure/template-2023.json}.
 *
 * @param comparativeNote the note of every table of a year of which only totals were published
 */
public record Template(
        int fiscalYear,
        String comparativeNote,
        @JsonProperty(RevenueAndExpenditureTable.ID) BalanceForm revenueAndExpenditure,
        @JsonProperty(RevenueTable.ID) ClassifiedForm revenue,
        @JsonProperty(ExpenditureTable.ID) ClassifiedForm expenditure,
        @JsonProperty(FiscalAppropriationTable.ID) BalanceForm fiscalAppropriation,
        @JsonProperty(FundTable.GENERAL_PUBLIC) ClassifiedForm generalPublicBudget,
        @JsonProperty(BasicExpenditureTable.ID) ClassifiedForm basicExpenditure,
        @JsonProperty(FundTable.GOVERNMENT_FUND) ClassifiedForm governmentFund,
        @JsonProperty(FundTable.STATE_CAPITAL) ClassifiedForm stateCapital,
        @JsonProperty(ThreePublicTable.ID) ThreePublicForm threePublic) {}
