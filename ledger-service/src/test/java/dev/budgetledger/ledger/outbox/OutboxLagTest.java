package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Watermark;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.LedgerWriter;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** Kafka is behind the log by facts and by time; time decides. */
class OutboxLagTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void what_has_not_come_to_kafka_for_longer_than_allowed_is_said_however_little_it_is() {
        assertThat(new OutboxLag(1_000_000, 900_000, Duration.ofSeconds(60)).isWithin(MINUTE)).isTrue();
        assertThat(new OutboxLag(8, 7, Duration.ofMillis(60_001)).isWithin(MINUTE)).isFalse();
    }

    @Test
    void the_age_is_that_of_the_first_fact_behind_the_mark() throws Exception {
        FactLog log = new FactLog(StoreClock.DATABASE);
        try (TestLedger ledger = new TestLedger();
                LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {});
                Connection connection = ledger.dataSource.getConnection()) {
            writer.submit(of(catalogue())).join();
            writer.submit(of(open("301"))).join();

            OutboxLag all = OutboxLag.read(connection, log);
            new OutboxCursor().write(connection, new Watermark(2, Instant.now()));
            OutboxLag none = OutboxLag.read(connection, log);

            assertThat(all.facts()).isEqualTo(2);
            assertThat(all.age()).isPositive();
            assertThat(none).isEqualTo(new OutboxLag(2, 2, Duration.ZERO));
        }
    }
}
