package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Money;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.StoredFact;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A budget of any size: what it costs its own commands, and what it does not cost the others. */
class LongStreamsTest extends WriterTest {

    private static final BudgetId LONG = new BudgetId("301", 2023);

    /** More than is read within a group. */
    private static final int FACTS = 600;

    private void givenALongBudget() throws Exception {
        given(catalogue(), open("301"), open("302"), allocate("302", OFFICE, "100.00"));
        for (Outcome outcome : all(writer, IntStream.range(0, FACTS)
                .mapToObj(_ -> allocate("301", OFFICE, "1.00")).toList())) {
            accepted(outcome);
        }
    }

    private static List<Outcome> all(LedgerWriter writer, List<Command> commands) {
        List<CompletableFuture<Outcome>> sent = commands.stream().map(command -> writer.submit(of(command))).toList();
        return sent.stream().map(CompletableFuture::join).toList();
    }

    /** Holds back what reads one long stream until it is let go. */
    private static final class HeldReads implements GatedDataSource.Gate {
        final CountDownLatch open = new CountDownLatch(1);
        final AtomicInteger reads = new AtomicInteger();

        @Override
        public void before(String sql) throws InterruptedException {
            if (sql.contains("where stream = ? and sequence >= ?")
                    && Thread.currentThread().getName().equals("ledger-cold-streams")) {
                reads.incrementAndGet();
                open.await();
            }
        }
    }

    @Test
    void while_a_long_budget_is_read_the_others_are_posted_to_and_what_must_not_overtake_it_waits() throws Exception {
        givenALongBudget();
        withoutSnapshots();
        HeldReads reads = new HeldReads();
        try (LedgerWriter restarted = new LedgerWriter(GatedDataSource.of(ledger.dataSource, reads), log, () -> {})) {
            CommandSession sender = new CommandSession();
            List<CompletableFuture<?>> waiting = List.of(
                    restarted.submit(of(allocate("301", OFFICE, "1.00")), sender),
                    restarted.submit(of(allocate("302", OFFICE, "10.00")), sender),
                    restarted.submit(of(new Command.Transfer(new BudgetId("302", 2023), paper(), "划转",
                            Money.ofYuan("100.00"), OFFICE, "301", OFFICE))),
                    restarted.submitAll(List.of(of(open("303")), of(allocate("301", OFFICE, "1.00")))),
                    restarted.inspect(LONG));
            accepted(restarted.submit(of(open("304"))).get());
            accepted(restarted.submit(of(allocate("304", OFFICE, "5.00"))).get());
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            reads.open.countDown();

            for (CompletableFuture<?> each : waiting.subList(0, 3)) {
                accepted((Outcome) each.get());
            }
            assertThat(waiting.get(3).get()).isInstanceOf(Outcomes.Accepted.class);
            assertThat(balanceIn((Budget) waiting.get(4).get())).as("with what was submitted alone before").isIn(
                    Money.ofYuan((FACTS + 101) + ".00"), Money.ofYuan((FACTS + 102) + ".00"));
            assertThat(balanceIn(restarted.inspect(LONG).get())).isEqualTo(Money.ofYuan((FACTS + 102) + ".00"));
        }
        assertDense();
    }

    private static Money balanceIn(Budget budget) {
        return Objects.requireNonNull(((Budget.Open) budget).lines().get(OFFICE)).total().balance();
    }

    @Test
    void the_long_budget_that_only_a_reversal_leads_to_holds_up_no_group_either() throws Exception {
        givenALongBudget();
        given(new Command.Transfer(new BudgetId("302", 2023), paper(), "划转", Money.ofYuan("3.00"), OFFICE, "301", OFFICE));
        withoutSnapshots();
        HeldReads reads = new HeldReads();
        try (LedgerWriter restarted = new LedgerWriter(GatedDataSource.of(ledger.dataSource, reads), log, () -> {})) {
            CompletableFuture<Outcome> reversal = restarted.submit(
                    of(new Command.Reverse(new BudgetId("302", 2023), paper(), "302-2023-2")));
            CompletableFuture<Outcome> behind = restarted.submit(of(allocate("302", OFFICE, "1.00")));
            accepted(restarted.submit(of(open("304"))).get());
            assertThat(reversal).isNotDone();
            assertThat(behind).isNotDone();

            reads.open.countDown();

            assertThat(accepted(reversal.get()).streamSequence()).isEqualTo(3);
            assertThat(accepted(behind.get()).streamSequence()).isEqualTo(4);
        }
    }

    @Test
    void a_long_budget_with_a_snapshot_is_read_from_there() throws Exception {
        givenALongBudget();
        writer.close();
        assertThat(snapshots()).contains("301-2023");
        HeldReads reads = new HeldReads();

        try (LedgerWriter restarted = restarted(reads)) {
            assertThat(accepted(restarted.submit(of(allocate("301", OFFICE, "1.00"))).get()).streamSequence())
                    .isEqualTo(FACTS + 1);
        }
        assertThat(reads.reads).as("pages").hasValue(0);
    }

    @Test
    void a_snapshot_that_was_changed_or_is_of_another_history_is_not_used_and_deleted() throws Exception {
        List<String> changes = List.of(
                "update snapshots set state = set_byte(state, 9, get_byte(state, 9) # 1) where stream = '301-2023'",
                "update snapshots set sequence = sequence - 1 where stream = '301-2023'",
                "update snapshots set sequence = sequence + 1000 where stream = '301-2023'",
                "update snapshots set seal = sha256(state) where stream = '301-2023'",
                "update snapshots s set (state, sequence, seal) = (select state, sequence, seal from snapshots "
                        + "where stream = '302-2023') where stream = '301-2023'");
        givenALongBudget();
        for (int i = 0; i < 20; i++) {
            given(allocate("302", OFFICE, "1.00"));
        }
        Budget truth = writer.inspect(LONG).get();
        writer.close();
        List<String> kept = snapshots();
        for (String change : changes) {
            executed(change);
            HeldReads reads = new HeldReads();
            reads.open.countDown();
            try (LedgerWriter restarted = restarted(reads)) {
                assertThat(restarted.inspect(LONG).get()).as(change).isEqualTo(truth);
                await().untilAsserted(() -> assertThat(snapshots()).as(change).containsAll(kept)); // written beside the writer
            }
            assertThat(reads.reads.get()).as("pages after " + change).isPositive();
        }
    }

    @Test
    void a_snapshot_that_the_ledger_itself_made_wrongly_is_found_and_its_budget_is_read_again() throws Exception {
        givenALongBudget();
        Budget truth = writer.inspect(LONG).get();
        Budget wrong = writer.inspect(new BudgetId("302", 2023)).get();
        writer.close();
        StoredFact last = facts().getLast();
        try (SnapshotWriter faulty = new SnapshotWriter(ledger.dataSource, MemorySettings.DEFAULT.seal())) {
            assertThat(faulty.offer("301-2023", new VersionedState(wrong, FACTS + 1, last.leafHash(), 0))).isTrue();
        }
        try (LedgerWriter restarted = restarted(_ -> {})) {
            assertThat(restarted.inspect(LONG).get()).as("before it is found").isIn(wrong, truth);
            while (restarted.snapshots().wrong() == null) {
                Thread.sleep(5);
            }
            assertThat(restarted.snapshots().wrong()).isEqualTo("301-2023");
            assertThat(restarted.inspect(LONG).get()).isEqualTo(truth);
        }
    }

    @Test
    void a_snapshot_of_another_version_is_not_used() throws Exception {
        givenALongBudget();
        Budget truth = writer.inspect(LONG).get();
        writer.close();
        executed("update snapshots set version = version + 1, state = ''");
        HeldReads reads = new HeldReads();
        reads.open.countDown();
        try (LedgerWriter restarted = restarted(reads)) {
            assertThat(restarted.inspect(LONG).get()).isEqualTo(truth);
        }
        assertThat(reads.reads.get()).isPositive();
    }

    @Test
    void two_instances_in_turns_read_of_each_other_only_what_is_new() throws Exception {
        givenALongBudget();
        AtomicInteger streams = new AtomicInteger();
        GatedDataSource.Gate counting = sql -> streams.addAndGet(sql.contains("from unnest(?::text[], ?::bigint[]) as w") ? 1 : 0);
        try (LedgerWriter other = new LedgerWriter(GatedDataSource.of(ledger.dataSource, counting), log, () -> {})) {
            other.inspect(LONG).get();
            accepted(other.submit(of(allocate("302", OFFICE, "1.00"))).get());
            int before = streams.get();
            for (int i = 0; i < 20; i++) {
                accepted(submit(of(allocate(i % 2 == 0 ? "301" : "302", OFFICE, "1.00"))));
                accepted(other.submit(of(allocate("301", OFFICE, "1.00"))).get());
            }
            assertThat(streams.get()).as("streams that were read again").isEqualTo(before);
            assertThat(other.inspect(LONG).get()).isEqualTo(writer.inspect(LONG).get());
        }
        assertDense();
    }

    @Test
    void memory_is_bounded_by_bytes_and_what_left_it_comes_back_the_same() throws Exception {
        given(catalogue());
        MemorySettings little = new MemorySettings(4_000, MemorySettings.DEFAULT.seal());
        try (LedgerWriter small = new LedgerWriter(ledger.dataSource, ledger.dataSource, log, () -> {}, PostingGate.OPEN,
                WriterSettings.DEFAULT, little, WriterMeters.NONE, RefusalNotes.NONE)) {
            List<Command> commands = new ArrayList<>();
            IntStream.range(0, 50).forEach(i -> commands.add(open("D" + i)));
            IntStream.range(0, 1000).forEach(i -> commands.add(allocate("D" + i * 7 % 50, OFFICE, "1.00")));
            for (Outcome outcome : all(small, commands)) {
                accepted(outcome);
            }
            for (int i = 0; i < 50; i++) {
                assertThat(balanceIn(small.inspect(new BudgetId("D" + i, 2023)).get())).isEqualTo(Money.ofYuan("20.00"));
            }
        }
        assertThat(snapshots()).as("of those that left").hasSizeGreaterThan(40);
    }

    private LedgerWriter restarted(GatedDataSource.Gate gate) {
        return new LedgerWriter(GatedDataSource.of(ledger.dataSource, gate), log, () -> {});
    }

    private void withoutSnapshots() throws SQLException {
        writer.close();
        executed("delete from snapshots");
    }

    private void executed(String sql) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> snapshots() throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("select stream from snapshots order by stream");
                var rows = select.executeQuery()) {
            List<String> streams = new ArrayList<>();
            while (rows.next()) {
                streams.add(rows.getString(1));
            }
            return streams;
        }
    }
}
