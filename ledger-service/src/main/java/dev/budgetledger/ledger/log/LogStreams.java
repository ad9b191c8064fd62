package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.KeptStreams;
import dev.budgetledger.contract.merkle.StoredStreams;
import dev.budgetledger.contract.merkle.StreamEnd;
import dev.budgetledger.contract.merkle.StreamSubtree;
import dev.budgetledger.contract.merkle.StreamTree;

/** The tree over the streams where it is kept. Within {@link LogHashes#with} a failure of the database passes through it. */
final class LogStreams implements StoredStreams {

    /** Of a row of {@code stream_ends} with that name; null if its key is no key. */
    private static final String BUCKET = "case when octet_length(e.key) > 1 then get_byte(e.key, 0) * 256 + get_byte(e.key, 1) end";

    private static final String ENDS = """
            select k.key, e.facts, e.last, e.chain from stream_keys k cross join lateral (
                select facts, last, chain from stream_ends where key = k.key and size <= ? order by size desc limit 1) e
            where k.bucket = any (?)
            """;

    private static final String BELOW = """
            select p.prefix, s.hash, s.single from unnest(?::int[]) above
            cross join lateral generate_series(above * 256, above * 256 + 255) p (prefix)
            cross join lateral (select hash, single from stream_subtrees
                where depth = ? and prefix = p.prefix and size <= ? order by size desc limit 1) s
            """;

    private static final String STREAMS = "select stream from facts where position > ? and position <= ? order by position";

    private Connection connection;

    LogStreams(Connection connection) {
        this.connection = connection;
    }

    /** The same by another connection: what reads from here may live longer than one. */
    LogStreams on(Connection other) {
        connection = other;
        return this;
    }

    @Override
    public List<StreamEnd> ends(Collection<Integer> prefixes, long size) {
        return LogHashes.unchecked(() -> {
            try (PreparedStatement select = connection.prepareStatement(ENDS)) {
                select.setLong(1, size);
                select.setArray(2, connection.createArrayOf("int", prefixes.toArray()));
                return ends(select);
            }
        });
    }

    private static List<StreamEnd> ends(PreparedStatement select) throws SQLException {
        List<StreamEnd> ends = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ends.add(new StreamEnd(Hash.of(rows.getBytes(1)), rows.getLong(2), rows.getLong(3), Hash.of(rows.getBytes(4))));
            }
        }
        return ends;
    }

    @Override
    public List<StreamSubtree> below(int depth, Collection<Integer> prefixes, long size) {
        return LogHashes.unchecked(() -> {
            try (PreparedStatement select = connection.prepareStatement(BELOW)) {
                select.setArray(1, connection.createArrayOf("int", prefixes.toArray()));
                select.setInt(2, depth);
                select.setLong(3, size);
                List<StreamSubtree> subtrees = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        subtrees.add(new StreamSubtree(depth, rows.getInt(1), Hash.of(rows.getBytes(2)), rows.getBoolean(3)));
                    }
                }
                return subtrees;
            }
        });
    }

    /** Of each fact after a position its stream, in order. */
    List<String> streams(long position, long through) {
        return LogHashes.unchecked(() -> {
            try (PreparedStatement select = connection.prepareStatement(STREAMS)) {
                select.setLong(1, position);
                select.setLong(2, through);
                List<String> streams = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        streams.add(rows.getString(1));
                    }
                }
                return streams;
            }
        });
    }

    /** The largest size at which it is kept, 0 if it is at none. */
    long kept() {
        return LogHashes.unchecked(() -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "select coalesce(max(size), 0) from stream_subtrees where depth = 0 and prefix = 0");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Keeps what changed, all of it or nothing; another instance may have kept the same. */
    void keep(KeptStreams kept) {
        LogHashes.unchecked(() -> {
            List<StreamEnd> ends = kept.ends();
            byte[][] keys = ends.stream().map(end -> end.key().bytes()).toArray(byte[][]::new);
            List<StreamSubtree> subtrees = kept.subtrees();
            Pipeline all = new Pipeline(connection);
            all.execute("""
                            insert into stream_keys (bucket, key)
                            select get_byte(key, 0) * 256 + get_byte(key, 1), key from unnest(?::bytea[]) key on conflict do nothing""",
                    all.array("bytea", keys));
            all.execute("""
                            insert into stream_ends (key, size, facts, last, chain)
                            select key, ?::bigint, facts, last, chain from unnest(?::bytea[], ?::bigint[], ?::bigint[], ?::bytea[])
                                as ends (key, facts, last, chain) on conflict do nothing""",
                    kept.size(), all.array("bytea", keys),
                    all.array("bigint", ends.stream().map(StreamEnd::facts).toArray()),
                    all.array("bigint", ends.stream().map(StreamEnd::last).toArray()),
                    all.array("bytea", ends.stream().map(end -> end.chain().bytes()).toArray(byte[][]::new)));
            all.execute("""
                            insert into stream_subtrees (depth, prefix, size, hash, single)
                            select depth, prefix, ?::bigint, hash, single from unnest(?::int[], ?::int[], ?::bytea[], ?::boolean[])
                                as subtrees (depth, prefix, hash, single) on conflict do nothing""",
                    kept.size(), all.array("int", subtrees.stream().map(StreamSubtree::depth).toArray()),
                    all.array("int", subtrees.stream().map(StreamSubtree::prefix).toArray()),
                    all.array("bytea", subtrees.stream().map(each -> each.hash().bytes()).toArray(byte[][]::new)),
                    all.array("boolean", subtrees.stream().map(StreamSubtree::single).toArray()));
            all.flush();
            return true;
        });
    }

    /** Whether there is a row beside what is kept at the sizes up to one, which {@link #keptAt} does not read and a tree may be made of. */
    boolean hasOthers(long size) {
        return LogHashes.unchecked(() -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select exists (select from stream_ends where size %% ? <> 0 or size not between 1 and ?)
                        or exists (select from stream_subtrees where size %% ? <> 0 or size not between 1 and ?)
                        or exists (select from stream_keys k where not exists (select from stream_ends e
                            where e.key = k.key and k.bucket = %s))""".formatted(BUCKET))) {
                for (int i = 0; i < 2; i++) {
                    select.setLong(2 * i + 1, StreamTree.KEPT_EVERY);
                    select.setLong(2 * i + 2, size);
                }
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    /**
     * What is kept at a size, in the order of {@link KeptStreams}; nothing at all if it is not.
     *
     * @throws IllegalArgumentException if it is nothing that could be kept
     */
    KeptStreams keptAt(long size) {
        return LogHashes.unchecked(() -> {
            try (PreparedStatement ends = connection.prepareStatement("""
                            select coalesce(k.key, ''), e.facts, e.last, e.chain from stream_ends e left join stream_keys k
                                on k.key = e.key and k.bucket = %s
                            where e.size = ? order by e.key""".formatted(BUCKET));
                    PreparedStatement subtrees = connection.prepareStatement(
                            "select depth, prefix, hash, single from stream_subtrees where size = ? order by depth, prefix")) {
                ends.setLong(1, size);
                subtrees.setLong(1, size);
                List<StreamSubtree> kept = new ArrayList<>();
                try (ResultSet rows = subtrees.executeQuery()) {
                    while (rows.next()) {
                        kept.add(new StreamSubtree(rows.getInt(1), rows.getInt(2), Hash.of(rows.getBytes(3)), rows.getBoolean(4)));
                    }
                }
                return new KeptStreams(size, ends(ends), kept);
            }
        });
    }
}
