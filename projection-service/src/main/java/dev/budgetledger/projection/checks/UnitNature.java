package dev.budgetledger.projection.checks;

/** 单位性质, as a publication says it of its unit. */
enum UnitNature {
    /** 行政. */
    ADMINISTRATIVE,
    /** 事业. */
    INSTITUTION
}
