package dev.budgetledger.ledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.log.Pipeline;

/** The first answer to every idempotency key, kept in the commit of the facts it speaks of. */
final class IdempotencyTable {

    private IdempotencyTable() {}

    /** A first answer. Refusals are kept too: a key that was refused stays refused. */
    record NewAnswer(KeyedRequest request, Outcome outcome) {}

    /**
     * An answer given before.
     *
     * @param requestHash of what was rebuilt from the log a beginning only
     */
    record FirstAnswer(byte[] requestHash, Outcome outcome) {

        boolean isOf(byte[] content) {
            return Arrays.equals(requestHash, Arrays.copyOf(content, requestHash.length));
        }
    }

    /** The stored form: one of the two is there. */
    record Stored(@Nullable Receipt receipt, @Nullable Refusal refusal) {

        static Stored of(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Accepted(Receipt receipt, _) -> new Stored(receipt, null);
                case Outcome.Refused(Refusal refusal, _) -> new Stored(null, refusal);
            };
        }

        /** What is kept: a receipt is written by itself, every posting has one. */
        byte[] bytes() {
            return receipt == null ? ContractJson.write(this) : receipt.bytesWithin("receipt");
        }

        Outcome repeated() {
            if (receipt != null) {
                return new Outcome.Accepted(receipt, true);
            }
            if (refusal != null) {
                return new Outcome.Refused(refusal, true);
            }
            throw new IllegalStateException("an answer without receipt or refusal");
        }
    }

    /** The answers given before to some requests, by the {@link RequestHash#keyText text} of their keys' hashes. */
    static Pipeline.Result<Map<String, FirstAnswer>> find(Pipeline first, Collection<RequestHash> requests) throws SQLException {
        return first.query(
                "select key_hash, request_hash, answer from answers where key_hash = any(?)",
                IdempotencyTable::read,
                first.array("bytea", requests.stream().map(RequestHash::key).toArray(byte[][]::new)));
    }

    /** Divides by zero if there is an answer to any of some requests: nothing after it in its pipeline is executed then. */
    static void requireUnknown(Pipeline last, Collection<RequestHash> requests) throws SQLException {
        last.execute("select 1 / (not exists (select from answers where key_hash = any(?)))::int",
                last.array("bytea", requests.stream().map(RequestHash::key).toArray(byte[][]::new)));
    }

    private static Map<String, FirstAnswer> read(ResultSet rows) throws SQLException {
        Map<String, FirstAnswer> found = new HashMap<>();
        while (rows.next()) {
            Outcome outcome = ContractJson.read(rows.getBytes(3), Stored.class).repeated();
            found.put(Base64.getEncoder().encodeToString(rows.getBytes(1)), new FirstAnswer(rows.getBytes(2), outcome));
        }
        return found;
    }

    static void insert(Pipeline last, List<NewAnswer> answers) throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        last.execute(
                """
                insert into answers (idempotency_key, key_hash, request_hash, answer)
                select * from unnest(?::text[], ?::bytea[], ?::bytea[], ?::bytea[])""",
                last.array("text", answers.stream().map(answer -> answer.request().key()).toArray()),
                last.array("bytea", answers.stream().map(answer -> answer.request().hash().key()).toArray(byte[][]::new)),
                last.array("bytea", answers.stream().map(answer -> answer.request().content()).toArray(byte[][]::new)),
                last.array("bytea", answers.stream()
                        .map(answer -> Stored.of(answer.outcome()).bytes())
                        .toArray(byte[][]::new)));
    }
}
