package dev.budgetledger.projection.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.projection.entries.Operation;

/** Reads Kafka's records by the contract: the headers must agree with the envelope they announce. */
final class RecordReader {

    private RecordReader() {}

    /** Those of a batch, in their order. Half of the time goes into this, and one record does not need another for it. */
    static List<IncomingRecord> read(ConsumerRecords<byte[], byte[]> batch) {
        return StreamSupport.stream(batch.spliterator(), true).map(RecordReader::read).toList();
    }

    static IncomingRecord read(ConsumerRecord<byte[], byte[]> record) {
        RecordPosition at = new RecordPosition(record.topic(), record.partition(), record.offset());
        try {
            byte @Nullable [] value = record.value();
            if (value == null) {
                return new IncomingRecord.Unreadable(at, "the record is empty");
            }
            if (Topics.WATERMARK_TYPE.equals(header(record, Topics.CE_TYPE))) {
                return watermark(at, Watermark.parse(value));
            }
            Envelope envelope = Envelope.parse(value);
            if (envelope.fact() instanceof Fact.Posted posted) {
                var _ = Operation.of(envelope.stream(), posted); // else it could not be stored
            }
            String disagreement = disagreement(record, envelope);
            IncomingRecord.OfFact fact = new IncomingRecord.OfFact(at, envelope, new Bytes(value));
            return disagreement == null ? fact : new IncomingRecord.Unreadable(at, disagreement, fact);
        } catch (RuntimeException e) {
            // Whatever a parser throws, it is about this record, and the record is named in the stop.
            return new IncomingRecord.Unreadable(at, String.valueOf(
                    e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage()));
        }
    }

    /** The position of the log that a record says to be, in a form that any release of the ledger could have written. */
    static @Nullable Long saysPosition(byte @Nullable [] value) {
        try {
            return value == null ? null : ContractJson.read(value, Says.class).position();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private record Says(@Nullable Long position, @Nullable String stream) {}

    /** SHA-256 over the lengths and bytes of key, value, and each header's name and value, as hexadecimal digits. */
    static String digest(ConsumerRecord<byte[], byte[]> record) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, record.key());
            add(digest, record.value());
            for (Header header : record.headers()) {
                add(digest, header.key().getBytes(StandardCharsets.UTF_8));
                add(digest, header.value());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, byte @Nullable [] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes == null ? -1 : bytes.length).flip());
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private static IncomingRecord watermark(RecordPosition at, Watermark watermark) {
        String note = watermark.checkpoint();
        if (note != null && Checkpoint.parse(SignedNote.parse(note).text()).size() != watermark.position()) {
            return new IncomingRecord.Unreadable(at, "the checkpoint is not of position " + watermark.position());
        }
        return new IncomingRecord.OfWatermark(at, watermark);
    }

    private static @Nullable String disagreement(ConsumerRecord<byte[], byte[]> record, Envelope envelope) {
        String differing = differs(record, Topics.CE_TYPE, Topics.FACT_TYPE_PREFIX + envelope.type());
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
