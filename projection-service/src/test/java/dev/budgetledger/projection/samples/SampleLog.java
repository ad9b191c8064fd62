package dev.budgetledger.projection.samples;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.form.Form;

/** A log written by hand or at random. Its clock moves a second at each {@link #tick}; a commit is what lies between. */
public final class SampleLog {

    public static final Instant START = Instant.parse("2023-01-05T01:00:00Z");
    public static final Line STAFF =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PERSONNEL, "30101", null);
    public static final Line MEETING =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010302", Kind.PROJECT, null, "会议");
    public static final Line FUND =
            new Line(Fund.GOVERNMENT_FUND, Origin.CURRENT, "2120801", Kind.PROJECT, null, "征地");
    public static final Line CARRIED = new Line(Fund.OTHER, Origin.CARRIED_OVER, null, Kind.BASIC, null, null);

    private final List<Envelope> facts = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Set<String> reversed = new HashSet<>();
    private Instant now = START;

    /** A ledger of a few departments that post at random, some of it backdated, some of it between two budgets. */
    public static SampleLog random(Random random, int facts) {
        SampleLog log = new SampleLog();
        List<BudgetId> budgets = new ArrayList<>();
        List<Line> lines = List.of(STAFF, MEETING, CARRIED);
        while (log.facts.size() < facts - 1) {
            int what = random.nextInt(18);
            if (budgets.isEmpty() || what == 0) {
                budgets.add(new BudgetId("D" + budgets.size(), 2023));
                log.open(budgets.getLast());
                log.open(nextYear(budgets.getLast()));
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
                    case 6 -> log.freeze(budget, on, line, fen);
                    case 7 -> log.release(budget, on, line, fen);
                    case 8, 9 -> log.carryForward(budget, on, line, fen);
                    case 10 -> log.transfer(budget, budgets.getFirst(), on, line, fen);
                    case 11, 12 -> log.reverse(log.facts.get(random.nextInt(log.facts.size())), random.nextInt(30));
                    default -> log.allocate(budget, on, line, fen);
                }
            }
            if (random.nextInt(3) > 0) {
                log.tick();
            }
        }
        if (log.facts.size() < facts) {
            log.define(2023, "2010302", "一般行政管理事务");
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
        return quiet(Duration.ofSeconds(1));
    }

    /** Nothing is posted for a while. */
    public SampleLog quiet(Duration time) {
        now = now.plus(time);
        return this;
    }

    public Envelope open(BudgetId budget) {
        return open(budget, false);
    }

    public Envelope open(BudgetId budget, boolean comparative) {
        Department department = new Department(budget.department(), "部门 " + budget.department());
        return add(budget.stream(), new Fact.BudgetOpened(department, budget.fiscalYear(), comparative));
    }

    /** A budget of a place. */
    public Envelope open(BudgetId budget, String jurisdiction) {
        Department department = new Department(budget.department(), "部门 " + budget.department());
        return add(budget.stream(), new Fact.BudgetOpened(department, budget.fiscalYear(), false, jurisdiction));
    }

    public Envelope define(int year, String function, String name) {
        return add(
                BudgetId.classificationStream(year),
                new Fact.ClassificationsDefined(
                        year, List.of(new Classification(Classification.Type.FUNCTION, function, name))));
    }

    /** What a budget is, of what it is made. */
    public Envelope define(BudgetId budget, Fact fact) {
        return add(budget.stream(), fact);
    }

    /** 公开表样: a place prescribes a form. */
    public Envelope adopt(Form form) {
        return add(Form.stream(form.id()), new Fact.FormAdopted(form));
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
        return add(budget.stream(), new Fact.FundsTransferred(posting(budget, on, entries), null, null));
    }

    /** 划转: two facts, unless the two departments are one. */
    public void transfer(BudgetId from, BudgetId to, LocalDate on, Line line, long fen) {
        if (!from.equals(to)) {
            between(from, to, on, List.of(new Entry.OfLine(line, Money.ofFen(-fen))),
                    List.of(new Entry.OfLine(line, Money.ofFen(fen))),
                    (posting, other) -> new Fact.FundsTransferred(posting, null, other));
        }
    }

    public static BudgetId nextYear(BudgetId budget) {
        return new BudgetId(budget.department(), budget.fiscalYear() + 1);
    }

    /** 结转 into the next year. */
    public void carryForward(BudgetId budget, LocalDate on, Line line, long fen) {
        between(budget, nextYear(budget), on, List.of(new Entry.OfLine(line, Money.ofFen(-fen))),
                List.of(new Entry.OfLine(carriedOver(line), Money.ofFen(fen), 1)),
                Fact.FundsCarriedForward::new);
    }

    /** The line of the next year into which money of a line is carried. */
    public static Line carriedOver(Line line) {
        return new Line(
                line.fund(), Origin.CARRIED_OVER, line.function(), line.kind(), line.economic(), line.project());
    }

    public Envelope freeze(BudgetId budget, LocalDate on, Line line, long fen) {
        return add(budget.stream(), new Fact.FundsFrozen(posting(budget, on, frozen(line, fen))));
    }

    public Envelope release(BudgetId budget, LocalDate on, Line line, long fen) {
        return add(budget.stream(), new Fact.FundsReleased(posting(budget, on, frozen(line, -fen))));
    }

    /** 冲销 some days after the original, in both budgets if it was in two. Nothing, if it is not to be reversed. */
    public void reverse(Envelope original, int daysLater) {
        if (!(original.fact() instanceof Fact.Posted posted)
                || posted instanceof Fact.PostingReversed
                || !reversed.add(posted.posting().id())) {
            return;
        }
        String counterpart = posted.counterpart();
        Envelope other = facts.stream()
                .filter(each -> each.fact() instanceof Fact.Posted half && half.posting().id().equals(counterpart))
                .findFirst()
                .orElse(null);
        if (other == null) {
            reverse(original, daysLater, null);
        } else {
            reversed.add(String.valueOf(counterpart));
            String otherReversal = Posting.id(other.stream(), sequences.getOrDefault(other.stream(), 0L));
            Envelope half = reverse(original, daysLater, otherReversal);
            reverse(other, daysLater, ((Fact.Posted) half.fact()).posting().id());
        }
    }

    private Envelope reverse(Envelope original, int daysLater, @Nullable String counterpart) {
        Posting posting = ((Fact.Posted) original.fact()).posting();
        String id = Posting.id(original.stream(), sequences.getOrDefault(original.stream(), 0L));
        Posting mirror = new Posting(
                id,
                "冀财预〔2023〕9号",
                posting.effectiveOn().plusDays(daysLater),
                "冲销",
                posting.entries().stream().map(Entry::mirrored).toList());
        String type = FactTypes.nameOf(original.fact());
        return add(original.stream(), new Fact.PostingReversed(mirror, posting.id(), type, counterpart));
    }

    /** Somebody is refused who asked for a budget that is not his. */
    public Envelope refuse(BudgetId budget) {
        return add(Fact.AuthorityRefused.STREAM, new Fact.AuthorityRefused(Fact.AuthorityRefused.Door.HTTP, "Adjust", budget.stream(),
                "NOT_GRANTED", "department", "0".repeat(64), 2, 0));
    }

    public Envelope close(BudgetId budget, LocalDate on) {
        return add(budget.stream(), new Fact.YearClosed("冀财预〔2023〕99号", on, "年终结账"));
    }

    public Envelope publish(BudgetId budget, Fact.DisclosurePublished fact) {
        return add(budget.stream(), fact);
    }

    private void between(BudgetId from, BudgetId to, LocalDate on, List<Entry> out, List<Entry> in,
            BiFunction<Posting, String, Fact> fact) {
        Posting left = posting(from, on, withCounterpart(out, to));
        Posting came = posting(to, on, withCounterpart(in, from));
        add(from.stream(), fact.apply(left, came.id()));
        add(to.stream(), fact.apply(came, left.id()));
    }

    private static List<Entry> withCounterpart(List<Entry> lines, BudgetId other) {
        List<Entry> entries = new ArrayList<>(lines);
        lines.forEach(each -> entries.add(
                new Entry.OfCounterpart(other.stream(), each.fund(), each.amount().negated())));
        return entries;
    }

    private static List<Entry> frozen(Line line, long fen) {
        return List.of(
                new Entry.OfLine(line, Money.ofFen(-fen)), new Entry.OfFrozen(line, Money.ofFen(fen)));
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
