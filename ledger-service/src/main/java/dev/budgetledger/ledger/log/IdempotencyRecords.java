package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

    /** Of a kept answer what speaks of facts. */
    private record Kept(@Nullable Receipt receipt) {}

    private record Row(byte[] requestHash, Kept answer) {}

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
        for (StoredFact fact : facts) {
            RequestHash request = fact.envelope().request();
            String fault = request == null ? null : fault(request, fact, rows.get(request.keyText()));
            if (fault != null) {
                long position = fact.envelope().position();
                return Optional.of(new Verification.Differs(position, position, fault));
            }
        }
        return Optional.empty();
    }

    private static @Nullable String fault(RequestHash request, StoredFact fact, @Nullable Row row) {
        if (row == null) {
            return "the answer to its idempotency key is gone: a retry would be posted again";
        }
        if (!request.isOf(row.requestHash())) {
            return "the answer to its idempotency key is of another content";
        }
        return receipts(row.answer()).anyMatch(receipt -> names(receipt, fact)) ? null
                : "the answer to its idempotency key names another posting";
    }

    /**
     * Finds an answer that names a fact which is not so. Page by page, in the order of the keys' hashes.
     */
    static Optional<Verification> unfounded(Connection connection) throws SQLException {
        byte[] after = new byte[0];
        while (true) {
            Map<String, Kept> page = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "select key_hash, answer from answers where key_hash > ? order by key_hash limit " + FACTS_PER_PAGE_MAX)) {
                select.setBytes(1, after);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        after = rows.getBytes(1);
                        page.put(Base64.getEncoder().encodeToString(after), ContractJson.read(rows.getBytes(2), Kept.class));
                    }
                }
            }
            if (page.isEmpty()) {
                return Optional.empty();
            }
            Optional<Verification> found = unfounded(connection, page);
            if (found.isPresent()) {
                return found;
            }
        }
    }

    private static Optional<Verification> unfounded(Connection connection, Map<String, Kept> page) throws SQLException {
        Map<Long, StoredFact> facts = facts(connection, page.values().stream()
                .flatMap(IdempotencyRecords::receipts).map(Receipt::position).toList());
        for (Map.Entry<String, Kept> row : page.entrySet()) {
            for (Receipt receipt : receipts(row.getValue()).toList()) {
                StoredFact fact = facts.get(receipt.position());
                RequestHash request = fact == null ? null : fact.envelope().request();
                if (fact == null || !names(receipt, fact)
                        || (request != null && !request.keyText().equals(row.getKey()))) {
                    return Optional.of(new Verification.Differs(receipt.position(), receipt.position(),
                            "an idempotency key was answered with it, but the log has another fact there"));
                }
            }
        }
        return Optional.empty();
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
        private final Map<RequestHash, Receipt> page = new HashMap<>();
        private @Nullable StoredFact first;
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
            single();
            insert();
            return new Rebuilt(position, keyless, answers);
        }

        /** Both halves of what one command recorded in two budgets are of one commit, side by side. */
        private void next(StoredFact fact) {
            RequestHash request = fact.envelope().request();
            StoredFact before = first;
            if (before != null && request != null && request.equals(before.envelope().request())
                    && before.envelope().recordedAt().equals(fact.envelope().recordedAt())) {
                page.putIfAbsent(request, receipt(before, receipt(fact, null)));
                first = null;
                return;
            }
            single();
            first = request == null ? null : fact;
            keyless += request == null ? 1 : 0;
        }

        private void single() {
            StoredFact before = first;
            RequestHash request = before == null ? null : before.envelope().request();
            if (before != null && request != null) {
                page.putIfAbsent(request, receipt(before, null));
            }
            first = null;
        }

        private void insert() throws SQLException {
            Map<String, Row> known = rows(connection, page.keySet());
            List<RequestHash> missing = page.keySet().stream()
                    .filter(request -> !known.containsKey(request.keyText())).toList();
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into answers (key_hash, request_hash, answer)
                    select * from unnest(?::bytea[], ?::bytea[], ?::bytea[]) on conflict do nothing""")) {
                insert.setArray(1, bytes(missing, RequestHash::key));
                insert.setArray(2, bytes(missing, RequestHash::content));
                insert.setArray(3, bytes(missing, request -> ContractJson.write(new Kept(page.get(request)))));
                answers += insert.executeUpdate();
            }
            connection.commit();
            page.clear();
        }

        private java.sql.Array bytes(List<RequestHash> of, Function<RequestHash, byte[]> part) throws SQLException {
            return connection.createArrayOf("bytea", of.stream().map(part).toArray(byte[][]::new));
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
                "select key_hash, request_hash, answer from answers where key_hash = any(?)")) {
            select.setArray(1, connection.createArrayOf("bytea", hashes));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(Base64.getEncoder().encodeToString(rows.getBytes(1)),
                            new Row(rows.getBytes(2), ContractJson.read(rows.getBytes(3), Kept.class)));
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
