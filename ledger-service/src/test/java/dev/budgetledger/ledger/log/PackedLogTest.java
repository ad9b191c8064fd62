package dev.budgetledger.ledger.log;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.store.LedgerWriter;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** Who has the database of the ledger alone can read and hash what is in it. */
class PackedLogTest {

    @Test
    void the_database_knows_the_same_phrases() {
        try (TestLedger ledger = new TestLedger()) {
            JdbcClient database = JdbcClient.create(ledger.dataSource);

            assertThat(PackedEnvelope.PHRASES).allSatisfy(each -> assertThat(database.sql("select convert_from(envelope_json(?), 'UTF8')")
                    .param(PackedEnvelope.pack(utf8(each))).query((row, _) -> row.getString(1)).single()).isEqualTo(each));
        }
    }

    /** The first fact is one that a release stored which did not pack. */
    @Test
    void who_has_the_database_alone_reads_what_was_hashed() throws SQLException {
        FactLog log = new FactLog(StoreClock.DATABASE);
        try (TestLedger ledger = new TestLedger(); LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {})) {
            List.of(catalogue(), open("301"), allocate("301", OFFICE, "100.00"), transfer("301", OFFICE, TRAVEL, "1.50"))
                    .forEach(command -> writer.submit(of(command)).join());
            new SampleFacts(ledger).behindTheBack("update facts set envelope = envelope_json(envelope) where position = 1");

            List<byte[]> read = read(log, ledger.dataSource);
            List<String> told = JdbcClient.create(ledger.dataSource).sql("select convert_from(envelope_json(envelope), 'UTF8') from facts order by position").query((row, _) -> row.getString(1)).list();
            List<byte[]> stored = JdbcClient.create(ledger.dataSource).sql("select envelope from facts order by position")
                    .query((row, _) -> row.getBytes(1)).list();

            assertThat(told).hasSize(4).isEqualTo(read.stream().map(PackedLogTest::text).toList());
            assertThat(stored.getFirst()).isEqualTo(read.getFirst());
            assertThat(IntStream.range(1, 4).mapToObj(i -> stored.get(i).length < read.get(i).length)).containsOnly(true);
            assertThat(LogVerification.verify(ledger.dataSource, List.of())).isInstanceOf(Verification.Intact.class);
        }
    }

    private static List<byte[]> read(FactLog log, DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return log.readAfter(connection, 0, 10).stream().map(StoredFact::bytes).toList();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
