package dev.budgetledger.projection.entries.jdbc;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.NoProposals;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SampleProposals;

import static org.assertj.core.api.Assertions.assertThat;

/** A budget with what is proposed is one in which the same was posted. */
class ProposedBudgetsTest {

    private static final Random RANDOM = new Random(96);
    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final BudgetId BUREAU = new BudgetId("302", 2023);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final LocalDate YEAR_END = LocalDate.of(2023, 12, 31);

    /** A log, and one in which what waits in the first was posted at once. */
    private record Twins(SampleLog proposed, SampleLog posted, List<BudgetId> budgets, Set<String> reversed) {

        static Twins random(long seed) {
            SampleLog one = SampleLog.random(new Random(seed), 150);
            List<BudgetId> budgets = one.facts().stream().filter(each -> each.fact() instanceof Fact.BudgetOpened)
                    .map(each -> BudgetId.ofStream(each.stream())).toList();
            Set<String> reversed = one.facts().stream()
                    .flatMap(each -> each.fact() instanceof Fact.PostingReversed back ? List.of(back.reverses()).stream() : List.<String>of().stream())
                    .collect(Collectors.toSet());
            return new Twins(one, SampleLog.random(new Random(seed), 150), budgets, new HashSet<>(reversed));
        }

        /** Proposes something, and posts the same to the other log, if it stays open. */
        void next() {
            List<BudgetId> ofYear = budgets.stream().filter(each -> each.fiscalYear() == 2023).toList();
            BudgetId budget = ofYear.get(RANDOM.nextInt(ofYear.size()));
            BudgetId other = ofYear.get(RANDOM.nextInt(ofYear.size()));
            LocalDate on = LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(365));
            long fen = 1_000 + proposed.lastPosition();
            int end = RANDOM.nextInt(5);
            boolean stays = end > 2;
            switch (RANDOM.nextInt(8)) {
                case 0 -> {
                    propose(budget, SampleProposals.adding(on, -fen), end);
                    posted(stays, () -> posted.adjust(budget, on, SampleLog.MEETING, -fen));
                }
                case 1 -> {
                    propose(budget, SampleProposals.ofLine(PostingType.ALLOCATE, on, SampleLog.STAFF, fen), end);
                    posted(stays, () -> posted.allocate(budget, on, SampleLog.STAFF, fen));
                }
                case 2 -> {
                    propose(budget, SampleProposals.ofLine(PostingType.FREEZE, on, SampleLog.STAFF, fen), end);
                    posted(stays, () -> posted.freeze(budget, on, SampleLog.STAFF, fen));
                }
                case 3 -> {
                    propose(budget, SampleProposals.ofLine(PostingType.RELEASE, on, SampleLog.STAFF, fen), end);
                    posted(stays, () -> posted.release(budget, on, SampleLog.STAFF, fen));
                }
                case 4 -> {
                    propose(budget, SampleProposals.ofLine(PostingType.CARRY_FORWARD, on, SampleLog.MEETING, fen), end);
                    posted(stays, () -> posted.carryForward(budget, on, SampleLog.MEETING, fen));
                }
                case 5 -> {
                    propose(budget, SampleProposals.moving(on, fen, null), end);
                    posted(stays, () -> posted.transfer(budget, on, SampleLog.MEETING, SampleLog.STAFF, fen));
                }
                case 6 -> {
                    if (!budget.equals(other)) {
                        propose(budget, SampleProposals.moving(on, fen, other.department()), end);
                        posted(stays, () -> posted.transfer(budget, other, on, SampleLog.MEETING, fen));
                    }
                }
                default -> reverse(proposed.facts().get(RANDOM.nextInt(150)), end);
            }
            proposed.tick();
            posted.tick();
        }

        private void reverse(Envelope original, int end) {
            if (original.fact() instanceof Fact.Posted fact && !(fact instanceof Fact.PostingReversed) && reversed.add(fact.posting().id())) {
                String counterpart = fact.counterpart();
                if (counterpart == null || reversed.add(counterpart)) {
                    propose(BudgetId.ofStream(original.stream()),
                            SampleProposals.reversing(fact.posting().effectiveOn().plusDays(3), fact.posting().id()), end);
                    posted(end > 2, () -> posted.reverse(original, 3));
                }
            }
        }

        private static void posted(boolean stays, Runnable post) {
            if (stays) {
                post.run();
            }
        }

        /** Some are sent back, some taken back, some expire, and some stay open, some of these approved once. */
        private void propose(BudgetId budget, ProposedPosting said, int end) {
            SampleProposals proposals = new SampleProposals(proposed);
            LocalDate day = Envelope.dayOf(proposed.now());
            String id = proposals.propose(budget, said, end == 0 ? day.minusDays(1) : day.plusDays(30));
            switch (end) {
                case 0, 3 -> {}
                case 1 -> proposals.reject(budget, id);
                case 2 -> proposals.withdraw(budget, id);
                default -> proposals.approve(budget, id, "王");
            }
        }
    }

    @RepeatedTest(6)
    void each_budget_is_what_it_would_be_if_what_waits_had_been_posted() {
        Twins twins = Twins.random(RANDOM.nextLong());
        for (int i = 0; i < 60; i++) {
            twins.next();
        }
        StoredLog waiting = new StoredLog(2).facts(twins.proposed.facts());
        StoredLog done = new StoredLog(2).facts(twins.posted.facts());
        BudgetReader posted = waiting.reader(twins.proposed.now(), Duration.ZERO);

        int changed = 0;
        for (BudgetId budget : twins.budgets) {
            for (Basis basis : Basis.values()) {
                LocalDate on = LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(400));
                AsOf point = new AsOf(on, twins.proposed.now(), twins.proposed.lastPosition());
                BudgetAsOf included = NoProposals.butThoseOf(waiting, posted).read(budget, point, basis).orElseThrow();
                BudgetAsOf expected = done.reader(twins.posted.now(), Duration.ZERO)
                        .read(budget, new AsOf(on, twins.posted.now(), twins.posted.lastPosition()), basis).orElseThrow();

                assertThat(new HashSet<>(included.lines())).as("%s %s %s", budget, on, basis).isEqualTo(new HashSet<>(expected.lines()));
                BudgetAsOf without = posted.read(budget, point, basis).orElseThrow();
                assertThat(without.proposed()).isNull();
                changed += new HashSet<>(included.lines()).equals(new HashSet<>(without.lines())) ? 0 : 1;
                if (on.isAfter(YEAR_END)) {
                    assertThat(entries(included)).isEqualTo(entries(expected));
                }
            }
        }
        assertThat(changed).isPositive();
    }

    private static Map<String, Long> entries(BudgetAsOf budget) {
        return budget.sums().stream().collect(Collectors.toMap(each -> each.line().toString(), LineSums::entries, Long::sum, TreeMap::new));
    }

    @Test
    void what_became_of_one_counts_as_of_the_point_and_its_money_from_its_day() {
        SampleLog log = new SampleLog();
        SampleProposals proposals = new SampleProposals(log);
        log.open(OFFICE);
        log.open(BUREAU);
        log.allocate(OFFICE, JUNE, SampleLog.MEETING, 100);
        LocalDate today = Envelope.dayOf(log.now());
        String moved = proposals.propose(OFFICE, SampleProposals.moving(JUNE, 30, "302"), today); // at position 4
        proposals.reject(OFFICE, proposals.propose(OFFICE, SampleProposals.adding(JUNE, 7), today)); // 5, and 6
        StoredLog stored = new StoredLog(1).facts(log.facts());
        BudgetReader budgets = NoProposals.butThoseOf(stored, stored.reader(log.now(), Duration.ZERO));

        List<String> seen = new ArrayList<>();
        for (BudgetId budget : List.of(OFFICE, BUREAU)) {
            for (AsOf point : List.of(new AsOf(YEAR_END, log.now(), 3), new AsOf(YEAR_END, log.now(), 5), new AsOf(YEAR_END, log.now(), 6),
                    new AsOf(JUNE.minusDays(1), log.now(), 6), new AsOf(YEAR_END, log.now().plus(Duration.ofDays(1)), 6))) {
                BudgetAsOf read = budgets.read(budget, point, Basis.ADJUSTED).orElseThrow();
                seen.add(read.lines().stream().map(each -> each.balance().toYuan()).collect(Collectors.joining(" ")) + " " + read.proposed());
            }
        }

        assertThat(seen).containsExactly(
                "1.00 []", "0.77 [" + moved + ", 301-2023-3]", "0.70 [" + moved + "]", " []", "1.00 []",
                " []", "0.30 [" + moved + "]", "0.30 [" + moved + "]", " []", " []");
    }

    @Test
    void a_line_that_only_a_proposal_has_is_of_the_unit_that_it_names() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        Line line = SampleLog.MEETING;
        new SampleProposals(log).propose(OFFICE, SampleProposals.adding(JUNE, 7), Envelope.dayOf(log.now()));
        StoredLog stored = new StoredLog(1).facts(log.facts());
        AsOf point = new AsOf(YEAR_END, log.now(), 2);

        BudgetReader posted = stored.reader(log.now(), Duration.ZERO);
        assertThat(posted.read(OFFICE, point, Basis.ADJUSTED).orElseThrow().hasLines()).isFalse();
        assertThat(NoProposals.butThoseOf(stored, posted).read(OFFICE, point, Basis.ADJUSTED).orElseThrow().only(line::equals).hasLines()).isTrue();
    }
}
