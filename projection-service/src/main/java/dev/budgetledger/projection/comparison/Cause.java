package dev.budgetledger.projection.comparison;

import dev.budgetledger.projection.audit.ContributingEntry;
import dev.budgetledger.projection.entries.Operation;

/** 变动原因: the part of a difference that an entry belongs to, one and only one; the first that fits, from the top. */
public enum Cause {
    /** 冲销: a reversal posted it, whatever it reverses and whenever it was recorded. */
    CORRECTION,
    /** 补记: it counted by the day of the point that lacks it, but was recorded only later. */
    LATE_POSTING,
    /** 下达/批复. */
    ALLOCATION,
    /** 追加/追减. */
    ADJUSTMENT,
    /** 调剂 and 划转. */
    TRANSFER,
    /** 结转, out of this year or into it. */
    CARRY_FORWARD,
    /** 冻结 and 解冻; it moves a cell only where frozen and free money are distinguished. */
    FREEZING;

    static Cause of(Operation operation, boolean reversal, boolean late) {
        if (reversal) {
            return CORRECTION;
        }
        if (late) {
            return LATE_POSTING;
        }
        return switch (operation) {
            case ALLOCATION -> ALLOCATION;
            case ADJUSTMENT -> ADJUSTMENT;
            case TRANSFER -> TRANSFER;
            case CARRY_OUT, CARRY_IN -> CARRY_FORWARD;
            case FREEZE -> FREEZING;
        };
    }

    /** The same, whenever it was recorded: lateness is told beside it. */
    static Cause ofOperation(Operation operation, boolean reversal) {
        return of(operation, reversal, false);
    }

    /** That of an entry, by the part that it belongs to. */
    public static Cause of(ContributingEntry contribution) {
        return of(contribution.entry().operation(), contribution.entry().reversal(), contribution.isLate());
    }
}
