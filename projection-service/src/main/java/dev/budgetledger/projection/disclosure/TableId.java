package dev.budgetledger.projection.disclosure;

import java.util.Arrays;
import java.util.Optional;

/** The nine 部门预算公开表 in the order of the printed disclosure. */
public enum TableId {
    /** 收支总表. */
    REVENUE_AND_EXPENDITURE("revenue-and-expenditure"),
    /** 收入总表. */
    REVENUE("revenue"),
    /** 支出总表. */
    EXPENDITURE("expenditure"),
    /** 财政拨款收支总表. */
    FISCAL_APPROPRIATION("fiscal-appropriation"),
    /** 一般公共预算财政拨款支出表. */
    GENERAL_PUBLIC_BUDGET("general-public-budget"),
    /** 一般公共预算财政拨款基本支出表. */
    BASIC_EXPENDITURE("basic-expenditure"),
    /** 政府性基金预算财政拨款支出表. */
    GOVERNMENT_FUND("government-fund"),
    /** 国有资本经营预算财政拨款支出表. */
    STATE_CAPITAL("state-capital"),
    /** 财政拨款“三公”经费支出表. */
    THREE_PUBLIC("three-public");

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
