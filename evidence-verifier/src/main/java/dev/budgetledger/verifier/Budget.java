package dev.budgetledger.verifier;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import dev.budgetledger.verifier.Balances.LineMoney;

/** 部门预算 at the point asked for: what tables are made of. */
record Budget(List<LineMoney> lines, Names names, String unit) {

    Budget only(Predicate<Line> wanted) {
        return new Budget(lines.stream().filter(each -> wanted.test(each.line())).toList(), names, unit);
    }

    /** The sum of an amount of those lines that count, in fen. */
    long sum(ToLongFunction<LineMoney> amount, Predicate<Line> counts) {
        long sum = 0;
        for (LineMoney each : lines) {
            if (counts.test(each.line())) {
                sum = Math.addExact(sum, amount.applyAsLong(each));
            }
        }
        return sum;
    }

    /** Whether one of these lines has something of an amount, though together they may have nothing. */
    boolean has(ToLongFunction<LineMoney> amount, Predicate<Line> counts) {
        return lines.stream().anyMatch(each -> counts.test(each.line()) && amount.applyAsLong(each) != 0);
    }
}
