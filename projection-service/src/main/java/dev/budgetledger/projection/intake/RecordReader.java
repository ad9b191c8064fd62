package dev.budgetledger.projection.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.projection.entries.Operation;

/** Reads Kafka's records by the contract: the headers must agree with the envelope they announce. */
final class RecordReader {

    private RecordReader() {}

    /** Those of a batch, in their order. Half of the time goes into this, and one record does not need another for it. */
    static List<Received> read(ConsumerRecords<byte[], byte[]> batch) {
        return StreamSupport.stream(batch.spliterator(), true).map(RecordReader::read).toList();
    }

    static Received read(ConsumerRecord<byte[], byte[]> record) {
        Place at = new Place(record.topic(), record.partition(), record.offset());
        try {
            byte @Nullable [] value = record.value();
            if (value == null) {
                return new Received.Unreadable(at, "the record is empty");
            }
            if (Topics.WATERMARK_TYPE.equals(header(record, Topics.CE_TYPE))) {
                return watermark(at, Watermark.parse(value));
            }
            Envelope envelope = Envelope.parse(value);
            if (envelope.fact() instanceof Fact.Posted posted) {
                var _ = Operation.of(envelope.stream(), posted); // else it could not be stored
            }
            String disagreement = disagreement(record, envelope);
            return disagreement == null
                    ? new Received.OfFact(at, envelope, new Bytes(value))
                    : new Received.Unreadable(at, disagreement);
        } catch (RuntimeException e) {
            // Whatever a parser throws, it is about this record, and the record is named in the stop.
            return new Received.Unreadable(at, String.valueOf(e.getMessage()));
        }
    }

    private static Received watermark(Place at, Watermark watermark) {
        String note = watermark.checkpoint();
        if (note != null && Checkpoint.parse(SignedNote.parse(note).text()).size() != watermark.position()) {
            return new Received.Unreadable(at, "the checkpoint is not of position " + watermark.position());
        }
        return new Received.OfWatermark(at, watermark);
    }

    private static @Nullable String disagreement(ConsumerRecord<byte[], byte[]> record, Envelope envelope) {
        String differing = differs(record, Topics.CE_TYPE, Topics.FACT_TYPE_PREFIX + FactTypes.nameOf(envelope.fact()));
        if (differing == null) {
            differing = differs(record, Topics.LEDGER_POSITION, Long.toString(envelope.position()));
        }
        if (differing == null && !envelope.stream().equals(text(record.key()))) {
            differing = "the key is " + text(record.key()) + ", the envelope's stream " + envelope.stream();
        }
        return differing;
    }

    private static @Nullable String differs(
            ConsumerRecord<byte[], byte[]> record, String name, String ofEnvelope) {
        String announced = header(record, name);
        return ofEnvelope.equals(announced)
                ? null
                : "header " + name + " is " + announced + ", the envelope says " + ofEnvelope;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static @Nullable String text(byte @Nullable [] utf8) {
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }
}
