package dev.budgetledger.projection.intake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.testservers.TestServers;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Publishes as the ledger does, and as it should not. */
public final class TestRelay implements AutoCloseable {

    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Publishes to topics that begin empty. */
    public static TestRelay toNewTopics(int partitions) {
        noTopics();
        return createTopics(partitions);
    }

    /** The ledger has not been there yet. */
    static void noTopics() {
        try (Admin admin = admin()) {
            Set<String> both = Set.of(Topics.FACTS, Topics.WATERMARKS);
            Set<String> there = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            List<String> old = both.stream().filter(there::contains).toList();
            admin.deleteTopics(old).all().get(30, TimeUnit.SECONDS);
            Awaitility.await()
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(both::contains));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static TestRelay createTopics(int partitions) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.FACTS, partitions, (short) 1),
                            new NewTopic(Topics.WATERMARKS, 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new TestRelay(partitions);
    }

    /** As the ledger makes it, if it is not there. */
    public static void topicOfReads() throws Exception {
        try (Admin admin = admin()) {
            if (!admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(Topics.READS)) {
                admin.createTopics(List.of(new NewTopic(Topics.READS, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
            }
        }
    }

    private TestRelay(int partitions) {
        this.partitions = partitions;
        ByteArraySerializer bytes = new ByteArraySerializer();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers(), "acks", "all",
                        // Topics come and go here. A producer that numbers its records may still number them for the
                        // topic that went, and be refused for ever.
                        "enable.idempotence", false, "max.in.flight.requests.per.connection", 1),
                bytes, bytes);
    }

    int partitionOf(String stream) {
        return Publication.partitionOf(stream, partitions);
    }

    public void facts(List<Envelope> facts) {
        send(facts.stream()
                .map(each -> ofFact(each, partitionOf(each.stream())))
                .toList());
    }

    /** To every partition, as after a batch. */
    public void watermark(Watermark watermark) {
        send(IntStream.range(0, partitions)
                .mapToObj(partition -> ofWatermark(Topics.FACTS, watermark, partition))
                .toList());
    }

    /** Of an idle log. */
    public void tick(Watermark watermark) {
        send(List.of(ofWatermark(Topics.WATERMARKS, watermark, 0)));
    }

    void send(List<ProducerRecord<byte[], byte[]>> records) {
        try {
            List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> each : sent) {
                RecordMetadata ignored = each.get(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many consumers of a group hold partitions. */
    static long sharersOf(String group) throws Exception {
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(List.of(group)).all().get(30, TimeUnit.SECONDS).values().stream()
                    .flatMap(each -> each.members().stream())
                    .filter(each -> !each.assignment().topicPartitions().isEmpty())
                    .count();
        }
    }

    static ProducerRecord<byte[], byte[]> ofFact(Envelope envelope, int partition) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.FACTS, partition, envelope.stream().getBytes(UTF_8), envelope.bytes());
        header(record, Topics.CE_TYPE, Topics.FACT_TYPE_PREFIX + FactTypes.nameOf(envelope.fact()));
        header(record, Topics.LEDGER_POSITION, Long.toString(envelope.position()));
        header(record, Topics.RECORDED_AT, Envelope.format(envelope.recordedAt()));
        header(record, Topics.STREAM_SEQUENCE, Long.toString(envelope.sequence()));
        return record;
    }

    static ProducerRecord<byte[], byte[]> ofWatermark(String topic, Watermark watermark, int partition) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, watermark.bytes());
        header(record, Topics.CE_TYPE, Topics.WATERMARK_TYPE);
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers()));
    }
}
