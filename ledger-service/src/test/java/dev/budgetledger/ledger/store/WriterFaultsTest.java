package dev.budgetledger.ledger.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.log.LogVerification;
import dev.budgetledger.ledger.log.Verification;
import dev.budgetledger.ledger.store.StreamAggregate.BudgetAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.StreamAggregateFactory;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the writer tells and remembers when the database or the memory fails it, wherever that is. */
class WriterFaultsTest extends WriterTest {

    private static final BudgetId BUDGET = new BudgetId("301", 2023);

    /** Holds back the last round trip of each group until it is let go, or fails it. */
    private static final class HeldCommits implements GatedDataSource.Gate {
        final Semaphore held = new Semaphore(0);
        final BlockingQueue<Boolean> verdicts = new LinkedBlockingQueue<>();

        @Override
        public void before(String sql) throws SQLException, InterruptedException {
            if (sql.endsWith("commit")) {
                held.release();
                if (!verdicts.take()) {
                    throw new SQLException("the connection is gone");
                }
            }
        }
    }

    @Test
    void nobody_is_told_anything_before_the_group_is_durable_whatever_was_asked() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        HeldCommits commits = new HeldCommits();
        try (LedgerWriter gated = new LedgerWriter(GatedDataSource.of(ledger.dataSource, commits), log, () -> {})) {
            CompletableFuture<?> before = gated.inspect(BUDGET);
            commits.held.acquire();
            List<CompletableFuture<?>> group = List.of(
                    gated.submit(keyed(allocate("301", OFFICE, "900.00"), "k1")),
                    gated.inspect(BUDGET),
                    gated.submit(of(transfer("301", OFFICE, TRAVEL, "5000.00"))),
                    gated.submit(keyed(allocate("301", OFFICE, "900.00"), "k1")),
                    gated.submitAll(List.of(of(transfer("301", OFFICE, TRAVEL, "900.00")), of(open("302")))),
                    gated.submitAll(List.of(of(open("303")), of(allocate("404", OFFICE, "1.00")))),
                    gated.inspect(new BudgetId("999", 2023)));
            commits.verdicts.add(true);
            before.get();
            commits.held.acquire();
            assertThat(group).noneMatch(CompletableFuture::isDone);
            commits.verdicts.add(false);

            assertThat(group).allSatisfy(future -> assertThatThrownBy(future::get).cause()
                    .isInstanceOfAny(OutcomeUnknownException.class, LogUnavailableException.class));
            commits.verdicts.addAll(Collections.nCopies(2, true));
            Submission next = new Submission(allocate("301", OFFICE, "1.00"), "预算处", null, 2L);
            assertThat(refused(gated.submit(next).get())).isEqualTo(RefusalCode.SEQUENCE_MISMATCH);
            assertThat(holds(gated.inspect(BUDGET).get())).isEqualTo(holds(writer.inspect(BUDGET).get()));
        }
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("100.00"));
    }

    /** The tree continues in memory: what it was given of a commit that failed is no part of it, even if another's commit is as long. */
    @Test
    void the_tree_continues_from_what_is_durable() throws Exception {
        AtomicBoolean fails = new AtomicBoolean();
        GatedDataSource.Gate gate = sql -> {
            if (fails.get() && sql.endsWith("commit")) {
                throw new SQLException("the connection is gone");
            }
        };
        given(catalogue(), open("301"));
        try (LedgerWriter gated = new LedgerWriter(GatedDataSource.of(ledger.dataSource, gate), log, () -> {})) {
            allocateOften(gated);
            fails.set(true);
            assertThatThrownBy(gated.submit(of(allocate("301", OFFICE, "1.00")))::get)
                    .hasCauseInstanceOf(OutcomeUnknownException.class);
            fails.set(false);
            given(allocate("301", OFFICE, "2.00"));

            allocateOften(gated);
        }
        assertThat(LogVerification.verify(ledger.dataSource, List.of())).isInstanceOf(Verification.Intact.class);
    }

    private static void allocateOften(LedgerWriter to) {
        IntStream.range(0, 300).mapToObj(_ -> to.submit(of(allocate("301", OFFICE, "1.00")))).toList().forEach(CompletableFuture::join);
    }

    /** What goes wrong in memory: an exception, or what no catch clause expects. */
    private static final List<Throwable> FAULTS = List.of(new IllegalStateException("seeded"),
            new StackOverflowError("seeded"), new OutOfMemoryError("seeded"), new AssertionError("seeded"),
            new NoClassDefFoundError("seeded"));

    /** Fails now and then, before or after what it stands before. */
    private static final class Dice implements GatedDataSource.Gate {
        private final Random random;
        private volatile boolean armed;

        Dice(long seed) {
            random = new Random(seed);
        }

        @Override
        public void before(String sql) throws SQLException {
            if (armed && random.nextInt(25) == 0) {
                throw new SQLException("seeded, before " + sql.length());
            }
            roll(40);
        }

        @Override
        public void after(String sql) throws SQLException {
            if (armed && random.nextInt(40) == 0) {
                throw new SQLException("seeded, after " + sql.length());
            }
        }

        void roll(int sides) {
            if (armed && random.nextInt(sides) == 0) {
                throw Dice.<RuntimeException>unchecked(FAULTS.get(random.nextInt(FAULTS.size())));
            }
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> T unchecked(Throwable any) throws T {
            throw (T) any;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 1300", "4, 1300"})
    void memory_is_what_the_log_says_whatever_failed_and_wherever(long seed, int waiting) throws Exception {
        given(catalogue(), open("301"), open("302"), allocate("301", OFFICE, "100.00"), allocate("302", OFFICE, "100.00"));
        Dice dice = new Dice(seed);
        StreamAggregateFactory<BudgetAggregate> shells = new StreamAggregateFactory<>(BudgetAggregate.class, stream -> new BudgetAggregate(stream) {
            @Override
            void on(Fact fact) {
                if (fact instanceof Fact.Posted) {
                    dice.roll(12);
                    super.on(fact);
                    dice.roll(12);
                } else {
                    super.on(fact);
                }
            }
        });
        int accepted = 0;
        int unanswered = 0;
        Random random = new Random(seed);
        DataSource database = GatedDataSource.of(ledger.dataSource, dice);
        try (LedgerWriter faulty = new LedgerWriter(database, database, log, () -> dice.roll(20), PostingGate.OPEN,
                        WriterSettings.DEFAULT, MemorySettings.DEFAULT, WriterMeters.NONE, RefusalNotes.NONE, shells)) {
            for (int round = 0; round < 30; round++) {
                dice.armed = true;
                List<CompletableFuture<Outcome>> burst = new ArrayList<>();
                IntStream.rangeClosed(1, 8).forEach(_ -> burst.add(faulty.submit(of(any(random)))));
                for (int i = 0; i < waiting; i++) { // so many that one group is decided while another is committed
                    var _ = faulty.inspect(BUDGET);
                    if (i % 100 == 0) {
                        burst.add(faulty.submit(of(any(random))));
                    }
                }
                CompletableFuture<?> batch = faulty.submitAll(List.of(of(any(random)), of(any(random))));
                List<Receipt> receipts = new ArrayList<>();
                for (CompletableFuture<Outcome> future : burst) {
                    try {
                        if (future.get(60, TimeUnit.SECONDS) instanceof Outcome.Accepted(Receipt receipt, _)) {
                            receipts.add(receipt);
                        }
                    } catch (ExecutionException fault) {
                        unanswered++;
                    }
                }
                batch.handle((_, _) -> "done").get(60, TimeUnit.SECONDS);
                dice.armed = false;
                accepted += receipts.size();
                assertThat(facts()).extracting(fact -> Posting.id(fact.envelope().stream(), fact.envelope().sequence()))
                        .containsAll(receipts.stream().map(Receipt::postingId).toList());
                try (LedgerWriter fresh = new LedgerWriter(ledger.dataSource, log, () -> {})) {
                    for (String department : List.of("301", "302")) {
                        BudgetId budget = new BudgetId(department, 2023);
                        assertThat(holds(faulty.inspect(budget).get())).as("round " + round + " of " + department)
                                .isEqualTo(holds(fresh.inspect(budget).get()));
                    }
                }
            }
            assertThat(faulty.isAlive()).isTrue();
        }
        assertThat(accepted).as("accepted").isPositive();
        assertThat(unanswered).as("without an answer").isPositive();
        assertDense();
    }

    /** All that is kept of a budget. */
    static List<Object> holds(Budget budget) {
        Budget.Open open = (Budget.Open) budget;
        Map<Line, List<Money>> lines = new HashMap<>();
        open.lines().forEach((line, account) ->
                lines.put(line, List.of(account.free().balance(), account.frozen().balance(), account.carriedTwice())));
        return List.of(open.facts(), open.turnover(), open.reversed(), lines);
    }

    private static Command any(Random random) {
        String one = random.nextBoolean() ? "301" : "302";
        String other = one.equals("301") ? "302" : "301";
        return switch (random.nextInt(4)) {
            case 0 -> allocate(one, OFFICE, "10.00");
            case 1 -> transfer(one, OFFICE, TRAVEL, "3.00");
            case 2 -> new Command.Transfer(
                    new BudgetId(one, 2023), paper(), "划转", Money.ofYuan("2.00"), OFFICE, other, OFFICE);
            default -> new Command.Reverse(new BudgetId(one, 2023), paper(), one + "-2023-" + random.nextInt(1, 200));
        };
    }

    @Test
    void what_a_sender_sends_after_a_command_that_faults_is_not_decided_either() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        CommandSession sender = new CommandSession();
        Submission faulty = of(new FaultyCommand().allocation());

        List<CompletableFuture<Outcome>> sent = Stream.of(
                        of(transfer("301", OFFICE, TRAVEL, "10.00")), faulty, of(transfer("301", OFFICE, TRAVEL, "20.00")))
                .map(submission -> writer.submit(submission, sender)).toList();

        accepted(sent.get(0).get());
        assertThatThrownBy(sent.get(1)::get).hasRootCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(sent.get(2)::get).hasCauseInstanceOf(LogUnavailableException.class);
        assertThat(balance("301", TRAVEL)).isEqualTo(Money.ofYuan("10.00"));
    }

    /** Its first line can be decided, its paper not. */
    private static final class FaultyCommand {
        @SuppressWarnings("NullAway")
        Command allocation() {
            return new Command.Allocate(BUDGET, null, List.of(new Command.LineAmount(OFFICE, Money.ofYuan("1.00"))));
        }
    }

    @Test
    void a_group_is_bounded_by_what_is_in_it() throws Exception {
        HeldCommits commits = new HeldCommits();
        Command large = new Command.Allocate(BUDGET, paper(),
                Collections.nCopies(5000, new Command.LineAmount(OFFICE, Money.ofYuan("1.00"))));
        try (LedgerWriter gated = new LedgerWriter(GatedDataSource.of(ledger.dataSource, commits), log, () -> {})) {
            CompletableFuture<?> before = gated.inspect(BUDGET);
            commits.held.acquire();
            List<CompletableFuture<Outcome>> all =
                    IntStream.range(0, 9).mapToObj(_ -> gated.submit(of(large))).toList();
            commits.verdicts.addAll(Collections.nCopies(10, true));
            before.get();
            for (CompletableFuture<Outcome> each : all) {
                assertThat(refused(each.get())).isEqualTo(RefusalCode.BUDGET_NOT_OPEN);
            }
        }
        assertThat(commits.held.availablePermits()).as("groups").isEqualTo(3);
    }

    @Test
    void asking_for_budgets_that_nobody_opened_pushes_none_out_of_memory() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        AtomicInteger reads = new AtomicInteger();
        GatedDataSource.Gate counting = sql -> reads.addAndGet(sql.contains("unnest") && sql.contains("envelope") && !sql.startsWith("insert") ? 1 : 0);
        try (LedgerWriter counted = new LedgerWriter(GatedDataSource.of(ledger.dataSource, counting), log, () -> {})) {
            counted.inspect(BUDGET).get();
            for (CompletableFuture<?> unknown : IntStream.range(0, 10_001)
                    .mapToObj(i -> counted.inspect(new BudgetId("X" + i, 2023))).toList()) {
                unknown.get();
            }
            int before = reads.get();
            counted.inspect(BUDGET).get();
            assertThat(reads.get()).isEqualTo(before);
        }
    }

    @Test
    void closing_leaves_no_promise_open_while_clients_submit() throws Exception {
        GatedDataSource.Gate away = _ -> {
            throw new SQLException("away");
        };
        for (int round = 0; round < 40; round++) {
            LedgerWriter closing = new LedgerWriter(GatedDataSource.of(ledger.dataSource, away), log, () -> {});
            Queue<CompletableFuture<Outcome>> all = new ConcurrentLinkedQueue<>();
            List<Thread> clients = IntStream.range(0, 4).mapToObj(_ -> Thread.ofVirtual().start(() -> {
                while (closing.isAlive()) {
                    all.add(closing.submit(of(open("301"))));
                }
                all.add(closing.submit(of(open("301"))));
            })).toList();
            Thread.sleep(round % 5);
            closing.close();
            for (Thread client : clients) {
                client.join();
            }
            assertThat(all).isNotEmpty().allMatch(CompletableFuture::isCompletedExceptionally);
        }
    }

    /** Not even its message can be made. */
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable String getMessage() {
            throw this;
        }
    }

    @Test
    void a_writer_whose_thread_has_died_takes_nothing_and_says_so() throws Exception {
        GatedDataSource.Gate deadly = _ -> {
            throw new Unspeakable();
        };
        LedgerWriter dying = new LedgerWriter(GatedDataSource.of(ledger.dataSource, deadly), log, () -> {});
        CompletableFuture<Outcome> last = dying.submit(of(open("301")));

        assertThatThrownBy(last::get).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThatThrownBy(dying.submit(of(open("301")))::get).hasCauseInstanceOf(LogUnavailableException.class);
        assertThat(dying.isAlive()).isFalse();
        dying.close();
    }
}
