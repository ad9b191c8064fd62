package dev.budgetledger.ledger.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.VerifierKey;

/** What this ledger relayed, as Kafka has it. Others may write to the topic: only what is signed is believed. */
final class KafkaHistory {

    /** Behind the last watermarks stand at most the facts of a batch, sent a few times over. */
    private static final List<Long> RECORDS_LOOKED_AT = List.of(200L, 20_000L);

    private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int ANSWER_TIMEOUT_MILLIS = 5000;

    private final OutboxSettings settings;
    private final VerifierKey verifier;

    KafkaHistory(OutboxSettings settings, VerifierKey verifier) {
        this.settings = settings;
        this.verifier = verifier;
    }

    /** The newest head that was relayed under our key, null if none was. */
    @Nullable Checkpoint newest() {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        try {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            for (long records : RECORDS_LOOKED_AT) {
                Newest newest = new Newest();
                read(consumer, from(first, end, records), end, newest);
                if (newest.head != null) {
                    return newest.head;
                }
            }
            return null;
        } finally {
            consumer.close(AT_ONCE);
        }
    }

    private final class Newest implements Consumer<ConsumerRecord<byte[], byte[]>> {
        private @Nullable Checkpoint head;

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> record) {
            Checkpoint signed = signedHead(record);
            if (signed != null && (head == null || signed.size() > head.size())) {
                head = signed;
            }
        }
    }

    private @Nullable Checkpoint signedHead(ConsumerRecord<byte[], byte[]> record) {
        if (!Topics.WATERMARK_TYPE.equals(header(record, Topics.CE_TYPE))) {
            return null;
        }
        try {
            String note = Watermark.parse(record.value()).checkpoint();
            SignedNote signed = note == null ? null : SignedNote.parse(note);
            return signed != null && verifier.verifies(signed) ? Checkpoint.parse(signed.text()) : null;
        } catch (RuntimeException foreign) { // whatever it is, we have not signed it
            return null;
        }
    }

    /**
     * The first position at which the log does not have the fact that was relayed there; -1 if there is none up to a size. Reads
     * the topic from its beginning, in flat memory.
     */
    long firstDifference(Connection connection, long size) throws SQLException {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        try {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
            Differences differences = new Differences(connection, size);
            read(consumer, consumer.beginningOffsets(partitions), end, differences);
            differences.look();
            return differences.first > size ? -1 : differences.first;
        } catch (UncheckedSqlException e) {
            throw e.failure;
        } finally {
            consumer.close(AT_ONCE);
        }
    }

    private static final class Differences implements Consumer<ConsumerRecord<byte[], byte[]>> {
        private static final int FACTS_PER_LOOKUP_MAX = 1000;

        private final Connection connection;
        private final Map<Long, Hash> relayed = new HashMap<>();
        private long first;

        Differences(Connection connection, long size) {
            this.connection = connection;
            this.first = size + 1;
        }

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> record) {
            if (Topics.WATERMARK_TYPE.equals(header(record, Topics.CE_TYPE)) || record.value() == null) {
                return;
            }
            long position = position(record);
            if (position > 0 && position < first) {
                relayed.put(position, Hash.ofLeaf(record.value()));
                if (relayed.size() == FACTS_PER_LOOKUP_MAX) {
                    look();
                }
            }
        }

        void look() {
            try (PreparedStatement select =
                    connection.prepareStatement("select position, leaf_hash from facts where position = any(?)")) {
                select.setArray(1, connection.createArrayOf("bigint", relayed.keySet().toArray()));
                Set<Long> same = new HashSet<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        if (Objects.equals(relayed.get(rows.getLong(1)), Hash.of(rows.getBytes(2)))) {
                            same.add(rows.getLong(1));
                        }
                    }
                }
                for (long position : relayed.keySet()) {
                    first = same.contains(position) ? first : Math.min(first, position);
                }
                relayed.clear();
            } catch (SQLException e) {
                throw new UncheckedSqlException(e);
            }
        }
    }

    private static final class UncheckedSqlException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException failure;

        UncheckedSqlException(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private static long position(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Long.parseLong(String.valueOf(header(record, Topics.LEDGER_POSITION)));
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    /** Hands over our records from some offsets up to others. */
    private void read(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> from, Map<TopicPartition, Long> end,
            Consumer<ConsumerRecord<byte[], byte[]>> to) {
        from.forEach(consumer::seek);
        Set<TopicPartition> open = new HashSet<>(from.keySet());
        open.removeIf(partition -> at(from, partition) >= at(end, partition));
        long heard = System.nanoTime();
        while (!open.isEmpty()) {
            var records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > Duration.ofMillis(ANSWER_TIMEOUT_MILLIS).toNanos()) {
                throw new IllegalStateException("Kafka does not answer");
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (settings.source().equals(header(record, Topics.CE_SOURCE))) {
                    to.accept(record);
                }
            }
            open.removeIf(partition -> consumer.position(partition) >= at(end, partition));
        }
    }

    private static Map<TopicPartition, Long> from(
            Map<TopicPartition, Long> first, Map<TopicPartition, Long> end, long records) {
        Map<TopicPartition, Long> from = new HashMap<>();
        end.forEach((partition, last) -> from.put(partition, Math.max(at(first, partition), last - records)));
        return from;
    }

    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition));
    }

    /** All of the topic, assigned: Kafka's client warns of questions about others. */
    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> all = consumer.partitionsFor(Topics.FACTS).stream()
                .map(partition -> new TopicPartition(Topics.FACTS, partition.partition())).toList();
        consumer.assign(all);
        return all;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(settings.forClient(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG, "kafka-history",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MILLIS,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_TIMEOUT_MILLIS)),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
