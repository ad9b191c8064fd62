package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.RequestHash;

/**
 * 幂等记录: what was answered to idempotency keys, table {@code answers}, held against the facts that carry them. What was accepted
 * follows from the log, and can be put back from it; what was refused does not.
 */
public final class IdempotencyRecords {

    private static final int FACTS_PER_PAGE_MAX = 1000;

    private IdempotencyRecords() {}

    /** Of a whole answer what speaks of facts. */
    private record Kept(@Nullable Receipt receipt) {}

    /** What is kept under a key. */
    private sealed interface Row {

        /** Where the first fact of what was accepted is. */
        record Accepted(long position) implements Row {}

        /** What was refused, or answered by an earlier release. */
        record Whole(byte[] requestHash, Kept answer) implements Row {}

        /** Nothing that a release has written. */
        record Illegible() implements Row {}

        String COLUMNS = "key_hash, request_hash, answer, position, idempotency_key";

        static Row read(ResultSet row) throws SQLException {
            byte[] requestHash = row.getBytes(2);
            byte[] answer = row.getBytes(3);
            Long position = row.getObject(4, Long.class);
            String key = row.getString(5);
            boolean isOfAnotherKey = key != null && !Arrays.equals(RequestHash.keyHash(key), row.getBytes(1));
            if (isOfAnotherKey || (position == null) == (answer == null || requestHash == null)) {
                return new Illegible();
            }
            if (position != null) {
                return new Accepted(position);
            }
            try {
                return new Whole(requestHash, ContractJson.read(answer, Kept.class));
            } catch (RuntimeException e) { // whatever a parser throws, it is about this row
                return new Illegible();
            }
        }
    }

    /**
     * Finds the first of some facts whose request is not remembered as it was answered.
     *
     * @param facts of one page, in order
     */
    static Optional<Verification> missing(Connection connection, List<StoredFact> facts) throws SQLException {
        Map<String, Row> rows = rows(connection, facts.stream()
                .map(fact -> fact.envelope().request())
                .flatMap(Stream::ofNullable)
                .toList());
        StoredFact before = null;
        for (StoredFact fact : facts) {
            RequestHash request = fact.envelope().request();
            Row row = request == null ? null : rows.get(request.keyText());
            if (before == null && row instanceof Row.Accepted(long first) && first == fact.envelope().position() - 1) {
                before = facts(connection, List.of(first)).get(first); // its other half ends the page before
            }
            String fault = request == null ? null : fault(request, before, fact, row);
            if (fault != null) {
                long position = fact.envelope().position();
                return Optional.of(new Verification.Differs(position, position, fault));
            }
            before = fact;
        }
        return Optional.empty();
    }

    private static @Nullable String fault(RequestHash request, @Nullable StoredFact before, StoredFact fact, @Nullable Row row) {
        return switch (row) {
            case Row.Illegible _ -> "the answer to its idempotency key cannot be read";
            case null -> "the answer to its idempotency key is gone: a retry would be posted again";
            case Row.Whole(byte[] requestHash, _) when !request.isOf(requestHash) -> "the answer to its idempotency key is of another content";
            case Row.Whole(_, Kept answer) when receipts(answer).anyMatch(receipt -> names(receipt, fact)) -> null;
            case Row.Accepted(long first) when first == fact.envelope().position() || (before != null
                    && first == before.envelope().position() && AcceptedRequest.areOfOne(before.envelope(), fact.envelope())) -> null;
            case Row.Whole _, Row.Accepted _ -> "the answer to its idempotency key names another posting";
        };
    }

    /**
     * Finds an answer that names a fact which is not so, or that cannot be read. Page by page, in the order of the keys' hashes.
     *
     * @param size of the log
     */
    static Optional<Verification> unfounded(Connection connection, long size) throws SQLException {
        byte[] after = null;
        while (true) {
            Map<String, Row> page = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("select " + Row.COLUMNS + " from answers"
                    + (after == null ? "" : " where key_hash > ?") + " order by key_hash limit " + FACTS_PER_PAGE_MAX)) {
                if (after != null) {
                    select.setBytes(1, after);
                }
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        after = rows.getBytes(1);
                        page.put(Base64.getEncoder().encodeToString(after), Row.read(rows));
                    }
                }
            }
            if (page.isEmpty()) {
                return Optional.empty();
            }
            Optional<Verification> found = unfounded(connection, page, size);
            if (found.isPresent()) {
                return found;
            }
        }
    }

    private static Optional<Verification> unfounded(Connection connection, Map<String, Row> page, long size) throws SQLException {
        Map<Long, StoredFact> facts = facts(connection, page.values().stream().flatMap(IdempotencyRecords::positions).toList());
        for (Map.Entry<String, Row> row : page.entrySet()) {
            if (row.getValue() instanceof Row.Illegible) {
                return Optional.of(new Verification.Differs(1, Math.max(1, size),
                        "the answer to an idempotency key cannot be read, that of the hash " + row.getKey()));
            }
            for (long position : positions(row.getValue()).toList()) {
                StoredFact fact = facts.get(position);
                if (fact == null || !isAnsweredSo(fact, row.getKey(), row.getValue())) {
                    return Optional.of(new Verification.Differs(position, position,
                            "an idempotency key was answered with it, but the log has another fact there"));
                }
            }
        }
        return Optional.empty();
    }

    private static Stream<Long> positions(Row row) {
        return switch (row) {
            case Row.Accepted(long first) -> Stream.of(first);
            case Row.Whole(_, Kept answer) -> receipts(answer).map(Receipt::position);
            case Row.Illegible _ -> Stream.empty();
        };
    }

    /** @param keyText of the key under which a row is */
    private static boolean isAnsweredSo(StoredFact fact, String keyText, Row row) {
        RequestHash request = fact.envelope().request();
        boolean hasKey = request != null && request.keyText().equals(keyText);
        return switch (row) {
            case Row.Accepted _ -> hasKey;
            case Row.Whole(_, Kept answer) ->
                (request == null || hasKey) && receipts(answer).anyMatch(receipt -> names(receipt, fact));
            case Row.Illegible _ -> false;
        };
    }

    private static Stream<Receipt> receipts(Kept answer) {
        Receipt receipt = answer.receipt();
        return receipt == null ? Stream.empty() : Stream.concat(Stream.of(receipt), Stream.ofNullable(receipt.counterpart()));
    }

    private static boolean names(Receipt receipt, StoredFact fact) {
        return receipt(fact, receipt.counterpart()).equals(receipt);
    }

    /** What a command is answered whose fact this is. */
    public static Receipt receipt(StoredFact fact, @Nullable Receipt counterpart) {
        Envelope envelope = fact.envelope();
        return new Receipt(Posting.id(envelope.stream(), envelope.sequence()), envelope.position(),
                envelope.recordedAt(), fact.leafHash().base64(), envelope.sequence(), counterpart);
    }

    /**
     * What was put back.
     *
     * @param facts that were read
     * @param keyless of them, which carry no key: what was answered with them cannot be put back
     * @param answers that were missing
     */
    public record Rebuilt(long facts, long keyless, long answers) {}

    /** Puts back what is missing of the answers, as the log has it; changes none. To be done before anything is posted. */
    public static Rebuilt rebuild(DataSource dataSource, FactLog log) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return new Rebuilding(connection).all(log);
            } finally {
                connection.rollback();
            }
        }
    }

    private static final class Rebuilding {
        private final Connection connection;
        private final Map<RequestHash, Long> page = new HashMap<>();
        private @Nullable StoredFact before;
        private long keyless;
        private long answers;

        Rebuilding(Connection connection) {
            this.connection = connection;
        }

        Rebuilt all(FactLog log) throws SQLException {
            long position = 0;
            List<StoredFact> facts = log.readAfter(connection, position, FACTS_PER_PAGE_MAX);
            while (!facts.isEmpty()) {
                facts.forEach(this::next);
                insert();
                position = facts.getLast().envelope().position();
                facts = log.readAfter(connection, position, FACTS_PER_PAGE_MAX);
            }
            return new Rebuilt(position, keyless, answers);
        }

        /** The second half of what one command recorded in two budgets is answered with the first. */
        private void next(StoredFact fact) {
            RequestHash request = fact.envelope().request();
            if (request == null) {
                keyless++;
            } else if (before == null || !AcceptedRequest.areOfOne(before.envelope(), fact.envelope())) {
                page.putIfAbsent(request, fact.envelope().position());
            }
            before = fact;
        }

        private void insert() throws SQLException {
            Map<String, Row> known = rows(connection, page.keySet());
            List<RequestHash> missing = page.keySet().stream()
                    .filter(request -> !known.containsKey(request.keyText())).toList();
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into answers (key_hash, position)
                    select * from unnest(?::bytea[], ?::bigint[]) on conflict do nothing""")) {
                insert.setArray(1, connection.createArrayOf("bytea", missing.stream().map(RequestHash::key).toArray(byte[][]::new)));
                insert.setArray(2, connection.createArrayOf("bigint", missing.stream().map(page::get).toArray()));
                answers += insert.executeUpdate();
            }
            connection.commit();
            page.clear();
        }
    }

    private static Map<String, Row> rows(Connection connection, Collection<RequestHash> requests) throws SQLException {
        Map<String, Row> found = new HashMap<>();
        if (requests.isEmpty()) {
            return found;
        }
        Set<String> keys = new HashSet<>();
        byte[][] hashes = requests.stream().filter(request -> keys.add(request.keyText()))
                .map(RequestHash::key).toArray(byte[][]::new);
        try (PreparedStatement select = connection.prepareStatement(
                "select " + Row.COLUMNS + " from answers where key_hash = any(?)")) {
            select.setArray(1, connection.createArrayOf("bytea", hashes));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(Base64.getEncoder().encodeToString(rows.getBytes(1)), Row.read(rows));
                }
            }
        }
        return found;
    }

    private static Map<Long, StoredFact> facts(Connection connection, Collection<Long> positions) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select envelope, leaf_hash from facts where position = any(?)")) {
            select.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
            List<StoredFact> facts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    facts.add(StoredFact.read(rows.getBytes(1), rows.getBytes(2)));
                }
            }
            return facts.stream().collect(Collectors.toMap(fact -> fact.envelope().position(), Function.identity()));
        }
    }
}
