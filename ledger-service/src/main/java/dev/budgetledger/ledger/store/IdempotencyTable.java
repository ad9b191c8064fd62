package dev.budgetledger.ledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.RequestHash;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.log.AcceptedRequest;
import dev.budgetledger.ledger.log.Pipeline;

/**
 * The first answer to every idempotency key, kept in the commit of the facts it speaks of: of what was accepted where its first fact is, since
 * the rest of the answer follows from that; a refusal whole. An earlier release kept every answer whole.
 */
final class IdempotencyTable {

    private IdempotencyTable() {}

    /** A first answer. Refusals are kept too: a key that was refused stays refused. */
    record NewAnswer(KeyedRequest request, Outcome outcome) {}

    /**
     * An answer given before.
     *
     * @param requestHash of what follows from the log a beginning only
     */
    record FirstAnswer(byte[] requestHash, Outcome outcome) {

        boolean isOf(byte[] content) {
            return Arrays.equals(requestHash, Arrays.copyOf(content, requestHash.length));
        }
    }

    /** The stored form of a whole answer: one of the two is there. Only an earlier release kept a receipt. */
    record Stored(@Nullable Receipt receipt, @Nullable Refusal refusal) {

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
        return first.query("""
                select key_hash, request_hash, answer, %s
                from answers a where key_hash = any(?)""".formatted(AcceptedRequest.COLUMNS),
                IdempotencyTable::read,
                keys(first, requests.stream()));
    }

    /** Divides by zero if there is an answer to any of some requests: nothing after it in its pipeline is executed then. */
    static void requireUnknown(Pipeline last, Collection<RequestHash> requests) throws SQLException {
        last.execute("select 1 / (not exists (select from answers where key_hash = any(?)))::int", keys(last, requests.stream()));
    }

    private static Object keys(Pipeline pipeline, Stream<RequestHash> requests) throws SQLException {
        return pipeline.array("bytea", requests.map(RequestHash::key).toArray(byte[][]::new));
    }

    private static Map<String, FirstAnswer> read(ResultSet rows) throws SQLException {
        Map<String, FirstAnswer> found = new HashMap<>();
        while (rows.next()) {
            found.put(Base64.getEncoder().encodeToString(rows.getBytes(1)), answer(rows));
        }
        return found;
    }

    private static FirstAnswer answer(ResultSet row) throws SQLException {
        byte[] whole = row.getBytes(3);
        if (whole != null) {
            return new FirstAnswer(row.getBytes(2), ContractJson.read(whole, Stored.class).repeated());
        }
        AcceptedRequest accepted = AcceptedRequest.read(row);
        return new FirstAnswer(accepted.hash().content(), new Outcome.Accepted(accepted.receipt(), true));
    }

    static void insert(Pipeline last, List<NewAnswer> answers) throws SQLException {
        List<NewAnswer> accepted = new ArrayList<>(answers.size());
        List<NewAnswer> refused = new ArrayList<>();
        List<Long> positions = new ArrayList<>(answers.size());
        List<byte[]> refusals = new ArrayList<>();
        for (NewAnswer answer : answers) {
            switch (answer.outcome()) {
                case Outcome.Accepted(Receipt receipt, _) -> {
                    accepted.add(answer);
                    positions.add(receipt.position());
                }
                case Outcome.Refused(Refusal refusal, _) -> {
                    refused.add(answer);
                    refusals.add(ContractJson.write(new Stored(null, refusal)));
                }
            }
        }
        if (!accepted.isEmpty()) {
            last.execute("insert into answers (key_hash, position) select * from unnest(?::bytea[], ?::bigint[])",
                    keys(last, accepted.stream().map(answer -> answer.request().hash())), last.array("bigint", positions.toArray()));
        }
        if (!refused.isEmpty()) {
            last.execute("""
                    insert into answers (idempotency_key, key_hash, request_hash, answer)
                    select * from unnest(?::text[], ?::bytea[], ?::bytea[], ?::bytea[])""",
                    last.array("text", refused.stream().map(answer -> answer.request().key()).toArray()),
                    keys(last, refused.stream().map(answer -> answer.request().hash())),
                    last.array("bytea", refused.stream().map(answer -> answer.request().content()).toArray(byte[][]::new)),
                    last.array("bytea", refusals.toArray(byte[][]::new)));
        }
    }
}
