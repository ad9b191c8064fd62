package dev.budgetledger.ledger.commands.kafka;

import java.nio.charset.CharacterCodingException;
import java.util.concurrent.CompletableFuture;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.Envelope;
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
 * @param outcome to come; failed with a {@link ProblemException} where there is no command
 */
record Arrival(
        ConsumerRecord<byte[], byte[]> record, @Nullable String key, CompletableFuture<Outcome> outcome) {

    /** A broker does not tell who produced a record: who may write to the topic is believed. */
    private static final Poster AS_IT_SAYS = (command, said, key, sequence) ->
            new Submission(command, said == null ? Envelope.ANONYMOUS : said, key, sequence);

    /** Submits the command of a record. */
    static Arrival submit(
            ConsumerRecord<byte[], byte[]> record, CommandDocument documents, LedgerWriter writer, CommandSession sender) {
        String key = null;
        try {
            key = key(record.key());
            return new Arrival(record, key, writer.submit(submission(record.value(), documents, key), sender));
        } catch (ProblemException why) {
            return new Arrival(record, key, CompletableFuture.failedFuture(why));
        }
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

    private static Submission submission(byte @Nullable [] value, CommandDocument documents, String key) {
        if (value == null) {
            throw new ProblemException(MALFORMED_JSON, "body", "a command is a JSON object");
        }
        if (value.length > CommandLimits.BYTES_MAX) {
            throw CommandDocument.tooLarge();
        }
        Submission submission = documents.read(documents.parse(value), AS_IT_SAYS, key);
        if (!key.equals(submission.idempotencyKey())) {
            throw new ProblemException(FIELD_INVALID, "idempotencyKey",
                    "idempotencyKey: the record's key is " + PlainText.quoted(key));
        }
        return submission;
    }
}
