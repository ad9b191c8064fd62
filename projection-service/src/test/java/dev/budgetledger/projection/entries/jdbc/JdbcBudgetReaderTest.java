package dev.budgetledger.projection.entries.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.PlainSums;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JdbcBudgetReaderTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final BudgetId BUREAU = new BudgetId("302", 2023);
    private static final LocalDate YEAR_END = LocalDate.of(2023, 12, 31);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final Instant LATER = SampleLog.START.plusSeconds(1_000_000);
    private static final Duration NO_TIME = Duration.ZERO;

    private final SampleLog log = new SampleLog();

    @Test
    void a_sum_as_of_any_point_in_both_times_is_what_going_through_all_entries_gives() {
        Random random = new Random(42);
        List<Envelope> facts = SampleLog.random(random, 300).facts();
        BudgetReader reader = stored(facts, 3).reader(LATER, NO_TIME);

        for (int i = 0; i < 300; i++) {
            BudgetId budget = new BudgetId("D" + random.nextInt(4), random.nextInt(3) == 0 ? 2024 : 2023);
            LocalDate effectiveOn = LocalDate.of(2022, 12, 31).plusDays(random.nextInt(366));
            Instant recordedAsOf = SampleLog.START.plusMillis(random.nextInt(200_000) - 1000L);
            Basis basis = random.nextBoolean() ? Basis.APPROVED : Basis.ADJUSTED;

            AsOf asOf = reader.resolve(2023, new AsOfQuestion(effectiveOn, recordedAsOf, null, null));

            assertThat(asOf.position()).isEqualTo(PlainSums.positionBy(facts, recordedAsOf));
            assertThat(reader.read(budget, asOf, basis).map(JdbcBudgetReaderTest::lines).orElse(Map.of()))
                    .as("%s of %s %s", budget, asOf, basis)
                    .isEqualTo(PlainSums.of(facts, budget, effectiveOn, asOf.position(), basis));
        }
    }

    @Test
    void an_empty_log_is_position_zero() {
        BudgetReader reader = new StoredLog(2).reader(LATER, NO_TIME);

        AsOf asOf = reader.resolve(2023, AsOfQuestion.NOW);

        assertThat(asOf).isEqualTo(new AsOf(YEAR_END, Instant.EPOCH, 0));
        assertThat(reader.read(OFFICE, asOf, Basis.ADJUSTED)).isEmpty();
    }

    @Test
    void a_budget_is_there_from_the_position_that_opened_it() {
        log.define(2023, "2010301", "行政运行");
        log.tick().open(OFFICE);
        BudgetReader reader = stored(log.facts(), 1).reader(LATER, NO_TIME);

        assertThat(reader.read(OFFICE, new AsOf(YEAR_END, SampleLog.START, 1), Basis.ADJUSTED)).isEmpty();
        assertThat(reader.read(OFFICE, new AsOf(YEAR_END, SampleLog.START, 2), Basis.ADJUSTED))
                .hasValueSatisfying(budget -> {
                    assertThat(budget.department().name()).isEqualTo("部门 301");
                    assertThat(budget.lines()).isEmpty();
                });
    }

    @Test
    void the_approved_basis_counts_allocations_only() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.adjust(OFFICE, JUNE, SampleLog.STAFF, 30);
        log.transfer(OFFICE, JUNE, SampleLog.STAFF, SampleLog.MEETING, 20);
        BudgetReader reader = stored(log.facts(), 1).reader(LATER, NO_TIME);
        AsOf asOf = reader.resolve(2023, AsOfQuestion.NOW);

        assertThat(sums(reader.read(OFFICE, asOf, Basis.APPROVED).orElseThrow()))
                .isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(100)));
        assertThat(sums(reader.read(OFFICE, asOf, Basis.ADJUSTED).orElseThrow()))
                .isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(110), SampleLog.MEETING, Money.ofFen(20)));
    }

    @Test
    void a_line_that_comes_to_nothing_is_left_out_unless_something_was_allocated_to_it() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.adjust(OFFICE, JANUARY, SampleLog.MEETING, 40);
        log.transfer(OFFICE, JANUARY, SampleLog.MEETING, SampleLog.STAFF, 40);
        log.adjust(OFFICE, JANUARY, SampleLog.STAFF, -140);
        BudgetReader reader = stored(log.facts(), 1).reader(LATER, NO_TIME);

        assertThat(read(reader, OFFICE, YEAR_END).lines()).containsExactly(line(SampleLog.STAFF, 0, 0, 0, 100));
    }

    @Test
    void an_allocation_posted_by_mistake_and_reversed_is_not_in_the_approved_basis() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.reverse(log.allocate(OFFICE, JANUARY, SampleLog.MEETING, 70), 3);
        log.reverse(log.adjust(OFFICE, JUNE, SampleLog.STAFF, 30), 0);
        BudgetReader reader = stored(log.facts(), 1).reader(LATER, NO_TIME);
        AsOf asOf = reader.resolve(2023, AsOfQuestion.NOW);
        AsOf before = reader.resolve(2023, new AsOfQuestion(JANUARY.plusDays(2), null, null, null));

        for (Basis basis : Basis.values()) {
            assertThat(sums(reader.read(OFFICE, asOf, basis).orElseThrow()))
                    .as(basis.name())
                    .isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(100)));
            assertThat(sums(reader.read(OFFICE, before, basis).orElseThrow()))
                    .as("%s before the reversal is effective", basis)
                    .isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(100), SampleLog.MEETING, Money.ofFen(70)));
        }
    }

    @Test
    void a_line_all_of_which_was_carried_out_is_still_there_and_the_next_year_has_it() {
        BudgetId next = SampleLog.nextYear(OFFICE);
        log.open(OFFICE);
        log.open(next);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.carryForward(OFFICE, YEAR_END, SampleLog.STAFF, 100);
        BudgetReader reader = stored(log.facts(), 2).reader(LATER, NO_TIME);

        assertThat(read(reader, OFFICE, YEAR_END).lines()).containsExactly(line(SampleLog.STAFF, 0, 100, 0, 100));
        assertThat(read(reader, OFFICE, JUNE).lines()).containsExactly(line(SampleLog.STAFF, 100, 0, 0, 100));
        assertThat(read(reader, next, LocalDate.of(2024, 1, 1)).lines())
                .containsExactly(line(SampleLog.carriedOver(SampleLog.STAFF), 100, 0, 0, 0));
    }

    @Test
    void a_carry_forward_that_was_reversed_leaves_nothing_behind_in_either_year() {
        BudgetId next = SampleLog.nextYear(OFFICE);
        log.open(OFFICE);
        log.open(next);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.carryForward(OFFICE, YEAR_END, SampleLog.STAFF, 100);
        log.reverse(log.facts().getLast(), 0);
        BudgetReader reader = stored(log.facts(), 2).reader(LATER, NO_TIME);

        assertThat(read(reader, OFFICE, YEAR_END).lines()).containsExactly(line(SampleLog.STAFF, 100, 0, 0, 100));
        assertThat(read(reader, next, YEAR_END).lines()).isEmpty();
    }

    @Test
    void frozen_money_stays_in_the_balance_until_and_after_its_release() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.freeze(OFFICE, JUNE, SampleLog.STAFF, 40);
        log.release(OFFICE, JUNE.plusDays(1), SampleLog.STAFF, 15);
        log.reverse(log.freeze(OFFICE, JUNE.plusDays(2), SampleLog.STAFF, 60), 0);
        BudgetReader reader = stored(log.facts(), 1).reader(LATER, NO_TIME);

        assertThat(read(reader, OFFICE, JANUARY).lines()).containsExactly(line(SampleLog.STAFF, 100, 0, 0, 100));
        assertThat(read(reader, OFFICE, JUNE).lines()).containsExactly(line(SampleLog.STAFF, 100, 0, 40, 100));
        assertThat(read(reader, OFFICE, YEAR_END).lines()).containsExactly(line(SampleLog.STAFF, 100, 0, 25, 100));
    }

    @Test
    void closing_a_year_moves_no_money() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.close(OFFICE, YEAR_END);
        BudgetReader reader = stored(log.facts(), 1).reader(LATER, NO_TIME);

        assertThat(reader.resolve(2023, AsOfQuestion.NOW).position()).isEqualTo(3);
        assertThat(now(reader)).isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(100)));
    }

    @Test
    void a_name_is_the_latest_known_at_the_point() {
        log.open(OFFICE);
        log.define(2023, "2010301", "行政运行");
        log.define(2023, "2010302", "一般行政管理事务");
        log.define(2023, "2010301", "行政运行（改）");
        log.define(2024, "2010301", "another year's");
        BudgetReader reader = stored(log.facts(), 2).reader(LATER, NO_TIME);

        assertThat(functionNames(reader, 3)).isEqualTo(Map.of("2010301", "行政运行", "2010302", "一般行政管理事务"));
        assertThat(functionNames(reader, 5)).isEqualTo(Map.of("2010301", "行政运行（改）", "2010302", "一般行政管理事务"));
    }

    @Test
    void now_does_not_show_what_is_ahead_of_the_slowest_partition() {
        log.open(OFFICE);
        log.open(BUREAU);
        StoredLog stored = new StoredLog(2).facts(log.facts()).watermark(new Watermark(2, log.now()));
        stored.facts(List.of(log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100)));
        BudgetReader reader = stored.reader(LATER, NO_TIME);

        assertThat(reader.resolve(2023, AsOfQuestion.NOW)).isEqualTo(new AsOf(YEAR_END, SampleLog.START, 2));
        assertThat(now(reader)).isEmpty();

        stored.watermark(new Watermark(3, log.now()));
        assertThat(now(stored.reader(LATER, NO_TIME))).isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(100)));
    }

    /** 301 and 302 lie in different partitions of two. */
    @Test
    void now_does_not_fall_between_the_two_facts_of_a_transfer_between_departments() {
        log.open(OFFICE);
        log.open(BUREAU);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        StoredLog stored = new StoredLog(2).facts(log.facts()).watermark(new Watermark(3, log.now()));
        log.tick().transfer(OFFICE, BUREAU, JUNE, SampleLog.STAFF, 30);
        Envelope out = log.facts().get(3);
        Envelope in = log.facts().get(4);
        assertThat(out.recordedAt()).isEqualTo(in.recordedAt());

        // when the half that takes money out has been applied through its position everywhere, and the other not
        stored.facts(List.of(out)).watermarkWithout(OFFICE, new Watermark(4, at(1).minusNanos(1000)));
        BudgetReader half = stored.reader(LATER, NO_TIME);

        assertThat(half.resolve(2023, question(null, 4L)).position()).isEqualTo(4);
        assertThat(half.resolve(2023, AsOfQuestion.NOW)).isEqualTo(new AsOf(YEAR_END, at(0), 3));
        assertThat(sums(read(half, OFFICE, YEAR_END))).isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(100)));
        assertThatThrownBy(() -> half.resolve(2023, new AsOfQuestion(null, null, null, 4L)))
                .isInstanceOf(NotCaughtUpException.class)
                .hasMessageStartingWith("position 4 has not been applied within 0 ms; complete through position 4")
                .hasMessageEndingWith("and position 3");

        stored.facts(List.of(in)).watermark(new Watermark(5, at(1)));
        BudgetReader whole = stored.reader(LATER, NO_TIME);

        assertThat(whole.resolve(2023, new AsOfQuestion(null, null, null, 4L))).isEqualTo(new AsOf(YEAR_END, at(1), 5));
        assertThat(sums(read(whole, OFFICE, YEAR_END))).isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(70)));
        assertThat(sums(read(whole, BUREAU, YEAR_END))).isEqualTo(Map.of(SampleLog.STAFF, Money.ofFen(30)));
    }

    @Test
    void what_now_answered_is_answered_again_whatever_has_come_since() {
        List<Envelope> facts = SampleLog.random(new Random(11), 200).facts();
        StoredLog stored = new StoredLog(3);
        List<AsOf> answers = new ArrayList<>();
        for (int to = 10; to <= facts.size(); to += 10) {
            Instant recordedAt = facts.get(to - 1).recordedAt();
            boolean amidACommit = to < facts.size() && facts.get(to).recordedAt().equals(recordedAt);
            Instant knownAt = amidACommit ? recordedAt.minusNanos(1000) : recordedAt;
            stored.facts(facts.subList(to - 10, to)).watermark(new Watermark(to, knownAt));

            AsOf now = stored.reader(LATER, NO_TIME).resolve(2023, AsOfQuestion.NOW);

            assertThat(now.position()).isEqualTo(PlainSums.positionBy(facts, knownAt));
            answers.add(now);
        }
        BudgetReader reader = stored.reader(LATER, NO_TIME);
        for (AsOf answer : answers) {
            assertThat(reader.resolve(2023, question(answer.recordedAsOf(), answer.position()))).isEqualTo(answer);
            assertThat(reader.resolve(2023, question(answer.recordedAsOf(), null))).isEqualTo(answer);
            assertThat(reader.resolve(2023, question(null, answer.position()))).isEqualTo(answer);
        }
    }

    @Test
    void a_position_names_its_own_instant() {
        BudgetReader reader = threeCommits().reader(LATER, NO_TIME);

        assertThat(reader.resolve(2023, question(null, 2L))).isEqualTo(new AsOf(YEAR_END, at(1), 2));
        assertThat(reader.resolve(2023, question(null, 0L))).isEqualTo(new AsOf(YEAR_END, Instant.EPOCH, 0));
    }

    @Test
    void of_a_position_and_an_instant_the_earlier_decides() {
        BudgetReader reader = threeCommits().reader(LATER, NO_TIME);

        assertThat(reader.resolve(2023, question(at(0), 3L))).isEqualTo(new AsOf(YEAR_END, at(0), 1));
        assertThat(reader.resolve(2023, question(at(2), 2L))).isEqualTo(new AsOf(YEAR_END, at(1), 2));
        assertThat(reader.resolve(2023, question(at(1), 2L))).isEqualTo(new AsOf(YEAR_END, at(1), 2));
    }

    @Test
    void an_instant_takes_in_the_whole_commit_and_not_a_microsecond_more() {
        BudgetReader reader = threeCommits().reader(LATER, NO_TIME);

        assertThat(reader.resolve(2023, question(at(1), null)).position()).isEqualTo(2);
        // A nanosecond less than the commit: PostgreSQL would round it up to the commit itself.
        assertThat(reader.resolve(2023, question(at(1).minusNanos(1), null)).position()).isEqualTo(1);
    }

    @Test
    void an_instant_before_the_first_fact_is_position_zero() {
        BudgetReader reader = threeCommits().reader(LATER, NO_TIME);

        assertThat(reader.resolve(2023, question(at(-1), null))).isEqualTo(new AsOf(YEAR_END, at(-1), 0));
        assertThat(reader.resolve(2023, question(Instant.MIN, null)).position()).isZero();
    }

    @Test
    void an_instant_in_the_future_is_now() {
        BudgetReader reader = threeCommits().reader(LATER, NO_TIME);

        assertThat(reader.resolve(2023, question(LATER.plusSeconds(1), null)))
                .isEqualTo(new AsOf(YEAR_END, at(2), 3));
    }

    @Test
    void an_instant_that_no_watermark_has_passed_is_not_known_until_a_tick_passes_it() {
        StoredLog stored = threeCommits();
        AsOfQuestion question = question(at(50), null);

        assertThatThrownBy(() -> stored.reader(LATER, NO_TIME).resolve(2023, question))
                .isInstanceOf(NotCaughtUpException.class)
                .hasMessageContaining("what was recorded by " + at(50));

        stored.tick(new Watermark(3, at(60)));
        assertThat(stored.reader(LATER, NO_TIME).resolve(2023, question)).isEqualTo(new AsOf(YEAR_END, at(50), 3));
    }

    @Test
    void an_instant_a_little_ahead_is_waited_for_and_one_further_ahead_is_now() throws InterruptedException {
        StoredLog stored = threeCommits();
        BudgetReader reader = stored.reader(at(49), Duration.ofSeconds(30));
        Thread later = Thread.ofVirtual().start(() -> stored.tick(new Watermark(3, at(60))));

        AsOf ahead = reader.resolve(2023, question(at(50), null));

        later.join();
        assertThat(ahead).isEqualTo(new AsOf(YEAR_END, at(50), 3));
        assertThat(reader.resolve(2023, question(at(80), null))).isEqualTo(new AsOf(YEAR_END, at(2), 3));
    }

    @Test
    void a_quiet_day_is_known_to_its_end_and_a_position_in_it_decides_only_where_more_was_recorded() {
        BudgetReader reader = threeCommits().tick(new Watermark(3, at(100_000))).reader(LATER, NO_TIME);

        assertThat(reader.resolve(2023, question(at(90_000), 3L))).isEqualTo(new AsOf(YEAR_END, at(90_000), 3));
        assertThat(reader.resolve(2023, question(at(90_000), 2L))).isEqualTo(new AsOf(YEAR_END, at(1), 2));
        assertThatThrownBy(() -> reader.resolve(2023, question(at(100_001), 3L)))
                .isInstanceOf(NotCaughtUpException.class);
    }

    @Test
    void every_point_is_resolved_to_itself() {
        Random random = new Random(5);
        List<Envelope> facts = SampleLog.random(random, 200).facts();
        BudgetReader reader = stored(facts, 3).reader(LATER, NO_TIME);

        for (int i = 0; i < 150; i++) {
            Instant instant = SampleLog.START.plusNanos(random.nextLong(-1_000_000_000L, 200_000_000_000L));
            AsOf asOf = reader.resolve(2023, question(
                    random.nextInt(3) == 0 ? null : instant,
                    random.nextInt(3) == 0 ? null : random.nextLong(facts.size() + 1)));

            assertThat(reader.resolve(2023, new AsOfQuestion(
                    asOf.effectiveOn(), asOf.recordedAsOf(), asOf.position(), null))).isEqualTo(asOf);
        }
    }

    @Test
    void a_position_not_yet_applied_is_not_caught_up() {
        BudgetReader reader = threeCommits().reader(LATER, Duration.ofMillis(60));

        assertThatThrownBy(() -> reader.resolve(2023, question(null, 4L))).isInstanceOf(NotCaughtUpException.class);
        assertThatThrownBy(() -> reader.resolve(2023, new AsOfQuestion(null, null, null, 4L)))
                .isInstanceOf(NotCaughtUpException.class)
                .hasMessageStartingWith("position 4 has not been applied within 60 ms; complete through position 3");
        assertThatThrownBy(() -> reader.resolve(2023, new AsOfQuestion(null, at(0), null, 4L)))
                .isInstanceOf(NotCaughtUpException.class);
    }

    @Test
    void a_reader_that_waits_is_answered_when_the_position_has_been_applied() throws InterruptedException {
        StoredLog stored = threeCommits();
        BudgetReader reader = stored.reader(LATER, Duration.ofSeconds(30));
        Thread later = Thread.ofVirtual().start(() -> stored.facts(List.of(log.tick().open(BUREAU)))
                .watermark(new Watermark(4, log.now())));

        AsOf asOf = reader.resolve(2023, new AsOfQuestion(JUNE, null, null, 4L));

        later.join();
        assertThat(asOf).isEqualTo(new AsOf(JUNE, at(3), 4));
    }

    @Test
    void any_date_can_be_asked_for() {
        BudgetReader reader = threeCommits().reader(LATER, NO_TIME);

        assertThat(reader.read(OFFICE, new AsOf(LocalDate.MAX, at(2), 3), Basis.ADJUSTED).orElseThrow().lines())
                .hasSize(1);
        assertThat(reader.read(OFFICE, new AsOf(LocalDate.MIN, at(2), 3), Basis.ADJUSTED).orElseThrow().lines())
                .isEmpty();
    }

    /** Positions 1, 2 and 3, a second apart, and a watermark. */
    private StoredLog threeCommits() {
        log.open(OFFICE);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.tick().adjust(OFFICE, JUNE, SampleLog.STAFF, 50);
        return new StoredLog(1).facts(log.facts()).watermark(new Watermark(3, at(2)));
    }

    private static StoredLog stored(List<Envelope> facts, int partitions) {
        return new StoredLog(partitions).facts(facts).watermark(new Watermark(facts.size(), LATER));
    }

    private static Instant at(int seconds) {
        return SampleLog.START.plusSeconds(seconds);
    }

    private static AsOfQuestion question(@Nullable Instant recordedAsOf, @Nullable Long position) {
        return new AsOfQuestion(null, recordedAsOf, position, null);
    }

    private static Map<Line, Money> now(BudgetReader reader) {
        return sums(reader.read(OFFICE, reader.resolve(2023, AsOfQuestion.NOW), Basis.ADJUSTED).orElseThrow());
    }

    private static Map<Line, Money> sums(BudgetAsOf budget) {
        return budget.lines().stream().collect(Collectors.toMap(LineBalance::line, LineBalance::balance));
    }

    private static Map<Line, LineBalance> lines(BudgetAsOf budget) {
        return budget.lines().stream().collect(Collectors.toMap(LineBalance::line, each -> each));
    }

    private static LineBalance line(Line line, long balance, long carriedOut, long frozen, long approved) {
        return new LineBalance(line, Money.ofFen(balance), Money.ofFen(carriedOut), Money.ofFen(frozen), Money.ofFen(approved));
    }

    private static BudgetAsOf read(BudgetReader reader, BudgetId budget, LocalDate effectiveOn) {
        AsOf asOf = reader.resolve(budget.fiscalYear(), new AsOfQuestion(effectiveOn, null, null, null));
        return reader.read(budget, asOf, Basis.ADJUSTED).orElseThrow();
    }

    private static Map<String, String> functionNames(BudgetReader reader, long position) {
        return reader.read(OFFICE, new AsOf(YEAR_END, LATER, position), Basis.ADJUSTED)
                .orElseThrow()
                .names()
                .all(Classification.Type.FUNCTION);
    }
}
