package dev.budgetledger.ledger.commands;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fact.AuthorityRefused.Door;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.commands.RefusalRecorder.RefusalSettings;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Submission;

import static org.assertj.core.api.Assertions.assertThat;

/** 越权入账: what was counted is recorded, whatever the writer does meanwhile. */
class RefusalRecorderTest {

    private static final RefusalSettings RARELY = new RefusalSettings(Duration.ofHours(1), Duration.ofMinutes(1));

    private final TestLedger ledger = new TestLedger();
    private final FactLog log = new FactLog(StoreClock.DATABASE);
    private final Switch database = new Switch();
    private final LedgerWriter writer = new LedgerWriter(database, log, () -> {});
    private final RefusalTally tally = new RefusalTally(RARELY);
    private final RefusalRecorder recorder = new RefusalRecorder(tally, RARELY, writer);

    private final class Switch extends DelegatingDataSource {
        private volatile boolean isAway;

        Switch() {
            super(ledger.dataSource);
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (isAway) {
                throw new SQLException("away", "08006");
            }
            return super.getConnection();
        }
    }

    @AfterEach
    void close() {
        recorder.close();
        writer.close();
        ledger.close();
    }

    @Test
    void a_thousand_of_one_name_are_few_facts_that_add_up() throws Exception {
        recorder.start();
        refused("王", 1);
        await(1);

        refused("王", 999);
        refused("李", 3);
        recorder.stop();

        assertThat(refused()).hasSize(3);
        assertThat(total("王")).isEqualTo(1000);
        assertThat(total("李")).isEqualTo(3);
        assertThat(refused()).extracting(Envelope::sequence).containsExactly(0L, 1L, 2L);
    }

    @Test
    void while_the_writer_cannot_write_they_are_counted_and_the_one_under_way_is_recorded_once() throws Exception {
        database.isAway = true;
        recorder.start();
        refused("王", 5);
        Awaitility.await().until(() -> !recorder.workers().getFirst().trouble().isEmpty());
        refused("王", 7);

        database.isAway = false;

        await(1);
        recorder.stop();
        assertThat(total("王")).isEqualTo(12);
        assertThat(refused()).hasSize(2);
    }

    @Test
    void a_stop_that_the_writer_does_not_take_part_in_ends() throws Exception {
        database.isAway = true;
        recorder.start();
        refused("王", 5);

        recorder.stop();

        assertThat(recorder.isRunning()).isFalse();
        database.isAway = false;
        assertThat(refused()).isEmpty();
    }

    private void refused(String name, int times) {
        for (int i = 0; i < times; i++) {
            tally.refused(new Submission(TestLedger.open("301"), name, null, null, null, Door.HTTP), "NOT_GRANTED", "department");
        }
    }

    private void await(int facts) {
        Awaitility.await().until(() -> refused().size() >= facts);
    }

    private List<Envelope> refused() throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            return log.readAfter(connection, 0, 1000).stream().map(stored -> stored.envelope())
                    .filter(envelope -> envelope.fact() instanceof Fact.AuthorityRefused).toList();
        }
    }

    private long total(String name) throws SQLException {
        return refused().stream().filter(envelope -> envelope.postedBy().equals(name)).map(Envelope::fact)
                .mapToLong(fact -> 1 + ((Fact.AuthorityRefused) fact).leftOut()).sum();
    }
}
