package dev.budgetledger.benchmarks.reads;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Statement;

/**
 * A made-up log of transfers, the same each time: half of it in one department of 100 lines or as many as wanted, a tenth of that in the year before,
 * the other half in 2,000 departments of 100. One in a hundred is backdated to any day of the year; the others are effective on
 * the day they are recorded. The one department says of each of 20 projects what it is to attain, {@link #SAID} times through the year.
 */
final class LongLog {

    static final BudgetId BUSY = new BudgetId("301", 2023);
    private static final BudgetId BEFORE = new BudgetId("301", 2022);
    static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);

    private static final int DEPARTMENTS = 2_000;
    private static final int LINES = 100;
    private static final int PROJECTS = 20;
    private static final int SAID = 10;
    private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
    private static final long YEAR_MILLIS = 364L * 24 * 3600 * 1000;

    private final long entries;
    private final int linesOfOne;
    private final Random random = new Random(1);
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private long position;
    private long written;
    private int said;

    /** @param linesOfOne how many lines the one department has, up to 6,900 */
    LongLog(long entries, int linesOfOne) {
        this.entries = entries;
        this.linesOfOne = linesOfOne;
        for (int i = 0; i < Math.max(LINES, linesOfOne); i++) {
            lines.add(new Line(
                    Fund.GENERAL_PUBLIC, Origin.CURRENT, String.valueOf(2010310 + i / 10), Kind.OPERATING, "302" + (10 + i % 10), null));
        }
    }

    /** The fact after the last; opens a department before its first transfer. */
    Envelope next() {
        if (sequences.containsKey(BUSY.stream()) && said < PROJECTS * SAID && written >= entries / (PROJECTS * SAID) * said) {
            return fact(BUSY, statement(said++));
        }
        int chance = random.nextInt(20);
        BudgetId budget =
                chance == 0 ? BEFORE : chance < 10 ? BUSY : new BudgetId("W" + random.nextInt(DEPARTMENTS), 2023);
        if (!sequences.containsKey(budget.stream())) {
            return fact(budget, new Fact.BudgetOpened(new Department(budget.department(), "部门"), budget.fiscalYear(), false));
        }
        int count = budget.department().equals(BUSY.department()) ? linesOfOne : LINES;
        int source = random.nextInt(count);
        Line from = lines.get(source);
        Line to = lines.get((source + 1 + random.nextInt(count - 1)) % count);
        Money amount = Money.ofFen(random.nextInt(1, 1_000_000));
        long day = random.nextInt(100) == 0 ? random.nextInt(365) : written * 364 / entries;
        written += 2;
        Posting posting = new Posting(
                Posting.id(budget.stream(), sequences.get(budget.stream())),
                "石财预〔2023〕1号",
                FIRST_DAY.withYear(budget.fiscalYear()).plusDays(day),
                "调剂",
                List.of(new Entry.OfLine(to, amount), new Entry.OfLine(from, amount.negated())));
        return fact(budget, new Fact.FundsTransferred(posting, null, null));
    }

    private Fact statement(int number) {
        List<Statement.Indicator> indicators = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            indicators.add(new Statement.Indicator("产出指标", "数量指标", "指标" + i, "完成数量", Statement.Operator.AT_LEAST, String.valueOf(number + i), "次", "年度计划"));
        }
        return new Fact.StatementMade("绩效" + number, FIRST_DAY.plusDays(written * 364 / entries), "绩效目标",
                String.valueOf(10 + number % PROJECTS),
                Statement.of(new Statement.Performance(List.of("完成年度任务"), List.of(), List.of(), indicators)));
    }

    private Envelope fact(BudgetId budget, Fact fact) {
        long sequence = sequences.merge(budget.stream(), 1L, Long::sum) - 1;
        return new Envelope(++position, now(), budget.stream(), sequence, "benchmark", fact);
    }

    /** Recorded through the year. */
    Instant now() {
        return START.plusMillis(YEAR_MILLIS / entries * written);
    }

    boolean hasNext() {
        return written < entries;
    }

    long position() {
        return position;
    }
}
