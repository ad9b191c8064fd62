package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/**
 * 指标累计: what the entries of a line up to some position add up to, whatever day is asked for.
 *
 * @param entries how many
 * @param parts together all of them, each entry in one
 */
public record LineSums(Line line, long entries, List<DaySums> parts) {

    public LineSums {
        parts = List.copyOf(parts);
    }

    /** Those of the same line together. */
    LineSums plus(LineSums other) {
        return new LineSums(line, entries + other.entries, Stream.concat(parts.stream(), other.parts.stream()).toList());
    }

    /** The line as of an effective date. */
    public LineBalance balance(LocalDate effectiveOn, Basis basis) {
        Money balance = Money.ZERO;
        Money carriedOut = Money.ZERO;
        Money frozen = Money.ZERO;
        Money approved = Money.ZERO;
        for (Map.Entry<EntryKind, Money> each : between(LocalDate.MIN, effectiveOn).entrySet()) {
            Operation operation = each.getKey().operation();
            if (basis.counts(operation)) {
                Money sum = each.getValue();
                balance = balance.plus(sum);
                carriedOut = operation == Operation.CARRY_OUT ? carriedOut.plus(sum.negated()) : carriedOut;
                frozen = each.getKey().frozen() ? frozen.plus(sum) : frozen;
                approved = Basis.APPROVED.counts(operation) ? approved.plus(sum) : approved;
            }
        }
        return new LineBalance(line, balance, carriedOut, frozen, approved);
    }

    /** The sums of those effective after a day and up to another, by kind, none of them zero. */
    Map<EntryKind, Money> between(LocalDate after, LocalDate through) {
        long[] byCode = new long[EntryKind.COUNT];
        parts.forEach(part -> part.addBetween(after, through, byCode));
        Map<EntryKind, Money> sums = new HashMap<>();
        for (int code = 0; code < byCode.length; code++) {
            if (byCode[code] != 0) {
                sums.put(EntryKind.ofCode(code), Money.ofFen(byCode[code]));
            }
        }
        return sums;
    }
}
