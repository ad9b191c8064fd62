package dev.budgetledger.projection.entries;

/** 金额口径: which money of its lines a table shows. */
public enum Amounts {
    /** All of it. */
    ALL,
    /** 冻结: only what is frozen. */
    FROZEN,
    /** 可用: only what may be moved. */
    FREE;

    boolean counts(boolean frozen) {
        return switch (this) {
            case ALL -> true;
            case FROZEN -> frozen;
            case FREE -> !frozen;
        };
    }
}
