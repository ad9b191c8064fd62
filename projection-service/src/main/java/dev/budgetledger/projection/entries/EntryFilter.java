package dev.budgetledger.projection.entries;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/**
 * 取数: which entries an amount is the sum of, and how each of them counts.
 *
 * @param weights by line; a line that is not there has no entries in it
 */
public record EntryFilter(Map<Line, Weight> weights, Basis basis, Amounts amounts) {

    /**
     * How often an entry counts. A total over both 支出 and 年终结转 counts what was carried out not at all: it left the
     * one and came to the other.
     *
     * @param allocated an entry of an allocation
     * @param carriedOut an entry that carries out
     * @param others any other
     */
    public record Weight(int allocated, int carriedOut, int others) {

        Weight plus(Weight other) {
            return new Weight(allocated + other.allocated, carriedOut + other.carriedOut, others + other.others);
        }

        Weight negated() {
            return new Weight(-allocated, -carriedOut, -others);
        }

        /** How often an entry of an operation counts. */
        public int of(Operation operation) {
            return operation == Operation.ALLOCATION ? allocated : operation == Operation.CARRY_OUT ? carriedOut : others;
        }
    }

    public EntryFilter {
        weights = Map.copyOf(weights);
    }

    /** The entries behind the sum of some amounts of lines. */
    public static EntryFilter of(List<LineAmount> sum, Basis basis, Amounts amounts) {
        Map<Line, Weight> weights = new HashMap<>();
        for (LineAmount each : sum) {
            Side side = each.side();
            weights.merge(each.line(),
                    new Weight(side.weight(Operation.ALLOCATION), side.weight(Operation.CARRY_OUT), side.weight(Operation.TRANSFER)),
                    Weight::plus);
        }
        return new EntryFilter(weights, basis, amounts);
    }

    /** The entries behind what this amount has more than another, on the same basis and of the same money. */
    public EntryFilter minus(EntryFilter other) {
        Map<Line, Weight> both = new HashMap<>(weights);
        other.weights.forEach((line, weight) -> both.merge(line, weight.negated(), Weight::plus));
        return new EntryFilter(both, basis, amounts);
    }

    /** What an entry adds to the amount; zero if it is not one of them. */
    public Money of(PostedEntry entry) {
        return of(entry.line(), entry.operation(), entry.frozen(), entry.amount());
    }

    /** What entries that are alike add to the amount. */
    public Money of(EntrySum sum) {
        return of(sum.line(), sum.operation(), sum.frozen(), sum.amount());
    }

    /** Whether entries of a kind may be among them, on whichever line. */
    public boolean counts(EntryKind kind) {
        return counts(kind.operation(), kind.frozen());
    }

    private boolean counts(Operation operation, boolean frozen) {
        return basis.counts(operation) && amounts.counts(frozen);
    }

    private Money of(Line line, Operation operation, boolean frozen, Money amount) {
        Weight weight = weights.get(line);
        if (weight == null || !counts(operation, frozen)) {
            return Money.ZERO;
        }
        return Money.ofFen(Math.multiplyExact(weight.of(operation), amount.fen()));
    }
}
