package dev.budgetledger.contract;

/** 操作: an operation that moves money, as rules and proposals name it. */
public enum PostingType {
    /** 下达/批复. */
    ALLOCATE,
    /** 追加/追减. */
    ADJUST,
    /** 调剂, 划转. */
    TRANSFER,
    /** 冻结. */
    FREEZE,
    /** 解冻. */
    RELEASE,
    /** 结转. */
    CARRY_FORWARD,
    /** 冲销. */
    REVERSE;

    /** What a fact that moves money was posted as. */
    public static PostingType of(Fact.Posted fact) {
        if (fact instanceof Fact.FundsAllocated) {
            return ALLOCATE;
        } else if (fact instanceof Fact.BudgetAdjusted) {
            return ADJUST;
        } else if (fact instanceof Fact.FundsTransferred) {
            return TRANSFER;
        } else if (fact instanceof Fact.FundsFrozen) {
            return FREEZE;
        } else if (fact instanceof Fact.FundsReleased) {
            return RELEASE;
        } else if (fact instanceof Fact.FundsCarriedForward) {
            return CARRY_FORWARD;
        }
        return REVERSE;
    }
}
