package dev.budgetledger.ledger.outbox;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.ledger.log.LoggedFact;

/** Facts and watermarks as Kafka records: CloudEvents 1.0 in binary mode, the value being the very bytes of the log. */
final class FactRecords {

    private FactRecords() {}

    /** @param trace for which it was recorded, as far as is known */
    static ProducerRecord<byte[], byte[]> fact(LoggedFact fact, String source, @Nullable String trace) {
        EventHeaders event = EventHeaders.of(Posting.id(fact.stream(), fact.sequence()), source,
                        Topics.FACT_TYPE_PREFIX + fact.type(), fact.recordedAt(), "facts:Envelope:v1")
                .with(Topics.CE_SUBJECT, fact.stream())
                .with(Topics.CE_LEDGER_POSITION, fact.position())
                .with(Topics.CE_STREAM_SEQUENCE, fact.sequence())
                .with(Topics.LEDGER_POSITION, fact.position())
                .with(Topics.RECORDED_AT, Envelope.format(fact.recordedAt()))
                .with(Topics.STREAM_SEQUENCE, fact.sequence());
        if (trace != null) {
            event.with(Topics.TRACE_PARENT, trace);
        }
        byte[] key = fact.stream().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(Topics.FACTS, null, null, key, fact.bytes(), event.headers());
    }

    static ProducerRecord<byte[], byte[]> watermark(
            String topic, @Nullable Integer partition, Watermark watermark, String source) {
        EventHeaders event = EventHeaders.of("watermark-" + watermark.position() + "-" + watermark.knownAt().toEpochMilli(),
                        source, Topics.WATERMARK_TYPE, watermark.knownAt(), "facts:Watermark:v1")
                .with(Topics.CE_LEDGER_POSITION, watermark.position())
                .with(Topics.LEDGER_POSITION, watermark.position());
        return new ProducerRecord<>(topic, partition, null, null, watermark.bytes(), event.headers());
    }
}
