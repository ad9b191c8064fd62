package dev.budgetledger.projection.entries;

/** 口径: which entries a table counts. */
public enum Basis {
    /** 年初批复: allocations only, less those reversed. */
    APPROVED,
    /** 变动后: everything. */
    ADJUSTED;

    boolean counts(Operation operation) {
        return this == ADJUSTED || operation == Operation.ALLOCATION;
    }
}
