package dev.budgetledger.ledger.outbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
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
        String recordedAt = Envelope.format(fact.recordedAt());
        List<Header> headers = List.of(
                header(Topics.CE_SPEC_VERSION, "1.0"),
                header(Topics.CE_ID, Posting.id(fact.stream(), fact.sequence())),
                header(Topics.CE_SOURCE, source),
                header(Topics.CE_TYPE, Topics.FACT_TYPE_PREFIX + fact.type()),
                header(Topics.CE_TIME, recordedAt),
                header(Topics.CE_SUBJECT, fact.stream()),
                header(Topics.CONTENT_TYPE, "application/json"),
                header(Topics.LEDGER_POSITION, Long.toString(fact.position())),
                header(Topics.RECORDED_AT, recordedAt),
                header(Topics.STREAM_SEQUENCE, Long.toString(fact.sequence())));
        byte[] key = fact.stream().getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.FACTS, null, null, key, fact.bytes(), headers);
        if (trace != null) {
            record.headers().add(header(Topics.TRACE_PARENT, trace));
        }
        return record;
    }

    static ProducerRecord<byte[], byte[]> watermark(
            String topic, @Nullable Integer partition, Watermark watermark, String source) {
        List<Header> headers = List.of(
                header(Topics.CE_SPEC_VERSION, "1.0"),
                header(Topics.CE_ID, "watermark-" + watermark.position() + "-" + watermark.knownAt().toEpochMilli()),
                header(Topics.CE_SOURCE, source),
                header(Topics.CE_TYPE, Topics.WATERMARK_TYPE),
                header(Topics.CE_TIME, Envelope.format(watermark.knownAt())),
                header(Topics.CONTENT_TYPE, "application/json"),
                header(Topics.LEDGER_POSITION, Long.toString(watermark.position())));
        return new ProducerRecord<>(topic, partition, null, null, watermark.bytes(), headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
