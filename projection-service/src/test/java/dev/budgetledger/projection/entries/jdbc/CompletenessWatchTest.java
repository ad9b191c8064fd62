package dev.budgetledger.projection.entries.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class CompletenessWatchTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);

    @Test
    void what_was_known_stays_known_when_the_partitions_that_said_so_have_come_further_than_the_others() {
        // given an allocation whose watermark has come everywhere but where the allocation itself is
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        StoredLog stored = new StoredLog(3).facts(log.facts()).watermark(new Watermark(1, log.now()));
        log.tick().allocate(OFFICE, LocalDate.of(2023, 1, 5), SampleLog.STAFF, 100);
        stored.facts(log.facts().subList(1, 2)).watermarkWithout(OFFICE, new Watermark(2, log.now()));
        CompletenessWatch watch = new CompletenessWatch(stored.jdbc());
        assertThat(watch.refresh().lastKnown().position()).isEqualTo(2);

        // when the others hear of one more that has not come
        stored.watermarkWithout(OFFICE, new Watermark(3, log.tick().now()));

        // then now has not gone back
        assertThat(watch.refresh().lastKnown().position()).isEqualTo(2);
    }

    @Test
    void what_was_said_wrongly_is_not_kept() {
        // given a partition whose progress somebody changed, and changed back
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        StoredLog stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(1, log.now()));
        CompletenessWatch watch = new CompletenessWatch(stored.jdbc());
        stored.jdbc().sql("""
                update intake_offsets
                set complete_through = 2, watermark_position = 2, known_at = known_at + interval '1 day'""").update();
        assertThat(watch.refresh().completeness().completeThrough()).isEqualTo(2);
        stored.jdbc().sql("""
                update intake_offsets
                set complete_through = 1, watermark_position = 1, known_at = known_at - interval '1 day'""").update();
        // when a fact comes that nobody knows to be all there is
        stored.jdbc().sql("""
                insert into stored_facts (position, recorded_at, sequence, stream, type, posted_by, leaf_hash)
                select 2, recorded_at + interval '1 second', 1, stream, type, posted_by, leaf_hash from stored_facts""")
                .update();

        // then
        assertThat(watch.refresh().completeness().knownThrough()).isEqualTo(log.facts().getFirst().recordedAt());
    }

    @Test
    void those_who_wait_for_a_database_that_says_nothing_wait_once() throws Exception {
        // given readers, for now and for a position, while the database says nothing
        SilentDatabase silent = new SilentDatabase();
        CompletenessWatch watch = new CompletenessWatch(JdbcClient.create(silent));
        Queue<DataAccessException> told = new ConcurrentLinkedQueue<>();
        Stream<Runnable> reads = Stream.of(watch::current, () -> watch.await(_ -> true, Duration.ofMinutes(1), "now"));
        var readers = reads.flatMap(read -> Stream.generate(() -> Thread.ofPlatform().start(() -> {
            try {
                read.run();
            } catch (DataAccessException e) {
                told.add(e);
            }
        })).limit(10)).toList();
        Awaitility.await().until(() -> readers.stream().allMatch(each -> each.getState() == Thread.State.WAITING));

        // when it is given up
        silent.givenUp.countDown();
        for (Thread each : readers) {
            each.join();
        }

        // then all are told, and it was asked once
        assertThat(told).hasSize(20);
        assertThat(silent.asked).hasValue(1);
        // and it is asked again by who comes after that
        assertThat(catchThrowable(watch::current)).isInstanceOf(DataAccessException.class);
        assertThat(silent.asked).hasValue(2);
    }

    /** Says nothing until it is given up. */
    private static final class SilentDatabase extends AbstractDataSource {

        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch givenUp = new CountDownLatch(1);

        @Override
        public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            try {
                givenUp.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new SQLTransientConnectionException("it says nothing");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
