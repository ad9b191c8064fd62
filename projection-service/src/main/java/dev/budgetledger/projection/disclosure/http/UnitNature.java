package dev.budgetledger.projection.disclosure.http;

/** 单位性质, as a publication says it of its unit. */
public enum UnitNature {
    /** 行政. */
    ADMINISTRATIVE,
    /** 事业. */
    INSTITUTION
}
