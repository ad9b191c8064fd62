package dev.budgetledger.projection.comparison.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.audit.Contribution;
import dev.budgetledger.projection.audit.Page;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.Causes.Cause;
import dev.budgetledger.projection.comparison.CellChange;
import dev.budgetledger.projection.comparison.Changes;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.http.FormParameters;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.EntrySum;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.StreamHistories;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.PlainSums;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.web.UnitParameters;

import static org.assertj.core.api.Assertions.assertThat;

/** Of a log at random, between any two points, every difference is the sum of its parts and of its entries. */
class ChangesTest {

    private static final Templates TEMPLATES = SampleTemplates.all();
    private static final int ALL = 100_000;

    private static List<Envelope> log;
    private static EntryReader reader;
    private static LineSumsReader lineSums;

    private final Random random = new Random(21);
    private final Map<List<Contribution>, Page> pages = new HashMap<>();
    private final Map<List<Object>, List<String>> followed = new HashMap<>();

    @BeforeAll
    static void store() {
        log = SampleLog.random(new Random(3), 250).facts();
        JdbcClient jdbc = new StoredLog(2).facts(log).jdbc();
        reader = new JdbcEntryReader(jdbc);
        lineSums = new StreamHistories(jdbc);
    }

    @Test
    void the_parts_and_the_entries_of_every_cell_come_to_its_difference_and_turn_round_with_it() {
        int changed = 0;
        for (int i = 0; i < 12; i++) {
            Amounts amounts = List.of(Amounts.values()).get(i % 3);
            Basis basis = i % 4 == 0 ? Basis.APPROVED : Basis.ADJUSTED;
            BudgetId to = new BudgetId("D" + random.nextInt(2), 2023);
            BudgetId from = i % 5 == 0 ? SampleLog.nextYear(to) : to;
            BudgetPair compared = new BudgetPair(budget(from, anyPoint(), basis), budget(to, anyPoint(), basis), amounts);
            BudgetPair back = new BudgetPair(compared.to(), compared.from(), amounts);
            for (TableId id : TableId.values()) {
                Map<String, CellChange> backwards = changes(back, id).stream()
                        .collect(Collectors.toMap(each -> each.row() + " " + each.column(), each -> each));
                for (CellChange cell : changes(compared, id)) {
                    CellChange turned = Objects.requireNonNull(backwards.get(cell.row() + " " + cell.column()));
                    assertThat(sum(parts(cell, compared))).as("%s %s", id, cell).isEqualTo(cell.difference());
                    assertThat(page(cell, compared).sum()).as("%s %s", id, cell).isEqualTo(cell.difference());
                    assertThat(byCause(page(cell, compared))).isEqualTo(parts(cell, compared));
                    assertThat(turned.difference()).isEqualTo(cell.difference().negated());
                    assertThat(parts(turned, back)).isEqualTo(negated(parts(cell, compared)));
                    changed += cell.difference().isZero() ? 0 : 1;
                }
                assertThat(backwards).hasSameSizeAs(changes(compared, id));
            }
        }
        assertThat(changed).isGreaterThan(200);
    }

    @Test
    void the_first_entries_of_every_cell_and_the_pages_behind_them_are_all_of_its_entries() {
        int paged = 0;
        int selective = 0;
        for (int i = 0; i < 6; i++) {
            int limit = 2 + i % 3;
            BudgetId to = new BudgetId("D" + random.nextInt(2), 2023);
            BudgetId from = i % 6 == 0 ? SampleLog.nextYear(to) : to;
            BudgetPair compared = new BudgetPair(
                    budget(from, anyPoint(), Basis.ADJUSTED), budget(to, anyPoint(), Basis.ADJUSTED), Amounts.ALL);
            Explainer explaining = new Explainer(reader, compared, null, query(limit), 8 * i);
            for (TableId id : TableId.values()) {
                List<CellChange> cells = changes(compared, id);
                List<ChangesDocument.CellDocument> answered =
                        explaining.explain(cells, Disclosure.table(id, compared.after(), TEMPLATES.of(compared.to().fiscalYear())));
                for (int at = 0; at < cells.size(); at++) {
                    CellChange cell = cells.get(at);
                    List<String> all = places(page(cell, compared));
                    List<String> shown = answered.get(at).contributions().stream()
                            .map(each -> each.posting().position() + "-" + each.ordinal() + " " + each.amount())
                            .toList();

                    assertThat(shown).as("%s %s", id, cell).isEqualTo(all.subList(0, Math.min(limit, all.size())));
                    assertThat(answered.get(at).next() != null).isEqualTo(all.size() > limit);
                    assertThat(following(cell.shares(compared), limit)).as("%s %s", id, cell).isEqualTo(all);
                    paged += all.size() > limit ? 1 : 0;
                    selective += cell.column().equals("incomeAmount") && all.size() > limit ? 1 : 0;
                }
            }
        }
        assertThat(paged).isGreaterThan(150);
        assertThat(selective).isGreaterThan(5);
    }

    /** What {@code next} leads through, page by page. */
    private List<String> following(List<Contribution> shares, int limit) {
        return followed.computeIfAbsent(List.of(limit, shares), _ -> {
            Page page = Page.read(reader, shares, EntryPlace.START, limit);
            List<String> places = new ArrayList<>(places(page));
            while (page.more()) {
                page = Page.read(reader, shares, page.last(), limit);
                places.addAll(places(page));
            }
            return places;
        });
    }

    private static List<String> places(Page page) {
        return page.contributions().stream()
                .map(each -> each.entry().place() + " " + each.amount().toYuan())
                .toList();
    }

    private static ChangesQuery query(int limit) {
        return new ChangesQuery(null, null, null, null, null, null, null, null, null, null,
                new UnitParameters(null, null), new FormParameters(null), new CellsParameters(null, null, null, null, limit),
                new StatementParameters(null, null, null, null), null, null);
    }

    @Test
    void the_parts_of_all_expenditure_are_those_of_going_through_the_whole_log() {
        Map<Cause, Integer> seen = new EnumMap<>(Cause.class);
        for (int i = 0; i < 60; i++) {
            BudgetId id = new BudgetId("D" + random.nextInt(2), 2023);
            BudgetPair compared = new BudgetPair(
                    budget(id, anyPoint(), Basis.ADJUSTED), budget(id, anyPoint(), Basis.ADJUSTED), Amounts.ALL);
            Map<Cause, Money> expected = plainParts(id, compared.from().asOf(), compared.to().asOf());

            List<CellChange> cells = changes(compared, TableId.EXPENDITURE);

            if (!cells.isEmpty()) {
                assertThat(parts(cells.getFirst(), compared)).isEqualTo(expected);
                expected.keySet().forEach(cause -> seen.merge(cause, 1, Integer::sum));
            }
        }
        // Freezing never shows here: what is frozen stays in the expenditure.
        assertThat(seen).hasSize(Cause.values().length - 1).doesNotContainKey(Cause.FREEZING);
    }

    /** What one point counts and the other does not, entry by entry. */
    private static Map<Cause, Money> plainParts(BudgetId budget, AsOf from, AsOf to) {
        Map<Cause, Money> parts = new EnumMap<>(Cause.class);
        for (Envelope envelope : log) {
            if (envelope.stream().equals(budget.stream()) && envelope.fact() instanceof Fact.Posted fact) {
                boolean before = counts(envelope, fact, from);
                boolean after = counts(envelope, fact, to);
                AsOf lacking = before ? to : from;
                LocalDate on = fact.posting().effectiveOn();
                boolean late = !on.isAfter(lacking.effectiveOn())
                        && !on.isAfter(LocalDate.ofInstant(lacking.recordedAsOf().plusSeconds(8 * 3600), ZoneOffset.UTC));
                for (Entry entry : fact.posting().entries()) {
                    boolean ofLine = entry instanceof Entry.OfLine || entry instanceof Entry.OfFrozen;
                    if (before != after && ofLine) {
                        Money amount = after ? entry.amount() : entry.amount().negated();
                        parts.merge(plainCause(fact, late), amount, Money::plus);
                    }
                }
            }
        }
        parts.values().removeIf(Money::isZero);
        return parts;
    }

    private static boolean counts(Envelope envelope, Fact.Posted fact, AsOf asOf) {
        return envelope.position() <= asOf.position() && !fact.posting().effectiveOn().isAfter(asOf.effectiveOn());
    }

    private static Cause plainCause(Fact.Posted fact, boolean late) {
        return switch (fact) {
            case Fact.PostingReversed _ -> Cause.CORRECTION;
            case Fact.Posted _ when late -> Cause.LATE_POSTING;
            case Fact.FundsAllocated _ -> Cause.ALLOCATION;
            case Fact.BudgetAdjusted _ -> Cause.ADJUSTMENT;
            case Fact.FundsTransferred _ -> Cause.TRANSFER;
            case Fact.FundsCarriedForward _ -> Cause.CARRY_FORWARD;
            case Fact.FundsFrozen _, Fact.FundsReleased _ -> Cause.FREEZING;
        };
    }

    private AsOf anyPoint() {
        Instant recordedAsOf = Instant.parse("2023-01-01T20:00:00Z").plusSeconds(86_400L * random.nextInt(400));
        return new AsOf(
                LocalDate.of(2023, 2, 1).plusDays(random.nextInt(360)), recordedAsOf, random.nextInt(60, log.size() + 1));
    }

    private static BudgetAsOf budget(BudgetId id, AsOf asOf, Basis basis) {
        return new BudgetAsOf(
                        new Department(id.department(), "部门"),
                        id.fiscalYear(),
                        false,
                        asOf,
                        basis,
                        List.copyOf(PlainSums.of(log, id, asOf.effectiveOn(), asOf.position(), basis).values()),
                        lineSums.read(id, asOf.position()),
                        SampleBudgets.names())
                .includingEveryLine();
    }

    private static List<CellChange> changes(BudgetPair compared, TableId id) {
        return Changes.of(
                Disclosure.table(id, compared.before(), TEMPLATES.of(compared.from().fiscalYear())),
                Disclosure.table(id, compared.after(), TEMPLATES.of(compared.to().fiscalYear())));
    }

    private Map<Cause, Money> parts(CellChange cell, BudgetPair compared) {
        Map<EntryRange, List<EntrySum>> sums = new HashMap<>();
        compared.stretches().forEach(each -> sums.put(each, compared.sums(each)));
        return cell.parts(compared, sums);
    }

    private Page page(CellChange cell, BudgetPair compared) {
        return pages.computeIfAbsent(
                cell.shares(compared), shares -> Page.read(reader, shares, EntryPlace.START, ALL));
    }

    private static Map<Cause, Money> byCause(Page page) {
        Map<Cause, Money> parts = new EnumMap<>(Cause.class);
        page.contributions().forEach(each -> parts.merge(Cause.of(each), each.amount(), Money::plus));
        parts.values().removeIf(Money::isZero);
        return parts;
    }

    private static Money sum(Map<Cause, Money> parts) {
        return parts.values().stream().reduce(Money.ZERO, Money::plus);
    }

    private static Map<Cause, Money> negated(Map<Cause, Money> parts) {
        Map<Cause, Money> negated = new EnumMap<>(Cause.class);
        parts.forEach((cause, amount) -> negated.put(cause, amount.negated()));
        return negated;
    }
}
