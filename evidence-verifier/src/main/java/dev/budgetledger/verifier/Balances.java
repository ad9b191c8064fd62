package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** 指标余额: adds up what counts at the point asked for, line by line. */
final class Balances {

    private final Point point;
    private final Map<Line, Sums> sums = new HashMap<>();

    Balances(Point point) {
        this.point = point;
    }

    /**
     * What is asked for.
     *
     * @param approved whether only what was approved counts
     */
    record Point(int fiscalYear, LocalDate effectiveOn, boolean approved) {}

    private static final class Sums {
        private long balance;
        private long carriedOut;
        private long frozen;
        private long approved;
    }

    /**
     * 预算指标 and its money, in fen.
     *
     * @param balance frozen or free, without what was carried out
     * @param carriedOut 年终结转
     * @param approved 年初批复: what was allocated
     * @param mark of its amounts
     */
    record LineMoney(Line line, long balance, long carriedOut, long approved, long mark) {

        LineMoney(Line line, long balance, long carriedOut, long approved) {
            this(line, balance, carriedOut, approved, ThreadLocalRandom.current().nextLong());
        }

        /** Whether it has something, or had something to carry out, whatever was allocated to it. */
        boolean hasAny() {
            return balance != 0 || carriedOut != 0;
        }

        /** Drawn by lot, so that of sums of amounts only those of the same ones have the same sum of marks. */
        long mark(Selector.Side side) {
            return switch (side) {
                case INCOME -> mark;
                case EXPENDITURE -> mark << 1;
                case CARRIED_OUT -> mark << 2;
                case APPROVED -> mark << 3;
            };
        }

        long of(Selector.Side side) {
            return switch (side) {
                case INCOME -> Math.addExact(balance, carriedOut);
                case EXPENDITURE -> balance;
                case CARRIED_OUT -> carriedOut;
                case APPROVED -> approved;
            };
        }
    }

    void add(PostedFact posted) {
        boolean allocates = posted.type().equals(PostedFact.ALLOCATED);
        boolean counts = !posted.effectiveOn().isAfter(point.effectiveOn())
                && (!point.approved() || allocates);
        boolean out = posted.carriesOutOf(point.fiscalYear());
        for (PostedFact.Entry entry : posted.entries()) {
            Line line = entry.line();
            if (line != null) {
                Sums sum = sums.computeIfAbsent(line, key -> new Sums());
                if (counts) {
                    sum.balance = Math.addExact(sum.balance, entry.fen());
                    sum.carriedOut = out ? Math.subtractExact(sum.carriedOut, entry.fen()) : sum.carriedOut;
                    sum.approved = allocates ? Math.addExact(sum.approved, entry.fen()) : sum.approved;
                    sum.frozen = entry.isFrozen() ? Math.addExact(sum.frozen, entry.fen()) : sum.frozen;
                }
            }
        }
    }

    /**
     * The lines that were ever posted to, each with the part of its money that is asked for.
     *
     * @param amounts all, frozen or free
     */
    List<LineMoney> lines(String amounts) {
        return lines(amounts, line -> true);
    }

    /** Of these the lines that have something or had something to carry out: earlier releases knew no others. */
    List<LineMoney> linesLeft(String amounts) {
        return lines(amounts, sum -> sum.balance != 0 || sum.carriedOut != 0 || sum.frozen != 0);
    }

    private List<LineMoney> lines(String amounts, Predicate<Sums> wanted) {
        List<LineMoney> lines = new ArrayList<>();
        sums.forEach((line, sum) -> {
            if (wanted.test(sum)) {
                lines.add(switch (amounts) {
                    case "frozen" -> new LineMoney(line, sum.frozen, 0, 0);
                    case "free" -> new LineMoney(line, Math.subtractExact(sum.balance, sum.frozen), sum.carriedOut, sum.approved);
                    default -> new LineMoney(line, sum.balance, sum.carriedOut, sum.approved);
                });
            }
        });
        return lines;
    }
}
