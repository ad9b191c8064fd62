package dev.budgetledger.projection.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.kafka.KafkaClients.KafkaProperties;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.testservers.ScramKafka;
import dev.budgetledger.testservers.TestServers;
import dev.budgetledger.testservers.TestServers.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A Kafka that lets in who proves who he is, by SASL/SCRAM: every client of the projection does, by one map of properties. */
@ExtendWith(OutputCaptureExtension.class)
class SecuredKafkaTest {

    private final TestDatabase database = TestServers.newProjectionDatabase("projection");
    private final SampleLog log = new SampleLog();

    @TempDir
    private Path folder;

    @Test
    void facts_come_in_by_properties_alone_and_a_wrong_password_is_named_once_and_tried_again(CapturedOutput output)
            throws Exception {
        log.open(new BudgetId("301", 2023));
        try (ScramKafka kafka = new ScramKafka(folder, "projection", "correct")) {
            publish(kafka);
            try (RunningProjection projection = RunningProjection.on(database, settings(kafka, "wrong"))) {
                Awaitility.await().until(() -> projection.readiness().body().contains("Authentication failed"));
                assertThat(projection.status()).isInstanceOf(IntakeStatus.State.Retrying.class);
            }
            try (RunningProjection projection = RunningProjection.on(database, settings(kafka, "correct"))) {
                projection.awaitPosition(1).awaitReadiness(200);
            }
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("Nothing is taken in, "))).hasSize(1);
    }

    @Test
    void what_reading_once_rests_on_is_not_for_properties_to_set() {
        for (String ours : List.of("enable.auto.commit", "auto.offset.reset", "group.id", "acks")) {
            assertThatThrownBy(() -> new KafkaProperties("localhost:1", "test", Map.of(ours, "x")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("projection.kafka.properties may not set " + ours + ": ");
        }
    }

    private void publish(ScramKafka kafka) throws Exception {
        Map<String, Object> config = new HashMap<>(ScramKafka.properties("projection", "correct"));
        config.put("bootstrap.servers", kafka.bootstrapServers());
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (Admin admin = Admin.create(config); KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config, bytes, bytes)) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.FACTS, 1, (short) 1), new NewTopic(Topics.WATERMARKS, 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            producer.send(TestRelay.ofFact(log.facts().getFirst(), 0)).get(30, TimeUnit.SECONDS);
            producer.send(TestRelay.ofWatermark(Topics.FACTS, new Watermark(1, log.now()), 0)).get(30, TimeUnit.SECONDS);
        }
    }

    private static String[] settings(ScramKafka kafka, String password) {
        List<String> settings = new ArrayList<>(List.of("--projection.kafka.bootstrap-servers=" + kafka.bootstrapServers()));
        ScramKafka.properties("projection", password).forEach((name, value) ->
                settings.add("--projection.kafka.properties." + name + "=" + value));
        return settings.toArray(String[]::new);
    }
}
