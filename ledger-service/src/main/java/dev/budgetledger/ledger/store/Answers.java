package dev.budgetledger.ledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.log.RoundTrip;

/** The first answer to every idempotency key, kept in the commit of the facts it speaks of. */
final class Answers {

    private Answers() {}

    /** A first answer. Refusals are kept too: a key that was refused stays refused. */
    record Answer(String key, byte[] requestHash, Outcome outcome) {}

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

    /** The answers given before to some keys. */
    static RoundTrip.Answer<Map<String, Answer>> find(RoundTrip first, Collection<String> keys) throws SQLException {
        return first.ask(
                "select idempotency_key, request_hash, answer from answers where idempotency_key = any(?)",
                Answers::read,
                first.array("text", keys.toArray()));
    }

    private static Map<String, Answer> read(ResultSet rows) throws SQLException {
        Map<String, Answer> found = new HashMap<>();
        while (rows.next()) {
            Outcome outcome = ContractJson.read(rows.getBytes(3), Stored.class).repeated();
            found.put(rows.getString(1), new Answer(rows.getString(1), rows.getBytes(2), outcome));
        }
        return found;
    }

    static void insert(RoundTrip last, List<Answer> answers) throws SQLException {
        if (answers.isEmpty()) {
            return;
        }
        last.tell(
                """
                insert into answers (idempotency_key, request_hash, answer)
                select * from unnest(?::text[], ?::bytea[], ?::bytea[])""",
                last.array("text", answers.stream().map(Answer::key).toArray()),
                last.array("bytea", answers.stream().map(Answer::requestHash).toArray(byte[][]::new)),
                last.array("bytea", answers.stream()
                        .map(answer -> ContractJson.write(Stored.of(answer.outcome())))
                        .toArray(byte[][]::new)));
    }
}
