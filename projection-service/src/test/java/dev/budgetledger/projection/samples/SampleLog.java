package dev.budgetledger.projection.samples;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
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

/** A log written by hand or at random. Its clock moves a second at each {@link #tick}; a commit is what lies between. */
public final class SampleLog {

    public static final Instant START = Instant.parse("2023-01-05T01:00:00Z");
    public static final Line STAFF =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PERSONNEL, "30101", null);
    public static final Line MEETING =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010302", Kind.PROJECT, null, "会议");
    public static final Line CARRIED = new Line(Fund.OTHER, Origin.CARRIED_OVER, null, Kind.BASIC, null, null);

    private final List<Envelope> facts = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private Instant now = START;

    /** A ledger of a few departments that post at random, some of it backdated. */
    public static SampleLog random(Random random, int facts) {
        SampleLog log = new SampleLog();
        List<BudgetId> budgets = new ArrayList<>();
        List<Line> lines = List.of(STAFF, MEETING, CARRIED);
        while (log.facts.size() < facts) {
            int what = random.nextInt(12);
            if (budgets.isEmpty() || what == 0) {
                budgets.add(new BudgetId("D" + budgets.size(), 2023));
                log.open(budgets.getLast());
            } else if (what == 1) {
                log.define(2023, "2010301", "行政运行 " + log.facts.size());
            } else {
                BudgetId budget = budgets.get(random.nextInt(budgets.size()));
                LocalDate on = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(365));
                Line line = lines.get(random.nextInt(lines.size()));
                long fen = random.nextLong(1, 6);
                switch (what) {
                    case 2, 3 -> log.adjust(budget, on, line, random.nextBoolean() ? fen : -fen);
                    case 4, 5 -> log.transfer(budget, on, STAFF, MEETING, fen);
                    default -> log.allocate(budget, on, line, fen);
                }
            }
            if (random.nextInt(3) > 0) {
                log.tick();
            }
        }
        return log;
    }

    public List<Envelope> facts() {
        return List.copyOf(facts);
    }

    public long lastPosition() {
        return facts.size();
    }

    public Instant now() {
        return now;
    }

    /** The next commit is a second later. */
    public SampleLog tick() {
        now = now.plusSeconds(1);
        return this;
    }

    public Envelope open(BudgetId budget) {
        Department department = new Department(budget.department(), "部门 " + budget.department());
        return add(budget.stream(), new Fact.BudgetOpened(department, budget.fiscalYear(), false));
    }

    public Envelope define(int year, String function, String name) {
        return add(
                BudgetId.classificationStream(year),
                new Fact.ClassificationsDefined(
                        year, List.of(new Classification(Classification.Type.FUNCTION, function, name))));
    }

    public Envelope allocate(BudgetId budget, LocalDate on, Line line, long fen) {
        return add(budget.stream(), new Fact.FundsAllocated(posting(budget, on, fromSource(line, fen))));
    }

    public Envelope adjust(BudgetId budget, LocalDate on, Line line, long fen) {
        return add(budget.stream(), new Fact.BudgetAdjusted(posting(budget, on, fromSource(line, fen))));
    }

    public Envelope transfer(BudgetId budget, LocalDate on, Line from, Line to, long fen) {
        List<Entry> entries =
                List.of(new Entry.OfLine(to, Money.ofFen(fen)), new Entry.OfLine(from, Money.ofFen(-fen)));
        return add(budget.stream(), new Fact.FundsTransferred(posting(budget, on, entries), null));
    }

    private static List<Entry> fromSource(Line line, long fen) {
        return List.of(
                new Entry.OfLine(line, Money.ofFen(fen)), new Entry.OfSource(line.fund(), Money.ofFen(-fen)));
    }

    private Posting posting(BudgetId budget, LocalDate on, List<Entry> entries) {
        String id = Posting.id(budget.stream(), sequences.getOrDefault(budget.stream(), 0L));
        return new Posting(id, "冀财预〔2023〕1号", on, "年初批复", entries);
    }

    private Envelope add(String stream, Fact fact) {
        long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
        Envelope envelope = new Envelope(facts.size() + 1L, now, stream, sequence, "treasury", fact);
        facts.add(envelope);
        return envelope;
    }
}
