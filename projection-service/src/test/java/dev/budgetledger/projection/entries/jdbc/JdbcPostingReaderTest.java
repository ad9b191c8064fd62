package dev.budgetledger.projection.entries.jdbc;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Lateness;
import dev.budgetledger.projection.entries.PostingFilter;
import dev.budgetledger.projection.entries.PostingReader;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.PostingReader.Positions;
import dev.budgetledger.projection.entries.PostingSummary;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.VariedLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is looked for, all pages together are what going through all postings finds. */
class JdbcPostingReaderTest {

    private static final int ROUNDS = 200;
    private static final Random RANDOM = new Random(79);

    private static List<Envelope> log;
    private static StoredLog stored;

    @BeforeAll
    static void givenALogOfMoreThanAYear() {
        Random random = new Random(20);
        SampleLog sample = SampleLog.random(random, 700);
        for (int i = 0; i < 1200; i++) { // entries of these stand by line
            BudgetId budget = new BudgetId("D" + random.nextInt(3) / 2, 2023);
            LocalDate day = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(365));
            switch (random.nextInt(4)) {
                case 0 -> sample.transfer(budget, day, SampleLog.STAFF, SampleLog.MEETING, 1 + random.nextInt(5));
                case 1 -> sample.adjust(budget, day, SampleLog.STAFF, 1 + random.nextInt(5));
                default -> sample.allocate(budget, day, random.nextInt(9) == 0 ? SampleLog.CARRIED : SampleLog.MEETING, 1 + random.nextInt(5));
            }
            if (i % 9 == 0) {
                sample.tick();
            }
        }
        log = VariedLog.of(sample, random);
        stored = new StoredLog(3).facts(log);
    }

    @Test
    void all_pages_together_are_what_a_plain_filter_finds() {
        int found = 0;
        int several = 0;
        for (int round = 0; round < ROUNDS; round++) {
            BudgetId budget = new BudgetId("D" + RANDOM.nextInt(3), 2023 + RANDOM.nextInt(2));
            AsOf asOf = new AsOf(LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(500)), log.getLast().recordedAt(), position(budget));
            PostingFilter filter = filter();
            Order order = RANDOM.nextBoolean() ? Order.NEWEST : Order.OLDEST;
            List<Long> expected = plain(budget, asOf, filter, order);

            List<Long> paged = pages(new JdbcPostingReader(stored.jdbc(), 1 + RANDOM.nextInt(200)), budget, asOf, filter, order, 1 + RANDOM.nextInt(40));

            assertThat(paged).as("%s %s %s", budget, filter, order).isEqualTo(expected);
            found += expected.isEmpty() ? 0 : 1;
            several += expected.size() > 15 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(ROUNDS / 4);
        assertThat(several).isGreaterThan(ROUNDS / 10);
    }

    /** As far as entries stand by line, and behind that. */
    @Test
    void whatever_posting_of_a_line_a_search_begins_at_it_is_the_first_that_is_found() {
        PostingReader reader = new JdbcPostingReader(stored.jdbc());
        BudgetId budget = new BudgetId("D0", 2023);
        PostingFilter ofLine = new PostingFilter(null, null, null, null, null, null, null, SampleLog.STAFF::equals, null, null, null);
        List<Long> all = plain(budget, asOf(log.size()), ofLine, Order.OLDEST);
        assertThat(all).hasSizeGreaterThan(300);

        for (int i = 0; i < all.size(); i++) {
            long position = all.get(i);
            assertThat(reader.find(budget, asOf(position), ofLine, Order.NEWEST, OptionalLong.empty(), 2).positions())
                    .isEqualTo(all.subList(Math.max(0, i - 1), i + 1).reversed());
            assertThat(reader.find(budget, asOf(log.size()), ofLine, Order.OLDEST, OptionalLong.of(position - 1), 2).positions())
                    .isEqualTo(all.subList(i, Math.min(i + 2, all.size())));
        }
    }

    private static AsOf asOf(long position) {
        return new AsOf(LocalDate.of(2024, 12, 31), log.getLast().recordedAt(), position);
    }

    @Test
    void a_budget_became_another_with_each_fact_or_with_some_at_even_distances() {
        PostingReader reader = new JdbcPostingReader(stored.jdbc());
        BudgetId budget = new BudgetId("D0", 2023);
        long through = log.size() - 50L;
        List<PostingReader.Recorded> all = log.stream().filter(each -> each.stream().equals(budget.stream()) && each.position() <= through)
                .map(each -> new PostingReader.Recorded(each.position(), each.recordedAt())).toList();

        assertThat(all).hasSizeGreaterThan(30);
        assertThat(reader.recorded(budget, through, all.size())).isEqualTo(all);
        assertThat(reader.recorded(budget, through, 1000)).isEqualTo(all);
        assertThat(reader.recorded(budget, through, 7)).hasSize(7).isSubsetOf(all).startsWith(all.getFirst()).endsWith(all.getLast());
        assertThat(reader.recorded(budget, all.getFirst().position(), 7)).containsExactly(all.getFirst());
        assertThat(all).allSatisfy(each ->
                assertThat(reader.recorded(budget, each.position(), 3)).startsWith(all.getFirst()).endsWith(each));
        assertThat(reader.recorded(budget, all.getFirst().position() - 1, 7)).isEmpty();
        assertThat(reader.recorded(new BudgetId("X", 2023), through, 7)).isEmpty();
    }

    @Test
    void what_was_reversed_leads_to_its_reversal() {
        PostingReader reader = new JdbcPostingReader(stored.jdbc());
        int reversals = 0;
        for (Envelope each : log) {
            if (each.fact() instanceof Fact.PostingReversed) {
                PostingSummary row = PostingSummary.of(each).orElseThrow();
                BudgetId budget = BudgetId.ofStream(each.stream());
                long reversed = Objects.requireNonNull(row.reverses());

                assertThat(reader.reversalOf(budget, reversed, each.position())).contains(each.position());
                assertThat(reader.reversalOf(budget, reversed, each.position() - 1)).isEmpty();
                reversals++;
            }
        }
        assertThat(reversals).isGreaterThan(20);
    }

    private static List<Long> pages(PostingReader reader, BudgetId budget, AsOf asOf, PostingFilter filter, Order order, int limit) {
        List<Long> all = new ArrayList<>();
        OptionalLong after = OptionalLong.empty();
        do {
            Positions page = reader.find(budget, asOf, filter, order, after, limit);
            assertThat(page.positions()).hasSizeLessThanOrEqualTo(limit);
            assertThat(page.next()).isNotEqualTo(after.isEmpty() ? OptionalLong.of(-1) : after);
            all.addAll(page.positions());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    private static List<Long> plain(BudgetId budget, AsOf asOf, PostingFilter filter, Order order) {
        List<Long> found = log.stream()
                .filter(each -> each.stream().equals(budget.stream()) && each.position() <= asOf.position())
                .filter(each -> PostingSummary.of(each).filter(row -> matches(row, each, asOf, filter)).isPresent())
                .map(Envelope::position)
                .toList();
        return order == Order.OLDEST ? found : found.reversed();
    }

    private static boolean matches(PostingSummary row, Envelope envelope, AsOf asOf, PostingFilter filter) {
        PostingFilter.Document document = filter.document();
        return !row.effectiveOn().isAfter(asOf.effectiveOn())
                && (document == null || (document.prefix() ? row.documentNo().startsWith(document.text()) : row.documentNo().equals(document.text())))
                && within(row.effectiveOn(), filter.effectiveFrom(), filter.effectiveTo())
                && within(row.recordedOn(), filter.recordedFrom(), filter.recordedTo())
                && within(row.amount(), filter.amountFrom(), filter.amountTo())
                && (filter.postedBy() == null || filter.postedBy().equals(row.postedBy()))
                && (filter.type() == null || filter.type() == row.type())
                && (filter.lateness() == null || filter.lateness() == row.lateness())
                && (filter.lines() == null || ((Fact.Posted) envelope.fact()).posting().entries().stream().anyMatch(each -> isOf(each, filter.lines())));
    }

    private static boolean isOf(Entry entry, Predicate<Line> lines) {
        return switch (entry) {
            case Entry.OfLine(Line line, _, _) -> lines.test(line);
            case Entry.OfFrozen(Line line, _) -> lines.test(line);
            case Entry.OfSource _, Entry.OfCounterpart _ -> false;
        };
    }

    private static <T extends Comparable<? super T>> boolean within(T value, @Nullable T from, @Nullable T to) {
        return (from == null || value.compareTo(from) >= 0) && (to == null || value.compareTo(to) <= 0);
    }

    /** Any, or just that of a posting of the budget. */
    private static long position(BudgetId budget) {
        List<Long> own = log.stream().filter(each -> each.stream().equals(budget.stream())).map(Envelope::position).toList();
        return RANDOM.nextBoolean() ? RANDOM.nextLong(log.size() + 1) : own.get(RANDOM.nextInt(own.size()));
    }

    private static PostingFilter filter() {
        return new PostingFilter(
                sometimes(() -> RANDOM.nextBoolean()
                        ? new PostingFilter.Document(VariedLog.documentNo(RANDOM), false)
                        : new PostingFilter.Document(VariedLog.documentNo(RANDOM).substring(0, 1 + RANDOM.nextInt(3)), true)),
                sometimes(() -> LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(300))),
                sometimes(() -> LocalDate.of(2023, 3, 1).plusDays(RANDOM.nextInt(400))),
                sometimes(() -> LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(300))),
                sometimes(() -> LocalDate.of(2023, 3, 1).plusDays(RANDOM.nextInt(400))),
                sometimes(() -> VariedLog.PEOPLE.get(RANDOM.nextInt(VariedLog.PEOPLE.size()))),
                sometimes(() -> List.of(PostingType.values()).get(RANDOM.nextInt(PostingType.values().length))),
                RANDOM.nextInt(3) == 0 ? List.of(SampleLog.STAFF, SampleLog.MEETING, SampleLog.CARRIED).get(RANDOM.nextInt(3))::equals : null,
                sometimes(() -> Money.ofFen(RANDOM.nextInt(4))),
                sometimes(() -> Money.ofFen(2 + RANDOM.nextInt(4))),
                sometimes(() -> List.of(Lateness.values()).get(RANDOM.nextInt(3))));
    }

    private static <T> @Nullable T sometimes(Supplier<T> value) {
        return RANDOM.nextInt(6) == 0 ? value.get() : null;
    }
}
