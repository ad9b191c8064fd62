package dev.budgetledger.ledger.commands.kafka;

import java.nio.charset.CharacterCodingException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.KeyPolicy;
import dev.budgetledger.ledger.commands.Poster;
import dev.budgetledger.ledger.store.CommandSession;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.Submission;

import static dev.budgetledger.edge.problems.ProblemCode.*;

/**
 * A record of the topic of commands.
 *
 * @param key its idempotency key, if it has one that can be read
 * @param signedBy the key whose signature it came with, null if it has none that verifies
 * @param outcome to come; failed with a {@link ProblemException} where there is no command
 */
record Arrival(
        ConsumerRecord<byte[], byte[]> record, @Nullable String key, @Nullable String signedBy, CompletableFuture<Outcome> outcome) {

    /**
     * Submits the command of a record.
     *
     * @param settled waits for what came before
     */
    static Arrival submit(ConsumerRecord<byte[], byte[]> record, CommandDocument documents, RecordPosters posters, LedgerWriter writer,
            CommandSession session, Runnable settled) {
        String key = null;
        String signedBy = null;
        try {
            key = key(record.key());
            byte[] value = value(record);
            RecordPosters.Sender sender = posters.of(record, key, settled);
            signedBy = sender.keyId();
            return new Arrival(record, key, signedBy, writer.submit(submission(value, documents, sender.poster(), key), session));
        } catch (ProblemException why) {
            return new Arrival(record, key, signedBy, CompletableFuture.failedFuture(why));
        }
    }

    /** Whether nothing could be looked up for it: what comes after it must not overtake it. */
    boolean isPutOff() {
        return outcome.state() == Future.State.FAILED
                && outcome.exceptionNow() instanceof ProblemException why
                && why.problem().status() == SERVICE_UNAVAILABLE.status();
    }

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** Without a key a record that is read again would be posted again. */
    private static String key(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw KeyPolicy.missing("key");
        }
        try {
            return CommandDocument.key(Utf8.decode(bytes), "key");
        } catch (CharacterCodingException notText) {
            throw new ProblemException(FIELD_INVALID, "key", "key: not UTF-8");
        }
    }

    private static byte[] value(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new ProblemException(MALFORMED_JSON, "body", "a command is a JSON object");
        }
        if (value.length > CommandLimits.BYTES_MAX) {
            throw CommandDocument.tooLarge();
        }
        return value;
    }

    private static Submission submission(byte[] value, CommandDocument documents, Poster poster, String key) {
        Submission submission = documents.read(documents.parse(value), poster, key);
        if (!key.equals(submission.idempotencyKey())) {
            throw new ProblemException(FIELD_INVALID, "idempotencyKey",
                    "idempotencyKey: the record's key is " + PlainText.quoted(key));
        }
        return submission;
    }
}
