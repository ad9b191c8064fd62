package dev.budgetledger.ledger.store;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.budget.StateBytes;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.Pipeline;
import dev.budgetledger.ledger.log.StoredFact;

/** Reads streams, from their snapshots on where there is a good one: many short ones in one round trip, or one page of a long one. */
final class StreamStateReader {

    /** A stream with more facts than this after its snapshot is long. */
    private static final int SHORT_MAX = 256;

    /** A snapshot with more bytes than this is read beside the groups. */
    private static final int SHORT_STATE_BYTES_MAX = 64 * 1024;

    private static final int STREAMS_PER_READ_MAX = 256;
    private static final long BYTES_PER_READ_MAX = 4 * 1024 * 1024;
    private static final int FACTS_PER_PAGE_MAX = 1000;

    /** The subqueries are lateral, so that none of the large tables is ever read as a whole. */
    private static final String ENDS = """
            select w.stream, coalesce(e.sequence + 1, 0), s.sequence, s.state, s.seal, l.leaf_hash
            from unnest(?::text[], ?::bigint[]) as w (stream, start)
            left join lateral (select sequence from facts where stream = w.stream order by sequence desc limit 1) e on true
            left join lateral (select * from snapshots where stream = w.stream and w.start = 0 and version = ?
                and octet_length(state) <= ? limit 1) s on true
            left join lateral (select leaf_hash from facts where stream = w.stream and sequence = s.sequence limit 1) l
                on true
            """;

    private static final String FACTS = """
            select envelope, leaf_hash from (
                select w.n, f.*, sum(octet_length(f.envelope)) over (order by w.n, f.sequence) as bytes
                from unnest(?::text[], ?::bigint[]) with ordinality as w (stream, start, n)
                left join lateral (select sequence from snapshots where stream = w.stream and w.start = 0 and version = ?
                    and octet_length(state) <= ? limit 1) s on true
                cross join lateral (select sequence from facts where stream = w.stream order by sequence desc limit 1) e
                cross join lateral (select sequence, envelope, leaf_hash from facts where stream = w.stream
                    and sequence >= greatest(w.start, coalesce(s.sequence + 1, 0))
                    and e.sequence < greatest(w.start, coalesce(s.sequence + 1, 0)) + ?
                    order by sequence limit ?) f
            ) as read where bytes <= ? order by n, sequence
            """;

    private static final String SNAPSHOT = """
            select s.stream, 0, s.sequence, s.state, s.seal, l.leaf_hash
            from snapshots s left join facts l on l.stream = s.stream and l.sequence = s.sequence
            where s.stream = ? and s.version = ?
            """;

    private final FactLog log;
    private final SnapshotSeal seal;
    private final SnapshotWriter snapshots;

    StreamStateReader(FactLog log, SnapshotSeal seal, SnapshotWriter snapshots) {
        this.log = log;
        this.seal = seal;
        this.snapshots = snapshots;
    }

    /**
     * What was read of some streams.
     *
     * @param position of the log, of which all facts were seen
     * @param whole what is known of those that were read to their end, null of one without facts
     * @param rest what is known of the others, of which there is more than is read within a group; null for nothing
     */
    record Read(long position, Map<String, @Nullable VersionedState> whole, Map<String, @Nullable VersionedState> rest) {}

    /**
     * Reads the short ones among some streams.
     *
     * @param starts what was read of some of them before
     */
    Read read(Connection connection, Collection<String> streams, Map<String, VersionedState> starts) throws SQLException {
        List<String> all = List.copyOf(streams);
        Read read = new Read(Long.MAX_VALUE, new HashMap<>(), new HashMap<>());
        for (int i = 0; i < all.size(); i += STREAMS_PER_READ_MAX) {
            List<String> some = all.subList(i, Math.min(all.size(), i + STREAMS_PER_READ_MAX));
            read = new Read(Math.min(read.position, readSome(connection, some, starts, read)), read.whole, read.rest);
        }
        return read;
    }

    private long readSome(Connection connection, List<String> streams, Map<String, VersionedState> starts, Read into)
            throws SQLException {
        Pipeline once = new Pipeline(connection);
        Object names = once.array("text", streams.toArray());
        Object from = once.array("bigint", streams.stream()
                .map(stream -> starts.containsKey(stream) ? starts.get(stream).facts() : 0L).toArray());
        Pipeline.Result<Long> position = once.query("select coalesce(max(position), 0) from facts", row -> {
            row.next();
            return row.getLong(1);
        });
        Map<String, VersionedState> known = new HashMap<>();
        Pipeline.Result<Map<String, Long>> ends = once.query(
                ENDS, rows -> ends(rows, starts, known), names, from, StateBytes.VERSION, SHORT_STATE_BYTES_MAX);
        Pipeline.Result<List<StoredFact>> facts = once.query(FACTS, StreamStateReader::facts, names, from, StateBytes.VERSION,
                SHORT_STATE_BYTES_MAX, SHORT_MAX, SHORT_MAX, BYTES_PER_READ_MAX);
        once.flush();
        for (StoredFact fact : facts.get()) {
            String stream = fact.envelope().stream();
            VersionedState before = known.get(stream);
            if (fact.envelope().sequence() == (before == null ? 0 : before.facts())) {
                known.put(stream, VersionedState.after(before, fact));
            }
        }
        ends.get().forEach((stream, end) -> {
            VersionedState found = known.get(stream);
            boolean whole = (found == null ? 0 : found.facts()) >= end;
            (whole ? into.whole : into.rest).put(stream, found);
        });
        return position.get();
    }

    private Map<String, Long> ends(ResultSet rows, Map<String, VersionedState> starts, Map<String, VersionedState> known) throws SQLException {
        Map<String, Long> ends = new HashMap<>();
        while (rows.next()) {
            String stream = rows.getString(1);
            ends.put(stream, rows.getLong(2));
            VersionedState start = starts.containsKey(stream) ? starts.get(stream) : snapshot(stream, rows);
            if (start != null) {
                known.put(stream, start);
            }
        }
        return ends;
    }

    /**
     * Reads on in one stream, whatever its length.
     *
     * @param before what was read of it already
     * @return what is known after one page more; the same if there is no more
     */
    @Nullable VersionedState readOn(Connection connection, String stream, @Nullable VersionedState before) throws SQLException {
        VersionedState known = before == null ? snapshot(connection, stream) : before;
        long from = known == null ? 0 : known.facts();
        for (StoredFact fact : log.readStream(connection, stream, from, FACTS_PER_PAGE_MAX)) {
            known = VersionedState.after(known, fact);
        }
        return known;
    }

    /** The snapshot of a stream, null if there is none, or none that may be believed. */
    @Nullable VersionedState snapshot(Connection connection, String stream) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SNAPSHOT)) {
            select.setString(1, stream);
            select.setInt(2, StateBytes.VERSION);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? snapshot(stream, row) : null;
            }
        }
    }

    /** The snapshot in columns 3 to 6 of a row, null if there is none, or none that may be believed. */
    private @Nullable VersionedState snapshot(String stream, ResultSet row) throws SQLException {
        byte[] state = row.getBytes(4);
        if (state == null) {
            return null;
        }
        long sequence = row.getLong(3);
        byte[] leaf = row.getBytes(6);
        byte[] sealed = row.getBytes(5);
        if (leaf == null || !MessageDigest.isEqual(
                sealed, seal.over(stream, sequence, StateBytes.VERSION, Hash.of(leaf), state))) {
            snapshots.discard(stream, sealed, leaf == null
                    ? "the log has no fact " + sequence + " of the stream"
                    : "it is not what this ledger made of the facts up to " + sequence);
            return null;
        }
        return new VersionedState(StateBytes.read(state), sequence + 1, Hash.of(leaf), sequence + 1);
    }

    private static List<StoredFact> facts(ResultSet rows) throws SQLException {
        List<StoredFact> facts = new ArrayList<>();
        while (rows.next()) {
            facts.add(StoredFact.read(rows.getBytes(1), rows.getBytes(2)));
        }
        return facts;
    }
}
