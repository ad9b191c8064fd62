package dev.budgetledger.projection.disclosure;

import java.util.Arrays;
import java.util.Optional;

import dev.budgetledger.projection.disclosure.basicexpenditure.BasicExpenditureTable;
import dev.budgetledger.projection.disclosure.expenditure.ExpenditureTable;
import dev.budgetledger.projection.disclosure.fiscalappropriation.FiscalAppropriationTable;
import dev.budgetledger.projection.disclosure.fund.FundTable;
import dev.budgetledger.projection.disclosure.revenue.RevenueTable;
import dev.budgetledger.projection.disclosure.revenueandexpenditure.RevenueAndExpenditureTable;
import dev.budgetledger.projection.disclosure.threepublic.ThreePublicTable;

/** The nine 部门预算公开表 in the order of the printed disclosure. */
public enum TableId {
    /** 收支总表. */
    REVENUE_AND_EXPENDITURE(RevenueAndExpenditureTable.ID),
    /** 收入总表. */
    REVENUE(RevenueTable.ID),
    /** 支出总表. */
    EXPENDITURE(ExpenditureTable.ID),
    /** 财政拨款收支总表. */
    FISCAL_APPROPRIATION(FiscalAppropriationTable.ID),
    /** 一般公共预算财政拨款支出表. */
    GENERAL_PUBLIC_BUDGET(FundTable.GENERAL_PUBLIC),
    /** 一般公共预算财政拨款基本支出表. */
    BASIC_EXPENDITURE(BasicExpenditureTable.ID),
    /** 政府性基金预算财政拨款支出表. */
    GOVERNMENT_FUND(FundTable.GOVERNMENT_FUND),
    /** 国有资本经营预算财政拨款支出表. */
    STATE_CAPITAL(FundTable.STATE_CAPITAL),
    /** 财政拨款“三公”经费支出表. */
    THREE_PUBLIC(ThreePublicTable.ID);

    private final String id;

    TableId(String id) {
        this.id = id;
    }

    /** The id in addresses and answers, {@code three-public}. */
    public String id() {
        return id;
    }

    /** The table of an id, if there is one. */
    public static Optional<TableId> of(String id) {
        return Arrays.stream(values()).filter(table -> table.id.equals(id)).findFirst();
    }
}
