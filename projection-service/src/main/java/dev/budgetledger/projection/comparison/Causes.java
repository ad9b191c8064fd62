package dev.budgetledger.projection.comparison;

import java.util.EnumMap;
import java.util.Map;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.audit.Page.ContributingEntry;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.Operation;

/** 构成: what makes a difference in two dimensions: by which operation, and how much of that was recorded late 补记. */
public final class Causes {

    private final Map<Cause, Part> parts = new EnumMap<>(Cause.class);

    /**
     * What an operation makes of a difference.
     *
     * @param total all of it
     * @param late the part that the point that lacks it should have had
     */
    public record Part(Money total, Money late) {

        static final Part NOTHING = new Part(Money.ZERO, Money.ZERO);

        Part plus(Money amount, boolean isLate) {
            return new Part(total.plus(amount), isLate ? late.plus(amount) : late);
        }

        boolean isNothing() {
            return total.isZero() && late.isZero();
        }
    }

    /** Adds what entries that are alike make of it. */
    void add(EntrySum sum, Money amount) {
        Cause operation = Cause.ofOperation(sum.operation(), sum.reversal());
        parts.put(operation, parts.getOrDefault(operation, Part.NOTHING).plus(amount, sum.late()));
    }

    /** By operation, those that are nothing left out. */
    public Map<Cause, Part> parts() {
        Map<Cause, Part> made = new EnumMap<>(parts);
        made.values().removeIf(Part::isNothing);
        return made;
    }

    /** All of it. */
    public Money total() {
        return parts.values().stream().map(Part::total).reduce(Money.ZERO, Money::plus);
    }

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
}
