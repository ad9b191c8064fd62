package dev.budgetledger.contract;

/** 来源: whether the money was given for this year or carried into it. */
public enum Origin {
    /** 本年. */
    CURRENT,
    /** 上年结转. */
    CARRIED_OVER
}
