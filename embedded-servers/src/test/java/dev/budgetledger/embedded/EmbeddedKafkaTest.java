package dev.budgetledger.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedKafkaTest {

    private static final String TOPIC = "budget.facts.v1";

    @TempDir
    private Path folder;

    @Test
    void records_and_group_offsets_survive_a_restart_on_another_port() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            createTopic(kafka);
            send(kafka, "下达");
            assertThat(read(kafka, 1)).containsExactly("下达");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0)) {
            send(kafka, "调剂");
            assertThat(read(kafka, 1)).containsExactly("调剂");
        }
    }

    @Test
    void a_topic_is_not_created_by_being_named() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
                Admin admin = admin(kafka)) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("misspelt")).allTopicNames().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void a_port_in_use_is_named_with_who_wants_it() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, taken.getLocalPort()))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is in use, but Kafka needs it");
        }
    }

    @Test
    void data_of_another_version_is_refused() throws IOException {
        Files.writeString(folder.resolve("version"), "Kafka 3, data format 1\n");

        assertThatThrownBy(() -> EmbeddedKafka.start(folder, 0))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("was written by Kafka 3, data format 1");
    }

    @Test
    void a_broker_that_cannot_write_is_back_once_it_can_in_the_same_JVM_with_all_that_was_acknowledged() throws Exception {
        List<String> givenUp = new CopyOnWriteArrayList<>();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
                Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("segment.bytes", "1048576"))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            send(kafka, "下达");
            // given a partition that cannot begin its next file
            Path partition = folder.resolve("data").resolve(TOPIC + "-0");
            Path away = folder.resolve("away");
            Files.move(partition, away);
            var producer = producer(kafka);
            for (int i = 0; i < 3; i++) {
                var _ = producer.send(new ProducerRecord<>(TOPIC, "301-2023", "x".repeat(900_000)));
            }
            for (int tries = 0; kafka.failure().isEmpty() && tries < 300; tries++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            producer.close(Duration.ZERO);
            assertThat(kafka.failure()).contains("has halted: it cannot write its files");

            // when it can
            Files.move(away, partition);
            try (Supervisor supervisor = Supervisor.of(kafka, givenUp::add)) {
                for (int tries = 0; kafka.failure().isPresent() && tries < 600; tries++) {
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                send(kafka, "调剂");
            }

            // then it continues
            List<String> values = read(kafka, 1);
            assertThat(values.getFirst()).isEqualTo("下达");
            assertThat(values.getLast()).isEqualTo("调剂");
            assertThat(givenUp).isEmpty();
        }
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static void createTopic(EmbeddedKafka kafka) throws Exception {
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static void send(EmbeddedKafka kafka, String value) throws Exception {
        try (var producer = producer(kafka)) {
            producer.send(new ProducerRecord<>(TOPIC, "301-2023", value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all",
                "delivery.timeout.ms", "20000", "request.timeout.ms", "5000", "linger.ms", "0");
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    private static List<String> read(EmbeddedKafka kafka, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "reader",
                "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            for (int tries = 0; values.size() < count && tries < 60; tries++) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
            }
            consumer.commitSync();
        }
        return values;
    }
}
