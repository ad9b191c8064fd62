package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.ledger.TestLedger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The log on a real PostgreSQL. */
class FactLogTest {

    private static final int WRITERS = 64;
    private static final int TRANSACTIONS = 20;

    private final TestLedger ledger = new TestLedger();
    private final FactLog log = new FactLog(StoreClock.DATABASE);

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, WRITERS})
    void sixty_four_writers_with_rollbacks_leave_no_gap_and_a_reader_sees_each_position_once_in_order(int streams)
            throws Exception {
        long seed = 20230101L + streams;
        Map<String, Long> nextSequence = new ConcurrentHashMap<>();
        AtomicInteger committed = new AtomicInteger();
        AtomicBoolean writing = new AtomicBoolean(true);
        List<Envelope> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader = threads.submit(() -> follow(seen, writing));
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String stream = "stream" + writer % streams + "-2023";
                SplittableRandom random = new SplittableRandom(seed + writer);
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < TRANSACTIONS; i++) {
                        committed.addAndGet(append(stream, nextSequence, random));
                    }
                    return null;
                }));
            }
            try {
                for (Future<?> writer : writers) {
                    writer.get();
                }
            } finally {
                writing.set(false);
            }
            reader.get();
        }

        assertThat(committed.get()).isPositive();
        assertThat(seen).extracting(Envelope::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, committed.get()).boxed().toList());
        assertThat(seen).isSortedAccordingTo((a, b) -> a.recordedAt().compareTo(b.recordedAt()));
        Map<String, Long> expected = new HashMap<>();
        for (Envelope envelope : seen) {
            assertThat(envelope.sequence()).isEqualTo(expected.merge(envelope.stream(), 1L, Long::sum) - 1);
        }
        assertThat(expected).hasSize(streams);
    }

    /** Appends one to three facts, and in three cases of ten rolls them back. */
    private int append(String stream, Map<String, Long> nextSequence, SplittableRandom random) throws SQLException {
        int facts = random.nextInt(1, 4);
        boolean abort = random.nextInt(10) < 3;
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            var _ = log.lockHead(connection); // before anyone looks at the sequences
            long next = nextSequence.getOrDefault(stream, 0L);
            List<FactDraft> drafts = LongStream.range(next, next + facts)
                    .mapToObj(sequence -> draft(stream, sequence)).toList();
            var _ = SampleFacts.append(log, connection, drafts);
            if (abort) {
                connection.rollback();
                return 0;
            }
            nextSequence.put(stream, next + facts);
            connection.commit();
            return facts;
        }
    }

    private Void follow(List<Envelope> seen, AtomicBoolean writing) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            boolean last = false;
            while (true) {
                long position = seen.isEmpty() ? 0 : seen.getLast().position();
                List<StoredFact> facts = log.readAfter(connection, position, 7);
                facts.forEach(fact -> seen.add(fact.envelope()));
                if (facts.isEmpty() && last) {
                    return null;
                }
                last = facts.isEmpty() && !writing.get();
            }
        }
    }

    @Test
    void the_instant_of_a_commit_is_after_that_of_the_one_before_even_if_the_clock_is_set_back() throws SQLException {
        List<Instant> clock = List.of(
                Instant.parse("2023-07-03T08:00:00.123456789Z"),
                Instant.parse("2023-07-03T08:00:00.123456789Z"),
                Instant.parse("2023-06-01T00:00:00Z"),
                Instant.parse("2023-07-04T00:00:00Z"));
        AtomicInteger turn = new AtomicInteger();
        FactLog given = new FactLog(_ -> clock.get(turn.getAndIncrement()));

        List<String> recorded = new ArrayList<>();
        for (int i = 0; i < clock.size(); i++) {
            recorded.add(commit(given, draft("301-2023", 2L * i), draft("301-2023", 2L * i + 1)).stream()
                    .map(fact -> Envelope.format(fact.envelope().recordedAt())).distinct().toList().toString());
        }

        assertThat(recorded).containsExactly(
                "[2023-07-03T08:00:00.123456Z]", "[2023-07-03T08:00:00.123457Z]",
                "[2023-07-03T08:00:00.123458Z]", "[2023-07-04T00:00:00.000000Z]");
    }

    @Test
    void a_closed_timestamp_stays_closed_whatever_the_clock_does() throws SQLException {
        AtomicInteger turn = new AtomicInteger();
        List<String> clock = List.of("2023-07-03T08:00:00Z", "2023-07-01T00:00:00Z");
        FactLog given = new FactLog(_ -> Instant.parse(clock.get(turn.getAndIncrement())));
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(given.closeTimestamp(connection)).isEqualTo(new Head(0, Instant.parse("2023-07-03T08:00:00Z")));
            connection.commit();
        }
        assertThat(commit(given, draft("301-2023", 0)).getFirst().envelope().recordedAt())
                .isEqualTo(Instant.parse("2023-07-03T08:00:00.000001Z"));
    }

    @Test
    void a_closed_timestamp_that_somebody_deleted_is_named_and_put_back_as_the_runbook_says() throws SQLException {
        new SampleFacts(ledger).behindTheBack("delete from closed_timestamp");
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThatThrownBy(() -> log.lockHead(connection)).isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("the table closed_timestamp has lost its row");

            new SampleFacts(ledger).behindTheBack("insert into closed_timestamp (known_at) values (now())");
            assertThat(log.lockHead(connection).position()).isZero();
        }
    }

    @Test
    void no_timestamp_is_closed_while_somebody_appends() throws SQLException {
        try (Connection appending = ledger.dataSource.getConnection();
                Connection closing = ledger.dataSource.getConnection()) {
            appending.setAutoCommit(false);
            closing.setAutoCommit(false);
            log.lockHead(appending);
            assertThat(log.closeTimestamp(closing)).isNull();
            appending.rollback();
            assertThat(log.closeTimestamp(closing)).isNotNull();
        }
    }

    @Test
    void what_is_read_are_the_very_bytes_that_were_written() throws SQLException {
        StoredFact written = commit(log, draft("301-2023", 0)).getFirst();
        try (Connection connection = ledger.dataSource.getConnection()) {
            StoredFact read = log.readAfter(connection, 0, 10).getFirst();
            assertThat(read.bytes()).isEqualTo(written.bytes()).isEqualTo(written.envelope().bytes());
            assertThat(log.bytesAfter(connection, 0, 10, 1000)).containsExactly(written.bytes());
            assertThat(log.readStream(connection, "301-2023", 0, 10)).hasSize(1);
            assertThat(log.readStream(connection, "301-2023", 1, 10)).isEmpty();
            assertThat(log.lastPosition(connection)).isEqualTo(1);
        }
    }

    @Test
    void one_place_in_a_stream_is_taken_once() throws SQLException {
        commit(log, draft("301-2023", 0));
        assertThatThrownBy(() -> commit(log, draft("301-2023", 0))).hasMessageContaining("facts_stream_sequence_key");
        assertThat(commit(log, draft("301-2023", 1)).getFirst().envelope().position()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "update facts set stream = 'x'", "delete from facts", "truncate facts",
        "update subtrees set hash = ''", "delete from subtrees", "truncate subtrees",
        "update answers set answer = ''", "delete from answers", "truncate answers"})
    void the_log_cannot_be_changed_by_the_service_and_not_by_the_owner_either(String sql) throws SQLException {
        commit(log, draft("301-2023", 0));
        try (Connection service = ledger.dataSource.getConnection(); Statement statement = service.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
        }
        try (HikariDataSource owners = ledger.pool("ledger_owner");
                Connection owner = owners.getConnection(); Statement statement = owner.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("is append-only");
        }
        try (Connection connection = ledger.dataSource.getConnection()) {
            assertThat(log.lastPosition(connection)).isEqualTo(1);
        }
    }

    private List<StoredFact> commit(FactLog to, FactDraft... drafts) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            List<StoredFact> facts = SampleFacts.append(to, connection, List.of(drafts));
            connection.commit();
            return facts;
        }
    }

    private static FactDraft draft(String stream, long sequence) {
        return new FactDraft(stream, sequence, "预算处",
                new Fact.BudgetOpened(new Department("301", "部门"), 2023, false));
    }
}
