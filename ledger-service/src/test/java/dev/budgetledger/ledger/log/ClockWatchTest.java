package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.ledger.TestLedger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Clocks that leap, on a real PostgreSQL, whose own clock is right. */
class ClockWatchTest {

    private static final Duration TOLERANCE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final TestLedger ledger = new TestLedger();
    private final AtomicReference<Duration> behind = new AtomicReference<>(Duration.ZERO);


    @AfterEach
    void close() {
        ledger.close();
    }

    private FactLog log(StoreClock clock) {
        return new FactLog(clock, new ClockWatch(
                TOLERANCE, null, () -> Instant.now().minus(behind.get()), System::nanoTime));
    }

    @Test
    void nothing_is_recorded_or_closed_while_two_clocks_contradict_each_other() throws SQLException {
        FactLog log = log(StoreClock.DATABASE);
        append(log, 0);
        for (Duration apart : List.of(DAY, DAY.negated(), TOLERANCE.plusSeconds(5))) {
            behind.set(apart);
            assertNothingIsTaken(log);
        }

        behind.set(TOLERANCE.minusSeconds(5));
        append(log, 1);
        assertThat(close(log)).isNotNull();
    }

    /** The database and the service on one machine, whose clock is set. */
    @Test
    void nothing_is_recorded_once_both_clocks_have_leapt_together() throws SQLException {
        behind.set(DAY);
        FactLog log = log(StoreClock.DATABASE);
        behind.set(Duration.ZERO);

        assertNothingIsTaken(log);
        append(log(StoreClock.DATABASE), 0); // begun again
    }

    /** Garbage is collected, the process is stopped: between question and answer anything may pass. */
    @Test
    void an_answer_that_comes_late_is_no_leap() throws SQLException {
        AtomicInteger looked = new AtomicInteger(); // when it began and before it asks for the first time: yesterday
        FactLog log = new FactLog(StoreClock.DATABASE, new ClockWatch(TOLERANCE, null,
                () -> looked.incrementAndGet() <= 2 ? Instant.now().minus(DAY) : Instant.now(),
                () -> looked.get() <= 2 ? System.nanoTime() - DAY.toNanos() : System.nanoTime()));

        append(log, 0);
        append(log, 1);
    }

    @Test
    void after_a_timestamp_closed_a_day_ahead_nothing_stands_at_tomorrow_unless_an_operator_takes_it_so() throws SQLException {
        AtomicReference<Duration> ahead = new AtomicReference<>(DAY);
        FactLog log = log(now -> now.plus(ahead.get()));
        Instant closed = close(log).now();
        ahead.set(Duration.ZERO);

        assertNothingIsTaken(log);

        FactLog acknowledged = new FactLog(StoreClock.DATABASE, new ClockWatch(TOLERANCE, closed));
        append(acknowledged, 0);
        append(acknowledged, 1);
        assertThat(facts()).extracting(fact -> fact.envelope().recordedAt())
                .containsExactly(closed.plus(1, ChronoUnit.MICROS), closed.plus(2, ChronoUnit.MICROS));
    }

    private void assertNothingIsTaken(FactLog log) throws SQLException {
        int before = facts().size();
        assertThatThrownBy(() -> append(log, before)).isInstanceOf(ImplausibleClockException.class);
        assertThatThrownBy(() -> close(log)).isInstanceOf(ImplausibleClockException.class);
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThat(log.implausible(connection)).isPresent();
        }
        assertThat(facts()).hasSize(before);
    }

    private void append(FactLog log, long sequence) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var _ = SampleFacts.append(log, connection, List.of(new FactDraft("301-2023", sequence, "预算处",
                    new Fact.BudgetOpened(new Department("301", "部门"), 2023, false))));
            connection.commit();
        }
    }

    private Head close(FactLog log) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Head head = log.closeTimestamp(connection);
            connection.commit();
            return Objects.requireNonNull(head);
        }
    }

    private List<StoredFact> facts() throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            return new FactLog(StoreClock.DATABASE).readAfter(connection, 0, 100);
        }
    }
}
