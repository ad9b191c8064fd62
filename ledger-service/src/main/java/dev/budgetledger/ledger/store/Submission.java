package dev.budgetledger.ledger.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.ledger.budget.Command;

/**
 * A command with what surrounds it.
 *
 * @param postedBy who posts it
 * @param idempotencyKey the caller's name for this request, so that a retry is answered and not posted twice
 * @param expectedSequence the stream sequence that must be the last one, {@code If-Match}
 */
public record Submission(
        Command command, String postedBy, @Nullable String idempotencyKey, @Nullable Long expectedSequence) {

    /** How much of a group it takes: its lines or classifications, each of which is bounded, at least one. */
    int weight() {
        return switch (command) {
            case Command.DefineClassifications defined -> defined.classifications().size();
            case Command.PostLines post -> post.lines().size();
            case Command.OnBudget _ -> 1;
        };
    }

    /** What "the same content" means for an idempotency key: the hash of the command's canonical JSON and its poster. */
    byte[] contentHash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(command.getClass().getSimpleName().getBytes(StandardCharsets.US_ASCII));
            sha256.update(ContractJson.write(postedBy));
            return sha256.digest(ContractJson.write(command));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
