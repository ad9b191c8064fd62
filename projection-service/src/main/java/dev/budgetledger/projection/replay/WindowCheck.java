package dev.budgetledger.projection.replay;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.Subtree;
import dev.budgetledger.projection.entries.jdbc.TreeHashes;
import dev.budgetledger.projection.shards.Shard;

/**
 * Derives the rows of 256 facts again from their bytes and compares them with those that are stored; and the bytes with the
 * tree, up the levels that the window completes, and with the heads of the log within the window.
 */
final class WindowCheck {

    static final int FACTS = Subtree.WIDTH;

    private final JdbcClient jdbc;
    private final Shard shard;
    private final HeadCheck heads;

    WindowCheck(JdbcClient jdbc, Shard shard, HeadCheck heads) {
        this.jdbc = jdbc;
        this.shard = shard;
        this.heads = heads;
    }

    /** @param envelope null of another shard's */
    private record StoredFact(long position, byte @Nullable [] envelope, byte[] leaf) {

        static StoredFact of(long position, byte @Nullable [] stored, byte[] leaf) {
            return new StoredFact(position, stored == null ? null : PackedEnvelope.unpack(stored), leaf);
        }

        Hash hash() {
            return envelope == null ? Hash.of(leaf) : Hash.ofLeaf(envelope);
        }
    }

    /** The first difference of a window, of the facts through a position. */
    Optional<Drift> check(long window, long through) {
        long first = window * FACTS + 1;
        long last = Math.min(first + FACTS - 1, through);
        List<StoredFact> facts = jdbc.sql("select position, envelope, leaf_hash from facts where position between ? and ? order by position")
                .params(first, last)
                .query((row, _) -> StoredFact.of(row.getLong(1), row.getBytes(2), row.getBytes(3)))
                .list();
        SortedMap<RowKey, Map<String, @Nullable String>> stored = stored(first, last);
        SortedMap<RowKey, Map<String, @Nullable String>> expected = new TreeMap<>();
        for (StoredFact fact : facts) {
            Optional<Drift> unreadable = fact.envelope == null ? ofOthers(fact, stored, expected) : derive(fact, fact.envelope, expected);
            if (unreadable.isPresent()) {
                return unreadable;
            }
        }
        for (long position = first; position <= last; position++) {
            RowKey fact = new RowKey(position, StoredTable.FACTS, -1, "");
            if (!expected.containsKey(fact)) {
                return Optional.of(fact.difference("row", "absent", "present"));
            }
        }
        List<Hash> leaves = facts.stream().map(StoredFact::hash).toList();
        return compare(stored, expected)
                .or(() -> leaves.size() < FACTS ? Optional.empty() : ofTree(window, leaves))
                .or(() -> heads.check(first, leaves));
    }

    /** Of a fact of another shard there is one row, of which the tree knows the hash; or the fact is none of another shard. */
    private Optional<Drift> ofOthers(StoredFact fact, SortedMap<RowKey, Map<String, @Nullable String>> stored,
            SortedMap<RowKey, Map<String, @Nullable String>> expected) {
        RowKey key = new RowKey(fact.position, StoredTable.FACTS, -1, "");
        if (fact.leaf.length != Hash.LENGTH) {
            return Optional.of(key.difference("leaf_hash", HexFormat.of().formatHex(fact.leaf), "of " + Hash.LENGTH + " bytes"));
        }
        Map<String, @Nullable String> row = Objects.requireNonNull(stored.get(key));
        if (shard.keeps(String.valueOf(row.get("stream")))) {
            return Optional.of(key.difference("envelope", null, "as the ledger signed it"));
        }
        expected.put(key, row);
        return Optional.empty();
    }

    /** The rows that follow from the bytes of a fact, or that nothing can follow from them. */
    private static Optional<Drift> derive(
            StoredFact fact, byte[] bytes, SortedMap<RowKey, Map<String, @Nullable String>> expected) {
        RowKey key = new RowKey(fact.position, StoredTable.FACTS, -1, "");
        try {
            Envelope envelope = Envelope.parse(bytes);
            if (envelope.position() != fact.position) {
                return Optional.of(key.difference(
                        "position", Long.toString(fact.position), Long.toString(envelope.position())));
            }
            DerivedRows.of(bytes, envelope, expected);
            return Optional.empty();
        } catch (RuntimeException e) {
            // Whatever a parser throws, it is about these bytes.
            return Optional.of(key.difference("envelope", "unreadable: " + e.getMessage(), "as the ledger signed it"));
        }
    }

    private SortedMap<RowKey, Map<String, @Nullable String>> stored(long first, long last) {
        SortedMap<RowKey, Map<String, @Nullable String>> rows = new TreeMap<>();
        for (StoredTable table : StoredTable.values()) {
            jdbc.sql(table.select(name -> name)).params(first, last).query(row -> {
                rows.put(
                        new RowKey(row.getLong("position"), table, row.getInt("ordinal"), row.getString("name")),
                        columns(row));
            });
        }
        return rows;
    }

    private static Map<String, @Nullable String> columns(ResultSet row) throws SQLException {
        ResultSetMetaData meta = row.getMetaData();
        Map<String, @Nullable String> columns = new LinkedHashMap<>();
        for (int i = 4; i <= meta.getColumnCount(); i++) {
            String column = meta.getColumnLabel(i);
            columns.put(column, column.equals(StoredTable.ENVELOPE) ? StoredTable.shown(row.getBytes(i)) : row.getString(i));
        }
        return columns;
    }

    private static Optional<Drift> compare(
            SortedMap<RowKey, Map<String, @Nullable String>> served,
            SortedMap<RowKey, Map<String, @Nullable String>> expected) {
        SortedSet<RowKey> all = new TreeSet<>(served.keySet());
        all.addAll(expected.keySet());
        return all.stream()
                .flatMap(key -> RowReconciliation.first(key, served.get(key), expected.get(key)).stream())
                .map(Drift.class::cast)
                .findFirst();
    }

    private Optional<Drift> ofTree(long window, List<Hash> leaves) {
        TreeHashes stored = new TreeHashes(jdbc);
        long size = jdbc.sql("select coalesce(max(size), 0) from tree").query(Long.class).single();
        List<Hash> hashes = leaves;
        long number = window;
        for (int level = 1; (number + 1) << (8 * level) <= size; level++) {
            Hash expected = fold(hashes);
            Optional<String> is = jdbc.sql("select encode(hash, 'base64') from subtrees where level = ? and number = ?")
                    .params(level, number)
                    .query(String.class)
                    .optional();
            if (!is.equals(Optional.of(expected.base64()))) {
                return Optional.of(new Drift.OfRow(
                        "subtrees", number << (8 * level), level, null, "hash", is.orElse(null), expected.base64()));
            }
            if (number % FACTS != FACTS - 1) {
                break;
            }
            hashes = stored.read(level, number - FACTS + 1, FACTS);
            number /= FACTS;
        }
        return Optional.empty();
    }

    /** The root over 256 hashes side by side. */
    private static Hash fold(List<Hash> hashes) {
        List<Hash> root = new ArrayList<>();
        RightEdge edge = new RightEdge();
        hashes.forEach(each -> edge.append(each, subtree -> root.add(subtree.hash())));
        return root.isEmpty() ? Hash.OF_NOTHING : root.getFirst();
    }
}
