package dev.budgetledger.ledger.witnesses;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.LogTree;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.witness.Witness;
import dev.budgetledger.witness.WitnessServer;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** Heads of a real log, and a real witness. */
class WitnessesTest {

    private final SigningKey key = SigningKey.generate("budget-ledger");
    private final SigningKey ofWitness = SigningKey.generate("audit.example/w1");
    private final TestLedger ledger = new TestLedger();
    private final LedgerWriter writer = new LedgerWriter(ledger.dataSource, new FactLog(StoreClock.DATABASE), () -> {});

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        writer.close();
        ledger.close();
    }

    @Test
    void each_head_is_cosigned_from_the_first_on_and_by_a_client_that_knows_nothing_yet() throws Exception {
        try (WitnessServer server = server(); Witnesses witnesses = witnesses(server.address().toString(), Duration.ZERO)) {
            post(writer, catalogue(), open("301"));
            assertThat(isCosigned(told(ledger, witnesses))).isTrue();
            post(writer, allocate("301", OFFICE, "1.00"), allocate("301", OFFICE, "2.00"));
            assertThat(isCosigned(told(ledger, witnesses))).isTrue();
            try (Witnesses again = witnesses(server.address().toString(), Duration.ZERO)) {
                post(writer, allocate("301", OFFICE, "3.00"));
                assertThat(isCosigned(told(ledger, again))).isTrue();
                assertThat(again.states()).containsExactly(new Witnesses.State("audit.example/w1", 5, ""));
            }
            post(writer, allocate("301", OFFICE, "4.00"));
            assertThat(isCosigned(told(ledger, witnesses))).as("by the first, which another overtook").isTrue();
        }
    }

    /** Both sign with the key of the ledger. */
    @Test
    void of_two_ledgers_under_one_key_one_is_cosigned() throws Exception {
        TestLedger other = new TestLedger();
        LedgerWriter ofOther = new LedgerWriter(other.dataSource, new FactLog(StoreClock.DATABASE), () -> {});
        try (WitnessServer server = server(); Witnesses witnesses = witnesses(server.address().toString(), Duration.ZERO);
                Witnesses second = witnesses(server.address().toString(), Duration.ZERO)) {
            post(writer, catalogue(), open("301"));
            assertThat(isCosigned(told(ledger, witnesses))).isTrue();

            post(ofOther, catalogue(), open("302"));
            assertThat(isCosigned(told(other, second))).as("as long").isFalse();
            assertThat(second.states().getFirst().trouble()).contains("does not continue from");
            post(ofOther, allocate("302", OFFICE, "1.00"));
            assertThat(isCosigned(told(other, second))).as("longer").isFalse();
            assertThat(second.states().getFirst().trouble()).contains("422");
            assertThat(isCosigned(told(ledger, witnesses))).as("the first").isTrue();
        } finally {
            ofOther.close();
            other.close();
        }
    }

    @Test
    void one_that_does_not_answer_is_done_without_and_not_asked_again_at_once() throws Exception {
        post(writer, catalogue(), open("301"));
        WitnessServer server = server();
        String address = server.address().toString();
        server.close();
        try (Witnesses patient = witnesses(address, Duration.ofHours(1)); Witnesses eager = witnesses(address, Duration.ZERO)) {
            assertThat(isCosigned(told(ledger, patient))).isFalse();
            assertThat(isCosigned(told(ledger, eager))).isFalse();
            assertThat(eager.states().getFirst().trouble()).contains("ConnectException");
            try (WitnessServer _ = server(server.address().getPort())) {
                assertThat(isCosigned(told(ledger, patient))).isFalse();
                assertThat(isCosigned(told(ledger, eager))).isTrue();
            }
        }
    }

    @Test
    void what_another_key_cosigned_is_not_taken() throws Exception {
        post(writer, catalogue(), open("301"));
        try (WitnessServer server = server()) {
            WitnessSettings.Server claimed = new WitnessSettings.Server(server.address().toString(), SigningKey.generate("audit.example/w1").witness().format());
            try (Witnesses witnesses = new Witnesses(new WitnessSettings(List.of(claimed), Duration.ofSeconds(10), Duration.ZERO, Duration.ofSeconds(1)))) {
                assertThat(SignedNote.parse(told(ledger, witnesses)).signatures()).hasSize(1);
                assertThat(witnesses.states().getFirst().trouble()).contains("no cosignature of audit.example/w1");
            }
        }
    }

    private WitnessServer server() throws IOException {
        return server(0);
    }

    private WitnessServer server(int port) throws IOException {
        Witness witness = new Witness(ofWitness, List.of(key.verifier()), folder, Clock.systemUTC());
        return WitnessServer.start(witness, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private Witnesses witnesses(String address, Duration retryAfter) {
        WitnessSettings.Server one = new WitnessSettings.Server(address, ofWitness.witness().format());
        return new Witnesses(new WitnessSettings(List.of(one), Duration.ofSeconds(10), retryAfter, Duration.ofSeconds(1)));
    }

    /** What readers are told of the log as it is. */
    private String told(TestLedger of, Witnesses witnesses) throws SQLException, InterruptedException {
        try (Connection connection = of.dataSource.getConnection()) {
            long size = new FactLog(StoreClock.DATABASE).lastPosition(connection);
            return witnesses.cosigned(connection, key.sign(new Checkpoint("budget-ledger", size, LogTree.root(connection, size)).text()).format());
        }
    }

    private boolean isCosigned(String note) {
        SignedNote signed = SignedNote.parse(note);
        assertThat(key.verifier().verifies(signed)).isTrue();
        return ofWitness.witness().cosigned(signed).isPresent();
    }

    private static void post(LedgerWriter by, Command... commands) {
        for (Command command : commands) {
            assertThat(by.submit(of(command)).join()).isInstanceOf(Outcome.Accepted.class);
        }
    }
}
