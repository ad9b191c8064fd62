package dev.budgetledger.ledger.store;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.log.LogVerification;
import dev.budgetledger.ledger.log.Verification;
import dev.budgetledger.ledger.store.StreamAggregate.BudgetAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.StreamAggregateFactory;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A group that is decided while the one before it is being committed: the first group here is held in its commit until the second is
 * decided on it.
 */
class DecidedAheadTest extends WriterTest {

    private static final BudgetId BUDGET = new BudgetId("301", 2023);

    /** No group takes more commands. */
    private static final int GROUP = 1024;

    /** So many wait that the second group is decided ahead. */
    private static final int MANY = 300;

    /** What becomes of a commit. */
    private enum Fate { DURABLE, LOST_BEFORE, LOST_AFTER }

    /** Holds every commit back until it is said what becomes of it. */
    private static final class Commits implements GatedDataSource.Gate {
        private final Semaphore held = new Semaphore(0);
        private final BlockingQueue<Fate> fates = new LinkedBlockingQueue<>();
        private final AtomicInteger sent = new AtomicInteger();
        private volatile Fate now = Fate.DURABLE;

        @Override
        public void before(String sql) throws SQLException, InterruptedException {
            if (sql.endsWith("commit")) {
                sent.incrementAndGet();
                held.release();
                now = fates.take();
                if (now == Fate.LOST_BEFORE) {
                    throw new SQLException("the connection is gone");
                }
            }
        }

        @Override
        public void after(String sql) throws SQLException {
            if (sql.endsWith("commit") && now == Fate.LOST_AFTER) {
                throw new SQLException("the connection is gone");
            }
        }
    }

    private final Commits commits = new Commits();
    /** A permit for each allocation that was decided to "302", whether it is recorded or not. */
    private final Semaphore decided = new Semaphore(0);
    private final List<CompletableFuture<?>> fillers = new ArrayList<>();
    private final List<CompletableFuture<Outcome>> first = new ArrayList<>();
    private final List<CompletableFuture<Outcome>> second = new ArrayList<>();
    private CompletableFuture<?> begun = new CompletableFuture<>();
    private int submitted;
    /** How many of what is waited for alone the first group takes. */
    private int ofFirstGroup = GROUP;
    private @Nullable Receipt longAgo;
    private LedgerWriter ahead = writer;
    /** Another instance, which does nothing by itself once it has worked. */
    private final LedgerWriter another = new LedgerWriter(ledger.dataSource, ledger.dataSource, log, () -> {}, PostingGate.OPEN,
            new WriterSettings(Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofHours(1)), MemorySettings.DEFAULT,
            WriterMeters.NONE, RefusalNotes.NONE);

    @BeforeEach
    void begin() throws Exception {
        given(catalogue(), open("301"), open("302"));
        another.inspect(BUDGET).get();
        writer.close(); // who else waits for the lock is seen here
        longAgo = accepted(another.submit(keyed(allocate("301", OFFICE, "100.00"), "long ago")).get());
        StreamAggregateFactory<BudgetAggregate> shells = new StreamAggregateFactory<>(BudgetAggregate.class, stream -> new BudgetAggregate(stream) {
            @Override
            void on(Fact fact) {
                super.on(fact);
                if (fact instanceof Fact.FundsAllocated && stream.startsWith("302")) {
                    decided.release();
                }
            }
        });
        DataSource database = GatedDataSource.of(ledger.dataSource, commits);
        ahead = new LedgerWriter(database, database, log, () -> {}, PostingGate.OPEN, WriterSettings.DEFAULT, MemorySettings.DEFAULT,
                WriterMeters.NONE, RefusalNotes.NONE, shells);
        // It commits by itself what is asked here, so that all that is submitted until it may is there when it takes the first group.
        begun = ahead.inspect(BUDGET);
        commits.held.acquire();
    }

    @AfterEach
    void end() {
        for (int i = 0; i < 1000; i++) {
            commits.fates.add(Fate.DURABLE);
        }
        ahead.close();
        another.close();
    }

    /** Submits two groups, and returns when the first waits in its commit and the second has been decided on it. */
    private void two(Runnable first, Runnable second) throws Exception {
        first.run();
        while (submitted < ofFirstGroup) {
            fill();
        }
        second.run();
        CompletableFuture<Outcome> last = submit(allocate("302", OFFICE, "1.00"), "last of the second");
        IntStream.range(0, MANY).forEach(_ -> fill());
        commits.fates.add(Fate.DURABLE);
        begun.get();
        commits.held.acquire();
        decided.acquire();
        assertThat(last).as("decided, not told").isNotDone();
    }

    private void fill() {
        submitted++;
        fillers.add(ahead.inspect(BUDGET));
    }

    private CompletableFuture<Outcome> submit(Command command, String key) {
        submitted++;
        return ahead.submit(keyed(command, key));
    }

    private CompletableFuture<Outcome> transfer(String amount, String key) {
        return submit(dev.budgetledger.ledger.TestLedger.transfer("301", OFFICE, TRAVEL, amount), key);
    }

    private Outcome ofFirst(int i) throws Exception {
        return first.get(i).get();
    }

    private Outcome ofSecond(int i) throws Exception {
        return second.get(i).get();
    }

    @Test
    void what_is_decided_ahead_is_decided_on_the_group_before_and_told_once_it_is_durable() throws Exception {
        two(() -> first.add(transfer("60.00", "k1")), () -> {
            second.add(transfer("60.00", "k2"));
            second.add(transfer("60.00", "k1"));
            second.add(transfer("40.00", "k3"));
            submitted++;
            second.add(ahead.submit(new Submission(allocate("301", OFFICE, "1.00"), "预算处", "k4", 3L)));
        });
        commits.fates.add(Fate.DURABLE);
        commits.held.acquire();
        assertThat(accepted(ofFirst(0)).position()).isEqualTo(5);
        assertThat(second).as("in its commit").noneMatch(CompletableFuture::isDone);
        commits.fates.add(Fate.DURABLE);

        assertThat(refused(ofSecond(0))).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        assertThat(ofSecond(1)).isEqualTo(new Outcome.Accepted(accepted(ofFirst(0)), true));
        assertThat(accepted(ofSecond(2)).position()).isEqualTo(6);
        assertThat(accepted(ofSecond(3)).streamSequence()).isEqualTo(4);
        assertThat(commits.sent).as("decided once each").hasValue(3);
        requireSound();
    }

    @Test
    void a_durable_group_is_kept_by_nothing_that_was_decided_on_it() throws Exception {
        List<WeakReference<Command>> commands = new ArrayList<>();
        two(() -> {
            Command command = dev.budgetledger.ledger.TestLedger.transfer("301", OFFICE, TRAVEL, "60.00");
            commands.add(new WeakReference<>(command));
            var _ = submit(command, "k1");
        }, () -> second.add(transfer("40.00", "k2")));
        commits.fates.add(Fate.DURABLE);
        commits.held.acquire();
        assertThat(second).as("in its commit").noneMatch(CompletableFuture::isDone);

        fillers.clear(); // a future keeps what it is of
        for (int i = 0; i < 10 && commands.getFirst().get() != null; i++) {
            System.gc();
        }
        assertThat(commands.getFirst().get()).as("else a bulk that never waits keeps all its groups").isNull();
    }

    @Test
    void if_a_group_fails_what_was_decided_on_it_is_decided_again() throws Exception {
        CommandSession sender = new CommandSession();
        ofFirstGroup = 192; // every fourth turn is of senders, and beside them a group has 256
        two(() -> {
            first.add(transfer("60.00", "k1"));
            first.add(ahead.submit(keyed(allocate("301", OFFICE, "7.00"), "s1"), sender));
            IntStream.range(1, 64).forEach(_ -> fillers.add(ahead.submit(of(allocate("303", OFFICE, "1.00")), new CommandSession())));
        }, () -> {
            second.add(transfer("60.00", "k2"));
            second.add(transfer("40.00", "k1"));
            submitted++;
            second.add(ahead.submit(new Submission(allocate("301", OFFICE, "1.00"), "预算处", "k4", 2L)));
            second.add(ahead.submit(keyed(allocate("301", OFFICE, "8.00"), "s2"), sender));
        });
        commits.fates.add(Fate.LOST_BEFORE);
        commits.fates.add(Fate.DURABLE);

        assertThatThrownBy(first.getFirst()::get).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThat(accepted(ofSecond(0)).position()).as("the money is there").isEqualTo(5);
        assertThat(accepted(ofSecond(1)).position()).as("its key has no answer, so it is no other content").isEqualTo(6);
        assertThat(refused(ofSecond(2))).as("two postings were before it").isEqualTo(RefusalCode.SEQUENCE_MISMATCH);
        assertThatThrownBy(second.get(3)::get).as("it builds on what has no answer").hasCauseInstanceOf(LogUnavailableException.class);
        commits.fates.addAll(List.of(Fate.DURABLE, Fate.DURABLE));
        requireSound();
    }

    @Test
    void a_group_of_which_nobody_knows_whether_it_is_recorded_is_recorded_once_whatever_was_decided_on_it() throws Exception {
        two(() -> first.add(transfer("60.00", "k1")), () -> {
            second.add(transfer("60.00", "k2"));
            second.add(transfer("60.00", "k1"));
            second.add(transfer("40.00", "k3"));
        });
        commits.fates.add(Fate.LOST_AFTER);
        commits.fates.add(Fate.DURABLE);

        assertThatThrownBy(first.getFirst()::get).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThat(refused(ofSecond(0))).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        Outcome again = ofSecond(1);
        assertThat(again).isEqualTo(new Outcome.Accepted(accepted(again), true));
        assertThat(accepted(again).position()).isEqualTo(5);
        assertThat(accepted(ofSecond(2)).position()).isEqualTo(6);
        requireSound();
    }

    @Test
    void a_command_that_is_refused_or_faults_ahead_spoils_nothing() throws Exception {
        CommandSession sender = new CommandSession();
        two(() -> first.add(transfer("60.00", "k1")), () -> {
            second.add(transfer("20.00", "k2"));
            second.add(transfer("100.00", "k3"));
            fillers.add(submit(allocate("302", OFFICE, "1.00"), "before the fault"));
            submitted += 2;
            second.add(ahead.submit(of(faulty()), sender));
            second.add(ahead.submit(keyed(allocate("301", OFFICE, "1.00"), "k5"), sender));
            second.add(transfer("20.00", "k4"));
        });
        commits.fates.addAll(List.of(Fate.DURABLE, Fate.DURABLE));

        accepted(ofFirst(0));
        accepted(ofSecond(0));
        assertThat(refused(ofSecond(1))).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        assertThatThrownBy(second.get(2)::get).hasRootCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(second.get(3)::get).hasCauseInstanceOf(LogUnavailableException.class);
        accepted(ofSecond(4));
        requireSound();
    }

    @Test
    void what_is_recorded_together_or_only_tried_is_decided_ahead_between_what_is_recorded_alone() throws Exception {
        List<CompletableFuture<Outcomes>> together = new ArrayList<>();
        List<CompletableFuture<List<DryOutcome>>> tried = new ArrayList<>();
        two(() -> first.add(transfer("60.00", "k1")), () -> {
            second.add(transfer("10.00", "k2"));
            submitted += 3;
            together.add(ahead.submitAll(List.of(outOf("5.00", "k3"), outOf("5.00", "k4"))));
            together.add(ahead.submitAll(List.of(outOf("10.00", "k5"), outOf("90.00", "k6"))));
            tried.add(ahead.tryOut(List.of(outOf("15.00", "k7"), outOf("6.00", "k8"))));
            second.add(transfer("20.00", "k5"));
            second.add(transfer("1.00", "k9"));
        });
        commits.fates.add(Fate.DURABLE);
        commits.held.acquire();
        assertThat(accepted(ofFirst(0)).position()).isEqualTo(5);
        commits.fates.add(Fate.DURABLE);

        assertThat(accepted(ofSecond(0)).position()).isEqualTo(6);
        assertThat(together.getFirst().get()).isInstanceOfSatisfying(Outcomes.Accepted.class,
                both -> assertThat(both.each()).extracting(each -> each.receipt().position()).containsExactly(7L, 8L));
        assertThat(together.getLast().get()).isInstanceOfSatisfying(Outcomes.Refused.class, none -> assertThat(none.all()).containsOnlyKeys(1));
        assertThat(tried.getFirst().get()).hasSize(2).satisfiesExactly(
                first -> assertThat(first).isInstanceOfSatisfying(DryOutcome.Recorded.class, change -> assertThat(change.changes()).hasSize(1)),
                second -> assertThat(second).isInstanceOf(DryOutcome.Answered.class));
        assertThat(accepted(ofSecond(1)).position()).as("of what is left").isEqualTo(9);
        assertThat(refused(ofSecond(2))).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        assertThat(commits.sent).as("decided once each").hasValue(3);
        requireSound();
    }

    @Test
    void what_was_only_tried_at_the_end_of_a_group_is_not_what_the_next_is_decided_on() throws Exception {
        List<CompletableFuture<List<DryOutcome>>> tried = new ArrayList<>();
        two(() -> first.add(transfer("60.00", "k1")), () -> {
            second.add(transfer("10.00", "k2"));
            submitted++;
            tried.add(ahead.tryOut(List.of(outOf("30.00", "k3"))));
        });
        commits.fates.addAll(List.of(Fate.DURABLE, Fate.DURABLE, Fate.DURABLE));

        assertThat(accepted(ofSecond(0)).position()).isEqualTo(6);
        assertThat(tried.getFirst().get()).singleElement().isInstanceOf(DryOutcome.Recorded.class);
        assertThat(accepted(transfer("30.00", "k4").get()).streamSequence()).as("the money is there still").isEqualTo(4);
        requireSound();
    }

    private static Submission outOf(String amount, String key) {
        return keyed(dev.budgetledger.ledger.TestLedger.transfer("301", OFFICE, TRAVEL, amount), key);
    }

    /** Its paper is missing. */
    @SuppressWarnings("NullAway")
    private static Command faulty() {
        return new Command.Allocate(BUDGET, null, List.of(new Command.LineAmount(OFFICE, Money.ofYuan("1.00"))));
    }

    @Test
    void what_another_instance_records_meanwhile_is_seen_before_anything_is_written() throws Exception {
        two(() -> first.add(transfer("60.00", "k1")), () -> {
            second.add(transfer("90.00", "k2"));
            second.add(submit(allocate("301", OFFICE, "5.00"), "of both"));
        });
        CompletableFuture<Outcome> byAnother = another.submit(keyed(allocate("301", OFFICE, "50.00"), "of both"));
        try (Connection looking = ledger.dataSource.getConnection()) {
            awaitWriter(looking); // it is the next to have the lock
        }
        commits.fates.addAll(List.of(Fate.DURABLE, Fate.DURABLE));

        assertThat(accepted(ofFirst(0)).position()).isEqualTo(5);
        assertThat(accepted(byAnother.get()).position()).isEqualTo(6);
        assertThat(accepted(ofSecond(0)).position()).as("of what the other gave").isEqualTo(7);
        assertThat(refused(ofSecond(1))).isEqualTo(RefusalCode.IDEMPOTENCY_KEY_REUSED);
        requireSound();
    }

    @Test
    void a_key_that_was_answered_long_ago_is_answered_the_same_though_nobody_asked_for_it_ahead() throws Exception {
        two(() -> first.add(transfer("60.00", "k1")), () -> {
            second.add(submit(allocate("301", OFFICE, "100.00"), "long ago"));
            second.add(transfer("40.00", "k2"));
        });
        commits.fates.addAll(List.of(Fate.DURABLE, Fate.DURABLE, Fate.DURABLE));

        assertThat(ofSecond(0)).isEqualTo(new Outcome.Accepted(Objects.requireNonNull(longAgo), true));
        accepted(ofSecond(1));
        requireSound();
    }

    /** While it waits for the lock nothing of it has been sent that could be recorded. */
    @Test
    void a_session_that_is_ended_before_the_lock_is_had_leaves_nothing_unknown() throws Exception {
        two(() -> first.add(transfer("60.00", "k1")), () -> second.add(transfer("40.00", "k2")));
        try (Connection other = ledger.dataSource.getConnection()) {
            other.setAutoCommit(false);
            Thread next = Thread.ofVirtual().start(() -> {
                try {
                    log.lockHead(other);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (Connection looking = ledger.dataSource.getConnection()) {
                awaitWriter(looking);
                commits.fates.add(Fate.DURABLE);
                accepted(ofFirst(0));
                next.join();
                LedgerWriterTest.terminateWriterSession(looking);
            }
            other.rollback();
        }

        assertThatThrownBy(second.getFirst()::get).hasCauseInstanceOf(LogUnavailableException.class);
        commits.fates.addAll(List.of(Fate.DURABLE, Fate.DURABLE));
        accepted(transfer("40.00", "k2").get());
        requireSound();
    }

    /** All are answered; the log is dense and its tree that of its facts; memory is what the log says. */
    private void requireSound() throws Exception {
        for (int i = 0; i < 100; i++) {
            commits.fates.add(Fate.DURABLE);
        }
        for (CompletableFuture<?> filler : fillers) {
            assertThat(filler.handle((_, _) -> true).get()).isTrue();
        }
        for (BudgetId budget : List.of(BUDGET, new BudgetId("302", 2023))) {
            assertThat(WriterFaultsTest.holds(ahead.inspect(budget).get())).isEqualTo(WriterFaultsTest.holds(another.inspect(budget).get()));
        }
        assertDense();
        assertThat(LogVerification.verify(ledger.dataSource, List.of())).isInstanceOf(Verification.Intact.class);
    }
}
