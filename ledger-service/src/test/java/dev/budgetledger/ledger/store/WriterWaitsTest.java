package dev.budgetledger.ledger.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The writer and those who wait for it, where somebody else makes them wait: nobody waits for ever, nobody is told a lie. */
class WriterWaitsTest extends WriterTest {

    private static final WriterSettings IMPATIENT =
            new WriterSettings(Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMillis(500));

    /** Connections as the service has them, with short limits. */
    private HikariDataSource limited(String limits) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(ledger.database.jdbcUrl());
        config.setUsername("ledger_service");
        config.setPassword("ledger_service");
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(2000);
        config.addDataSourceProperty("options", limits);
        config.addDataSourceProperty("socketTimeout", "2");
        config.addDataSourceProperty("ApplicationName", "limited");
        return new HikariDataSource(config);
    }

    private LedgerWriter impatient(DataSource database) {
        return new LedgerWriter(database, database, log, () -> {}, PostingGate.OPEN, IMPATIENT, MemorySettings.DEFAULT,
                WriterMeters.NONE, RefusalNotes.NONE);
    }

    @Test
    void a_command_that_is_given_up_before_its_turn_is_never_recorded() throws Exception {
        given(catalogue(), open("301"));
        CommandSession sender = new CommandSession();
        CompletableFuture<Outcome> first;
        CompletableFuture<Outcome> given;
        CompletableFuture<Outcome> behind;
        CompletableFuture<Outcome> ofAnother;
        try (Connection other = ledger.dataSource.getConnection()) {
            other.setAutoCommit(false);
            log.lockHead(other);
            first = writer.submit(keyed(allocate("301", OFFICE, "1.00"), "first"));
            awaitWriter(other); // it has taken the first command alone
            given = writer.submit(keyed(allocate("301", OFFICE, "10.00"), "given up"), sender);
            behind = writer.submit(keyed(allocate("301", OFFICE, "100.00"), "behind"), sender);
            ofAnother = writer.submit(keyed(allocate("301", OFFICE, "1000.00"), "of another"));

            given.cancel(true);
            assertThatThrownBy(given::get).hasCauseInstanceOf(LedgerBusyException.class);
            first.cancel(true);
            assertThatThrownBy(first::get).as("the writer has it").hasCauseInstanceOf(OutcomeUnknownException.class);
            other.rollback();
        }

        accepted(ofAnother.get());
        assertThatThrownBy(behind::get).hasCauseInstanceOf(LogUnavailableException.class);
        accepted(submit(keyed(allocate("301", OFFICE, "1.00"), "first")));
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("1001.00"));
    }

    @Test
    void a_commit_that_the_server_refuses_recorded_nothing_of_one_that_broke_nothing_is_known() throws Exception {
        given(catalogue(), open("301"));
        BlockingQueue<Predicate<Connection>> faults = new LinkedBlockingQueue<>();
        GatedDataSource.Gate gate = sql -> {
            if (sql.endsWith("commit") && !faults.isEmpty()) {
                try (Connection other = ledger.dataSource.getConnection()) {
                    assertThat(faults.take().test(other)).isTrue();
                }
            }
        };
        try (HikariDataSource own = limited(""); LedgerWriter faulty = impatient(GatedDataSource.of(own, gate))) {
            faults.add(other -> executes(other, "insert into answers values ('taken', '', '', substring(sha256('taken') from 1 for 12))"));
            assertThatThrownBy(faulty.submit(keyed(allocate("301", OFFICE, "1.00"), "taken"))::get)
                    .hasCauseInstanceOf(LogUnavailableException.class);
            faults.add(other -> executes(other, """
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and state = 'idle in transaction'"""));
            assertThatThrownBy(faulty.submit(keyed(allocate("301", OFFICE, "1.00"), "broken"))::get)
                    .hasCauseInstanceOf(OutcomeUnknownException.class);
            accepted(faulty.submit(keyed(allocate("301", OFFICE, "1.00"), "broken")).get());
        }
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("1.00"));
    }

    private static boolean executes(Connection connection, String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails now and then before or after the database did what it was asked, and takes its time. */
    private record Dice(Random random) implements GatedDataSource.Gate {
        @Override
        public void before(String sql) throws SQLException, InterruptedException {
            Thread.sleep(random.nextInt(3));
            roll();
        }

        @Override
        public void after(String sql) throws SQLException {
            roll();
        }

        private void roll() throws SQLException {
            if (random.nextInt(25) == 0) {
                throw new SQLException("seeded", random.nextBoolean() ? "08006" : null);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_was_said_not_to_be_recorded_never_is_whatever_fails_and_no_matter_who_gives_up(long seed) throws Exception {
        given(catalogue(), open("301"));
        Set<String> recorded = ConcurrentHashMap.newKeySet();
        Set<String> notRecorded = ConcurrentHashMap.newKeySet();
        try (LedgerWriter faulty = impatient(GatedDataSource.of(ledger.dataSource, new Dice(new Random(seed))))) {
            List<Thread> clients = IntStream.range(0, 8).mapToObj(client -> Thread.ofVirtual().start(() -> {
                Random random = new Random(seed * 100 + client);
                for (int i = 0; i < 150; i++) {
                    String name = "c" + client + "-" + i;
                    CompletableFuture<Outcome> future = faulty.submit(keyed(new Command.Allocate(
                            new BudgetId("301", 2023),
                            new SourceDocument(name, LocalDate.of(2023, 1, 1), name),
                            List.of(new Command.LineAmount(OFFICE, Money.ofYuan("1.00")))), name));
                    try {
                        accepted(future.get(random.nextInt(80), TimeUnit.MILLISECONDS));
                        recorded.add(name);
                    } catch (TimeoutException late) {
                        future.cancel(true);
                        ended(future, name, recorded, notRecorded);
                    } catch (ExecutionException | InterruptedException fault) {
                        ended(future, name, recorded, notRecorded);
                    }
                }
            })).toList();
            for (Thread client : clients) {
                client.join();
            }
        }

        List<String> log = new ArrayList<>();
        facts().forEach(fact -> {
            if (fact.envelope().fact() instanceof Fact.Posted posted) {
                log.add(posted.posting().documentNo());
            }
        });
        assertThat(log).doesNotHaveDuplicates().containsAll(recorded).doesNotContainAnyElementsOf(notRecorded);
        assertThat(recorded).as("recorded").isNotEmpty();
        assertThat(notRecorded).as("not recorded").isNotEmpty();
        assertThat(log).as("of which nothing was known").hasSizeGreaterThan(recorded.size());
    }

    private static void ended(
            CompletableFuture<Outcome> future, String name, Set<String> recorded, Set<String> notRecorded) {
        try {
            accepted(future.get());
            recorded.add(name);
        } catch (ExecutionException fault) {
            if (!(fault.getCause() instanceof OutcomeUnknownException)) {
                notRecorded.add(name);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_lock_that_another_session_keeps_is_told_on_an_idle_ledger_too_and_posting_continues_after_it() throws Exception {
        given(catalogue(), open("301"));
        try (HikariDataSource own = limited("-c lock_timeout=300"); LedgerWriter idle = impatient(own)) {
            accepted(idle.submit(of(allocate("301", OFFICE, "1.00"))).get());
            assertThat(idle.progress().trouble()).isNull();
            try (Connection other = ledger.dataSource.getConnection()) {
                other.setAutoCommit(false);
                log.lockHead(other);
                await(() -> idle.progress().trouble() != null);
                await(() -> idle.progress().sinceLast().compareTo(IMPATIENT.stalled()) > 0);
                assertThat(idle.progress().trouble()).contains("lock timeout");
                assertThatThrownBy(idle.submit(of(allocate("301", OFFICE, "1.00")))::get)
                        .hasCauseInstanceOf(LogUnavailableException.class);
                other.rollback();
            }
            await(() -> idle.progress().trouble() == null);
            accepted(idle.submit(of(allocate("301", OFFICE, "1.00"))).get());
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    /** A process that was stopped, or is cut off, in the midst of a group. */
    @Test
    void a_stopped_holder_of_the_append_lock_is_put_out_and_cannot_commit_late() throws Exception {
        given(catalogue(), open("301"));
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        GatedDataSource.Gate gate = sql -> {
            if (sql.endsWith("commit") && sql.contains("insert")) {
                stopped.countDown();
                goesOn.await();
            }
        };
        String limits = "-c idle_in_transaction_session_timeout=500 -c lock_timeout=2000";
        try (HikariDataSource one = limited(limits); HikariDataSource other = limited(limits);
                LedgerWriter first = impatient(GatedDataSource.of(one, gate)); LedgerWriter second = impatient(other)) {
            CompletableFuture<Outcome> late = first.submit(keyed(allocate("301", OFFICE, "1.00"), "k"));
            stopped.await();
            accepted(second.submit(of(allocate("301", OFFICE, "10.00"))).get());
            goesOn.countDown();

            assertThatThrownBy(late::get).hasCauseInstanceOf(OutcomeUnknownException.class);
            assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("10.00"));
            accepted(first.submit(keyed(allocate("301", OFFICE, "1.00"), "k")).get());
        }
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("11.00"));
        assertDense();
    }

    @Test
    @Timeout(30)
    void the_writer_continues_with_a_new_session_where_its_own_is_stopped() throws Exception {
        given(catalogue(), open("301"));
        try (HikariDataSource own = limited(""); LedgerWriter waiting = impatient(own)) {
            accepted(waiting.submit(of(allocate("301", OFFICE, "1.00"))).get());
            long pid = pid();
            signal("STOP", pid);
            try {
                await(() -> pidChanged(pid) && waiting.progress().trouble() == null);
                accepted(waiting.submit(of(allocate("301", OFFICE, "10.00"))).get());
            } finally {
                signal("CONT", pid);
            }
        }
        assertDense();
    }

    private boolean pidChanged(long pid) {
        try {
            return pid() != pid;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long pid() throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection();
                var select = connection.prepareStatement(
                        "select max(pid) from pg_stat_activity where application_name = 'limited'");
                var row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(pid).isPositive(); // 0 is a group of processes: this one's
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor()).isZero();
    }
}
