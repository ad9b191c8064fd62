package dev.budgetledger.verifier;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import dev.budgetledger.verifier.Balances.LineMoney;

/**
 * 部门预算 at a point: what tables are made of.
 *
 * @param position the last fact whose names count
 */
record Budget(List<LineMoney> lines, Names names, long position, String unit) {

    Budget only(Predicate<Line> wanted) {
        return with(lines.stream().filter(each -> wanted.test(each.line())).toList());
    }

    /** The same with other lines. */
    Budget with(List<LineMoney> others) {
        return new Budget(others, names, position, unit);
    }

    String name(Names.Classification of, String code) {
        return names.of(of, code, position);
    }

    /** A cell: an amount of those lines that count. Nothing stands there if money may count that says no kind. */
    String print(ToLongFunction<LineMoney> amount, Predicate<Line> counts, boolean shortest) {
        long sum = 0;
        for (LineMoney each : lines) {
            List<Line> any = each.line().ofAnyKind();
            if (any.stream().allMatch(counts)) {
                sum = Math.addExact(sum, amount.applyAsLong(each));
            } else if (any.stream().anyMatch(counts) && amount.applyAsLong(each) != 0) {
                return "";
            }
        }
        return Yuan.print(sum, unit, shortest);
    }

    /** Whether one of these lines has something of an amount, though together they may have nothing. */
    boolean has(ToLongFunction<LineMoney> amount) {
        return lines.stream().anyMatch(each -> amount.applyAsLong(each) != 0);
    }
}
