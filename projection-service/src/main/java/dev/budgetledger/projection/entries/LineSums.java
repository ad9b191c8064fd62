package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

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
        long[] sums = between(DaySums.bounds(LocalDate.MIN, effectiveOn), 0);
        long balance = 0;
        long carriedOut = 0;
        long frozen = 0;
        long approved = 0;
        for (int code = 0; code < sums.length; code++) {
            EntryKind kind = EntryKind.ofCode(code);
            Operation operation = kind.operation();
            if (sums[code] != 0 && basis.counts(operation)) {
                balance = Math.addExact(balance, sums[code]);
                carriedOut = operation == Operation.CARRY_OUT ? Math.subtractExact(carriedOut, sums[code]) : carriedOut;
                frozen = kind.frozen() ? Math.addExact(frozen, sums[code]) : frozen;
                approved = Basis.APPROVED.counts(operation) ? Math.addExact(approved, sums[code]) : approved;
            }
        }
        return new LineBalance(line, Money.ofFen(balance), Money.ofFen(carriedOut), Money.ofFen(frozen), Money.ofFen(approved));
    }

    /**
     * What there is since there was as much as in others of the line.
     *
     * @param days bounds of stretches of days
     * @return of each stretch the sums by kind, none of them zero
     */
    List<Map<EntryKind, Money>> since(@Nullable LineSums earlier, LocalDate... days) {
        long[] bounds = DaySums.bounds(days);
        int alike = earlier == null ? 0 : partsAlike(earlier);
        long[] sums = between(bounds, alike);
        if (earlier != null) {
            long[] before = earlier.between(bounds, alike);
            for (int i = 0; i < sums.length; i++) {
                sums[i] = Math.subtractExact(sums[i], before[i]);
            }
        }
        List<Map<EntryKind, Money>> stretches = new ArrayList<>(bounds.length - 1);
        for (int from = 0; from < sums.length; from += EntryKind.COUNT) {
            stretches.add(byKind(sums, from));
        }
        return stretches;
    }

    /** How many parts both begin with. Those that are read often are the very same. */
    @SuppressWarnings("ReferenceEquality") // to compare what they say takes as long as adding it up
    private int partsAlike(LineSums other) {
        int alike = 0;
        while (alike < parts.size() && alike < other.parts.size() && parts.get(alike) == other.parts.get(alike)) {
            alike++;
        }
        return alike;
    }

    /** Of each stretch, one after the other, the sums by kind. */
    private long[] between(long[] bounds, int fromPart) {
        long[] sums = new long[(bounds.length - 1) * EntryKind.COUNT];
        for (int i = fromPart; i < parts.size(); i++) {
            parts.get(i).addBetween(bounds, sums);
        }
        return sums;
    }

    private static Map<EntryKind, Money> byKind(long[] sums, int from) {
        Map<EntryKind, Money> byKind = new HashMap<>();
        for (int code = 0; code < EntryKind.COUNT; code++) {
            if (sums[from + code] != 0) {
                byKind.put(EntryKind.ofCode(code), Money.ofFen(sums[from + code]));
            }
        }
        return byKind;
    }
}
