package dev.budgetledger.ledger.commands.bulk;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.KeyPolicy;
import dev.budgetledger.ledger.commands.Poster;
import dev.budgetledger.ledger.store.Submission;

/**
 * Makes items of documents.
 *
 * @param poster who posts them
 * @param keys the request's idempotency key: commands without one of their own have it with their number
 */
record Reader(CommandDocument documents, KeyPolicy policy, Poster poster, @Nullable String keys) {

    Item read(long line, long bytes, CommandDocument.Document document) {
        String own = CommandDocument.keyOf(document);
        String key = own == null ? keyOf(line) : own;
        try {
            Submission submission = documents.read(document, poster, key);
            var _ = policy.require(submission.idempotencyKey(), "idempotencyKey");
            return new Item.Legible(line, bytes, submission, null);
        } catch (ProblemException why) {
            return new Item.Illegible(line, key, why, List.of());
        }
    }

    Item.Illegible illegible(long line, ProblemException why) {
        return new Item.Illegible(line, keyOf(line), why, List.of());
    }

    private @Nullable String keyOf(long line) {
        return keys == null ? null : keys + "/" + line;
    }
}
