package dev.budgetledger.projection.comparison;

import java.util.EnumMap;
import java.util.Map;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.EntrySum;

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
}
