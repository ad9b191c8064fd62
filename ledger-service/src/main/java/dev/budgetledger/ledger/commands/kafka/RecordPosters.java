package dev.budgetledger.ledger.commands.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandSignature;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.ClientKeyRing;
import dev.budgetledger.ledger.commands.Poster;
import dev.budgetledger.ledger.commands.Posters;

/** Who sent a record: the client whose key signed it. Where signatures are not required, one without is believed. */
public final class RecordPosters {

    private final Posters posters;
    private final ClientKeyRing keys;
    private final boolean signatureRequired;

    public RecordPosters(Posters posters, ClientKeyRing keys, boolean signatureRequired) {
        this.posters = posters;
        this.keys = keys;
        this.signatureRequired = signatureRequired;
    }

    /** @param keyId by which it was signed, null if it was not */
    record Sender(Poster poster, @Nullable String keyId) {}

    /**
     * To be called before the records of a batch are asked for.
     *
     * @throws ProblemException SERVICE_UNAVAILABLE and its like if the log cannot be reached
     */
    void prepare(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!signatures(record).isEmpty()) {
                keys.refresh();
                return;
            }
        }
    }

    /**
     * Who sent a record.
     *
     * @param key of the record
     * @param settled waits for what came before
     * @throws ProblemException SIGNATURE_REQUIRED, SIGNATURE_INVALID, SIGNATURE_KEY_UNKNOWN
     */
    Sender of(ConsumerRecord<byte[], byte[]> record, String key, Runnable settled) {
        List<Header> found = signatures(record);
        if (found.isEmpty()) {
            if (signatureRequired) {
                throw refused(ProblemCode.SIGNATURE_REQUIRED, "a command is signed, in the header " + Topics.COMMAND_SIGNATURE);
            }
            return new Sender(Posters.asItSays(), null);
        }
        CommandSignature signature = read(found);
        if (!signature.isFor(record.topic(), key)) {
            throw refused(ProblemCode.SIGNATURE_INVALID, "the signature is for another topic or another key");
        }
        ClientKeyRing.Client client = keys.find(signature.keyId())
                .orElseThrow(() -> refused(ProblemCode.SIGNATURE_KEY_UNKNOWN, "no such key is registered"));
        if (!signature.isBy(client.key().key(), record.value())) {
            throw refused(ProblemCode.SIGNATURE_INVALID, "the signature is not that of the key over this value");
        }
        return new Sender(posters.of(client, signature, settled), client.keyId());
    }

    private static CommandSignature read(List<Header> found) {
        Header header = found.getFirst();
        byte[] value = header.value();
        if (found.size() > 1 || !header.key().equals(Topics.COMMAND_SIGNATURE)
                || value == null || value.length > CommandSignature.CHARS_MAX) {
            throw refused(ProblemCode.SIGNATURE_INVALID, "one header " + Topics.COMMAND_SIGNATURE + ", in lower case, with one signature");
        }
        try {
            return CommandSignature.read(new String(value, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw refused(ProblemCode.SIGNATURE_INVALID,
                    "a signature is a JWS with a detached payload, whose header is alg, key, kid and topic and nothing else");
        }
    }

    /** Those that are written otherwise too: what somebody meant as a signature is never passed over. */
    private static List<Header> signatures(ConsumerRecord<byte[], byte[]> record) {
        List<Header> found = new ArrayList<>(1);
        for (Header header : record.headers()) {
            if (header.key().equalsIgnoreCase(Topics.COMMAND_SIGNATURE)) {
                found.add(header);
            }
        }
        return found;
    }

    private static ProblemException refused(ProblemCode code, String why) {
        return new ProblemException(code, Topics.COMMAND_SIGNATURE, why);
    }
}
