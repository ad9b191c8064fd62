package dev.budgetledger.ledger.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.commands.ClientKeyRing;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.Posters;
import dev.budgetledger.ledger.commands.kafka.CommandIntake;
import dev.budgetledger.ledger.commands.kafka.CommandSettings;
import dev.budgetledger.ledger.commands.kafka.RecordPosters;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.RefusalNotes;
import dev.budgetledger.ledger.witnesses.Witnesses;
import dev.budgetledger.testservers.ScramKafka;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A Kafka that lets in who proves who he is, by SASL/SCRAM: every client of the ledger does, by one map of properties. */
@ExtendWith(OutputCaptureExtension.class)
class SecuredKafkaTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SigningKey key = SigningKey.generate("budget-ledger");

    @TempDir
    private Path folder;

    @Test
    void facts_go_out_and_commands_come_in_by_properties_alone_and_a_wrong_password_is_named(CapturedOutput output)
            throws Exception {
        try (ScramKafka kafka = new ScramKafka(folder.resolve("kafka"), "ledger", "correct"); TestLedger ledger = new TestLedger()) {
            FactLog log = new FactLog(StoreClock.DATABASE);
            try (LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {})) {
                writer.submit(of(catalogue())).join();
                OutboxSettings settings = settings(kafka, "correct");
                try (OutboxRelay relay = relay(ledger, log, settings);
                        CommandIntake intake = intake(settings, writer, ledger, log)) {
                    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(relay.relayed()).isEqualTo(1));
                    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(intake.trouble()).isEmpty());
                    assertThat(relay.topics()).isEmpty();
                }
                OutboxSettings wrong = settings(kafka, "wrong");
                try (OutboxRelay relay = relay(ledger, log, wrong); CommandIntake intake = intake(wrong, writer, ledger, log)) {
                    Awaitility.await().atMost(LIMIT).untilAsserted(() -> {
                        assertThat(relay.trouble()).contains("Authentication failed");
                        assertThat(intake.trouble()).contains("Authentication failed");
                    });
                }
            }
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("Nothing is relayed to Kafka, ")))
                .hasSize(1);
    }

    @Test
    void what_order_rests_on_is_not_for_properties_to_set() {
        for (String ours : List.of("acks", "enable.idempotence", "isolation.level", "enable.auto.commit", "group.id")) {
            assertThatThrownBy(() -> new OutboxSettings(
                            "localhost:1", "urn:test", 6, Duration.ZERO, Duration.ZERO, Map.of(ours, "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("ledger.kafka.properties may not set " + ours + ": ");
        }
    }

    private OutboxRelay relay(TestLedger ledger, FactLog log, OutboxSettings settings) throws IOException {
        Checkpoints checkpoints = new Checkpoints(key, new KeptHead(folder.resolve("last-signed")), log.history());
        checkpoints.compared();
        OutboxRelay relay = new OutboxRelay(ledger.dataSource, log, settings, checkpoints, Witnesses.none());
        relay.start();
        return relay;
    }

    private static CommandIntake intake(OutboxSettings settings, LedgerWriter writer, TestLedger ledger, FactLog log) {
        ClientKeyRing keys = new ClientKeyRing(ledger.dataSource, log);
        CommandIntake intake = new CommandIntake(settings, new CommandSettings(true, "test", null), new CommandDocument(JsonMapper.shared()),
                new RecordPosters(new Posters(ledger.dataSource, log, keys, RefusalNotes.NONE), keys, true), writer);
        intake.start();
        return intake;
    }

    private static OutboxSettings settings(ScramKafka kafka, String password) {
        return new OutboxSettings(kafka.bootstrapServers(), "urn:test", 2, Duration.ofMillis(50), Duration.ofMillis(100),
                ScramKafka.properties("ledger", password));
    }
}
