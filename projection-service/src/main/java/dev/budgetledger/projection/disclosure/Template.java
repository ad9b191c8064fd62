package dev.budgetledger.projection.disclosure;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.budgetledger.projection.disclosure.basicexpenditure.BasicExpenditureTable;
import dev.budgetledger.projection.disclosure.expenditure.ExpenditureTable;
import dev.budgetledger.projection.disclosure.fiscalappropriation.FiscalAppropriationTable;
import dev.budgetledger.projection.disclosure.fund.FundTable;
import dev.budgetledger.projection.disclosure.revenue.RevenueTable;
import dev.budgetledger.projection.disclosure.revenueandexpenditure.RevenueAndExpenditureTable;
import dev.budgetledger.projection.disclosure.table.BalanceForm;
import dev.budgetledger.projection.disclosure.table.ClassifiedForm;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.threepublic.ThreePublicForm;
import dev.budgetledger.projection.disclosure.threepublic.ThreePublicTable;

/**
 * 公开表格式: the forms of the nine tables from a fiscal year on, {@code disclosure/template-2023.json}.
 *
 * @param comparativeNote the note of every table of a year of which only totals were published
 * @param sameMoney what is checked between tables by code
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
        @JsonProperty(ThreePublicTable.ID) ThreePublicForm threePublic,
        List<SameMoney> sameMoney) {

    /**
     * Money that is budgeted under codes of both classifications, and so must be the same under either.
     *
     * @param function the beginning of its functional codes: a 款 for all of its 项
     * @param economics the economic classes (款) that it buys
     * @param source the paper that says so
     */
    public record SameMoney(String function, List<String> economics, String source) {}

    /** The title of a table. */
    public String title(TableId id) {
        return switch (id) {
            case REVENUE_AND_EXPENDITURE -> revenueAndExpenditure.title();
            case REVENUE -> revenue.title();
            case EXPENDITURE -> expenditure.title();
            case FISCAL_APPROPRIATION -> fiscalAppropriation.title();
            case GENERAL_PUBLIC_BUDGET -> generalPublicBudget.title();
            case BASIC_EXPENDITURE -> basicExpenditure.title();
            case GOVERNMENT_FUND -> governmentFund.title();
            case STATE_CAPITAL -> stateCapital.title();
            case THREE_PUBLIC -> threePublic.title();
        };
    }

    /** The columns of a table. */
    public List<Column> columns(TableId id) {
        return switch (id) {
            case REVENUE_AND_EXPENDITURE -> revenueAndExpenditure.columns();
            case REVENUE -> revenue.columns();
            case EXPENDITURE -> expenditure.columns();
            case FISCAL_APPROPRIATION -> fiscalAppropriation.columns();
            case GENERAL_PUBLIC_BUDGET -> generalPublicBudget.columns();
            case BASIC_EXPENDITURE -> basicExpenditure.columns();
            case GOVERNMENT_FUND -> governmentFund.columns();
            case STATE_CAPITAL -> stateCapital.columns();
            case THREE_PUBLIC -> threePublic.columns();
        };
    }
}
