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
import dev.budgetledger.ledger.log.RoundTrip;

/** The first answer to every idempotency key, kept in the commit of the facts it speaks of. */
final class Answers {

    private Answers() {}

    /** A first answer. Refusals are kept too: a key that was refused stays refused. */
    record Answer(String key, byte[] keyHash, byte[] requestHash, Outcome outcome) {}

    /**
     * An answer given before.
     *
     * @param requestHash of what was rebuilt from the log a beginning only
     */
    record Known(byte[] requestHash, Outcome outcome) {

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
    static RoundTrip.Answer<Map<String, Known>> find(RoundTrip first, Collection<RequestHash> requests) throws SQLException {
        return first.ask(
                "select key_hash, request_hash, answer from answers where key_hash = any(?)",
                Answers::read,
                first.array("bytea", requests.stream().map(RequestHash::key).toArray(byte[][]::new)));
    }

    private static Map<String, Known> read(ResultSet rows) throws SQLException {
        Map<String, Known> found = new HashMap<>();
        while (rows.next()) {
            Outcome outcome = ContractJson.read(rows.getBytes(3), Stored.class).repeated();
            found.put(Base64.getEncoder().encodeToString(rows.getBytes(1)), new Known(rows.getBytes(2), outcome));
        }
        return found;
    }

    static void insert(RoundTrip last, List<Answer> answers) throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        last.tell(
                """
                insert into answers (idempotency_key, key_hash, request_hash, answer)
                select * from unnest(?::text[], ?::bytea[], ?::bytea[], ?::bytea[])""",
                last.array("text", answers.stream().map(Answer::key).toArray()),
                last.array("bytea", answers.stream().map(Answer::keyHash).toArray(byte[][]::new)),
                last.array("bytea", answers.stream().map(Answer::requestHash).toArray(byte[][]::new)),
                last.array("bytea", answers.stream()
                        .map(answer -> ContractJson.write(Stored.of(answer.outcome())))
                        .toArray(byte[][]::new)));
    }
}
