package dev.budgetledger.projection.entries;

/** 状态: what has become of a proposal at a point. */
public enum ProposalState {
    /** 待复核. */
    OPEN,
    /** 已记账. */
    POSTED,
    /** 已退回. */
    REJECTED,
    /** 已撤回. */
    WITHDRAWN,
    /** 已过期: nothing had become of it, and the day on which the point is known is after its last. */
    EXPIRED
}
