package dev.budgetledger.projection.entries;

import dev.budgetledger.contract.Money;

/** 收支口径: which entries of a line a cell counts, and so which of its amounts. */
public enum Side {
    /** 收入: what the line was given, whether it is still here or was carried out. */
    INCOME,
    /** 支出: what the line is to spend this year, without what was carried out. */
    EXPENDITURE,
    /** 年终结转结余: what was carried out of the line. */
    CARRIED_OUT,
    /** 年初预算数: what was allocated to the line, whatever became of that. */
    APPROVED;

    /** This amount of a line. */
    Money of(LineBalance line) {
        return switch (this) {
            case INCOME -> line.income();
            case EXPENDITURE -> line.balance();
            case CARRIED_OUT -> line.carriedOut();
            case APPROVED -> line.approved();
        };
    }

    /** How often an entry of the line counts: once, not at all, or turned round. */
    int weight(Operation operation) {
        boolean out = operation == Operation.CARRY_OUT;
        return switch (this) {
            case INCOME -> out ? 0 : 1;
            case EXPENDITURE -> 1;
            case CARRIED_OUT -> out ? -1 : 0;
            case APPROVED -> Basis.APPROVED.counts(operation) ? 1 : 0;
        };
    }
}
