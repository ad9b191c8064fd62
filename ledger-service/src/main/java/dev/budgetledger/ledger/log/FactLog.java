package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.log.Head.ExpectedHead;

/**
 * 账本日志: positions 1, 2, 3 … without a gap in commit order, and instants that never decrease along them.
 *
 * <p>Who appends first takes {@link #lockHead the append lock}, a PostgreSQL advisory lock that ends with the
 * transaction. Positions and the instant are given out under it, so a transaction that rolls back leaves no gap, and a
 * reader that saw position n has seen all before n. All methods work on the caller's connection and leave the
 * transaction to the caller.
 */
public final class FactLog {

    /** Names the append lock among the advisory locks of the database: "ledger" in ASCII. */
    private static final long APPEND_LOCK = 0x6c6564676572L;

    private static final String LOCK = "select pg_advisory_xact_lock(?)";

    /** Its snapshot is taken after the statement before it has the lock, so it sees the last holder's commit. */
    private static final String HEAD = """
            select coalesce(h.position, 0),
                   greatest(h.recorded_at, p.known_at),
                   clock_timestamp()
            from closed_timestamp p left join (select position, recorded_at from facts order by position desc limit 1) h on true
            """;

    /** Divides by zero where the log does not end as it is expected to: nothing after it in its pipeline is executed then. */
    private static final String REQUIRE = """
            select clock_timestamp(), 1 / (
                coalesce(h.position, 0) = ? and coalesce(greatest(h.recorded_at, p.known_at) < ?::timestamptz, true)
                and clock_timestamp() between ?::timestamptz - interval '1 second' and ?::timestamptz + interval '10 seconds')::int
            from closed_timestamp p left join (select position, recorded_at from facts order by position desc limit 1) h on true
            """;

    /** What the server says where a {@link #requireHead required} head is another: division by zero. */
    public static final String OTHER_HEAD = "22012";

    /** Facts can be large: a read ends before it takes too much memory, but has at least one. Of what is stored: the facts are several times as large. */
    private static final long READ_BYTES_MAX = 4 * 1024 * 1024;

    private static final String AFTER = """
            select envelope, leaf_hash, position, recorded_at, stream, sequence, type from (
                select next.*, sum(octet_length(envelope)) over (order by position) - octet_length(envelope) as before
                from (select * from facts where position > ? order by position limit ?) as next) as read
            where before < ? order by position
            """;

    private static final String STREAM = """
            select envelope, leaf_hash from (
                select next.*, sum(octet_length(envelope)) over (order by sequence) - octet_length(envelope) as before
                from (select sequence, envelope, leaf_hash from facts where stream = ? and sequence >= ?
                    order by sequence limit ?) as next) as read
            where before < ? order by sequence
            """;

    private static final String INSERT = """
            insert into facts (position, recorded_at, stream, sequence, type, envelope, leaf_hash)
            select position, ?::timestamptz, stream, sequence, type, envelope, leaf_hash
            from unnest(?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::bytea[])
                as facts (position, stream, sequence, type, envelope, leaf_hash)
            """;

    private final StoreClock clock;
    private final ClockWatch watch;
    private final FactTraces traces;
    private final History history = new History();

    /** One that takes whatever instants the clock gives. */
    public FactLog(StoreClock clock) {
        this(clock, ClockWatch.NONE);
    }

    public FactLog(StoreClock clock, ClockWatch watch) {
        this(clock, watch, FactTraces.NONE);
    }

    /** @param traces of those who have facts recorded */
    public FactLog(StoreClock clock, ClockWatch watch, FactTraces traces) {
        this.clock = clock;
        this.watch = watch;
        this.traces = traces;
    }

    /** What is known of it outside the database. */
    public History history() {
        return history;
    }

    /** For whose work its newest facts were recorded. */
    public FactTraces traces() {
        return traces;
    }

    /**
     * Waits for the append lock, holds it to the end of the transaction, and says where the log ends.
     *
     * @throws ContradictedHistoryException if it ends before what was recorded in it
     */
    public Head lockHead(Connection connection) throws SQLException {
        Pipeline alone = new Pipeline(connection);
        Pipeline.Result<Head> head = lockHead(alone);
        alone.flush();
        return head.get();
    }

    /** The same, together with what is added to the pipeline after it, which is executed under the lock. */
    public Pipeline.Result<Head> lockHead(Pipeline first) {
        first.execute(LOCK, APPEND_LOCK);
        return head(first);
    }

    /**
     * Where the log will end after one's own last commit, without asking the database.
     *
     * @param position it has this many facts then
     * @param last the instant of the last of them
     * @return null if only the database can tell
     */
    public @Nullable ExpectedHead expectHead(long position, Instant last) {
        Instant databaseNow = watch.expected();
        if (databaseNow == null || history.size() > position) {
            return null;
        }
        Instant earliest = last.plus(1, ChronoUnit.MICROS);
        Instant now = clock.now(databaseNow).truncatedTo(ChronoUnit.MICROS);
        return new ExpectedHead(new Head(position, now.isBefore(earliest) ? earliest : now), databaseNow);
    }

    /**
     * Waits for the append lock, holds it to the end of the transaction, and lets nothing after it in the pipeline be executed unless the
     * log ends as it was expected to: it then fails with {@link #OTHER_HEAD}. Whatever another instance has recorded or closed since is
     * seen by that.
     */
    public void requireHead(Pipeline last, ExpectedHead expected) {
        String instant = Envelope.format(expected.head().now());
        String databaseNow = expected.databaseNow().toString();
        last.execute(LOCK, APPEND_LOCK);
        ClockWatch.Asked asked = watch.ask();
        var _ = last.query(REQUIRE, row -> {
            requireRow(row);
            Instant seen = row.getTimestamp(1).toInstant();
            var _ = asked.implausible(seen, seen, seen); // it is committed; what is wrong with the clock the next group is told
            return seen;
        }, expected.head().position(), instant, databaseNow, databaseNow);
    }

    private Pipeline.Result<Head> head(Pipeline pipeline) {
        ClockWatch.Asked asked = watch.ask();
        long least = history.size();
        return pipeline.query(HEAD, row -> {
            requireRow(row);
            history.requireEnd(least, row.getLong(1));
            Instant end = row.getTimestamp(2).toInstant();
            Instant earliest = end.plus(1, ChronoUnit.MICROS);
            Instant databaseNow = row.getTimestamp(3).toInstant();
            Instant now = clock.now(databaseNow).truncatedTo(ChronoUnit.MICROS);
            return new Head(row.getLong(1), now.isBefore(earliest) ? earliest : now,
                    asked.implausible(databaseNow, now, end));
        });
    }

    private static void requireRow(ResultSet row) throws SQLException {
        if (!row.next()) {
            throw new SQLException("the table closed_timestamp has lost its row: until which instant readers were told that all is known");
        }
    }

    /** Why nothing can be appended at the moment, empty if nothing is wrong with the clock. */
    public Optional<String> implausible(Connection connection) throws SQLException {
        Pipeline alone = new Pipeline(connection);
        Pipeline.Result<Head> head = head(alone);
        alone.flush();
        return Optional.ofNullable(head.get().implausible());
    }

    /**
     * Appends under the lock that gave the head, when the pipeline is flushed.
     *
     * @param facts at the positions after the head, recorded at its instant, which is that of the commit
     * @param edge what continues with the tree, kept by who appends
     * @throws ImplausibleClockException if the instant is not to be believed
     */
    public void append(Pipeline last, Head head, List<StoredFact> facts, TreeEdge edge) throws SQLException {
        head.requirePlausible();
        insert(last, head, facts);
        LogTree.grow(last, head.position(), facts, edge);
    }

    private static void insert(Pipeline last, Head head, List<StoredFact> facts) throws SQLException {
        int n = facts.size();
        Long[] positions = new Long[n];
        String[] streams = new String[n];
        Long[] sequences = new Long[n];
        String[] types = new String[n];
        byte[][] envelopes = new byte[n][];
        byte[][] hashes = new byte[n][];
        for (int i = 0; i < n; i++) {
            Envelope envelope = facts.get(i).envelope();
            if (envelope.position() != head.position() + i + 1 || !envelope.recordedAt().equals(head.now())) {
                throw new IllegalArgumentException("a fact of position " + envelope.position() + " is not the next of the log");
            }
            positions[i] = envelope.position();
            streams[i] = envelope.stream();
            sequences[i] = envelope.sequence();
            types[i] = envelope.type();
            envelopes[i] = PackedEnvelope.pack(facts.get(i).bytes());
            hashes[i] = facts.get(i).leafHash().bytes();
        }
        last.execute(INSERT, Envelope.format(head.now()), last.array("bigint", positions), last.array("text", streams),
                last.array("bigint", sequences), last.array("text", types), last.array("bytea", envelopes),
                last.array("bytea", hashes));
    }

    /** The facts after a position, in order, at most {@code limit}, fewer if they are large, none only at the end. */
    public List<StoredFact> readAfter(Connection connection, long position, int limit) throws SQLException {
        try (PreparedStatement select = after(connection, position, limit, READ_BYTES_MAX)) {
            return facts(select);
        }
    }

    /** The rows of {@link #readAfter}. */
    public List<LoggedFact> rowsAfter(Connection connection, long position, int limit) throws SQLException {
        try (PreparedStatement select = after(connection, position, limit, READ_BYTES_MAX);
                ResultSet rows = select.executeQuery()) {
            List<LoggedFact> facts = new ArrayList<>();
            while (rows.next()) {
                facts.add(new LoggedFact(rows.getLong(3), rows.getObject(4, OffsetDateTime.class).toInstant(),
                        rows.getString(5), rows.getLong(6), rows.getString(7), PackedEnvelope.unpack(rows.getBytes(1)),
                        Hash.of(rows.getBytes(2))));
            }
            return facts;
        }
    }

    /** The bytes of {@link #readAfter}, and no more after them once they are this many. */
    public List<byte[]> bytesAfter(Connection connection, long position, int limit, long bytes) throws SQLException {
        try (PreparedStatement select = after(connection, position, limit, bytes);
                ResultSet rows = select.executeQuery()) {
            List<byte[]> envelopes = new ArrayList<>();
            for (long read = 0; read < bytes && rows.next(); read += envelopes.getLast().length) {
                envelopes.add(PackedEnvelope.unpack(rows.getBytes(1)));
            }
            return envelopes;
        }
    }

    private static PreparedStatement after(Connection connection, long position, int limit, long bytes)
            throws SQLException {
        PreparedStatement select = connection.prepareStatement(AFTER);
        select.setLong(1, position);
        select.setInt(2, limit);
        select.setLong(3, bytes);
        return select;
    }

    /**
     * The facts of a stream from a sequence on, in order, at most {@code limit}, fewer if they are large, none only at its end: a
     * stream is as long as it likes, so it is read page by page.
     */
    public List<StoredFact> readStream(Connection connection, String stream, long fromSequence, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STREAM)) {
            select.setString(1, stream);
            select.setLong(2, fromSequence);
            select.setInt(3, limit);
            select.setLong(4, READ_BYTES_MAX);
            return facts(select);
        }
    }

    /** The fact at a place in a stream. */
    public Optional<StoredFact> read(Connection connection, String stream, long sequence) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select envelope, leaf_hash from facts where stream = ? and sequence = ?")) {
            select.setString(1, stream);
            select.setLong(2, sequence);
            return facts(select).stream().findFirst();
        }
    }

    /** The last fact of a stream up to a position, if it has one. */
    public Optional<StoredFact> readLast(Connection connection, String stream, long position) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select envelope, leaf_hash from facts where stream = ? and position <= ? order by sequence desc limit 1""")) {
            select.setString(1, stream);
            select.setLong(2, position);
            return facts(select).stream().findFirst();
        }
    }

    /** Whether any budget of a year is closed. */
    public boolean isClosedByAny(Connection connection, int fiscalYear) throws SQLException {
        // The type is in the text, so that the index of closings alone is looked at.
        try (PreparedStatement select = connection.prepareStatement(
                "select exists (select from facts where type = 'YearClosed' and stream like ?)")) {
            select.setString(1, "%-" + fiscalYear);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The last position, without any lock: all positions up to it can be read. */
    public long lastPosition(Connection connection) throws SQLException {
        return end(connection);
    }

    /** The last position that was recorded before an instant, 0 if none was: instants never decrease, so it is halved for. */
    public long lastPositionBefore(Connection connection, Instant instant) throws SQLException {
        long before = 0;
        long after = end(connection) + 1;
        try (PreparedStatement select = connection.prepareStatement("select recorded_at from facts where position = ?")) {
            while (after - before > 1) {
                long middle = (before + after) >>> 1;
                select.setLong(1, middle);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    if (row.getTimestamp(1).toInstant().isBefore(instant)) {
                        before = middle;
                    } else {
                        after = middle;
                    }
                }
            }
        }
        return before;
    }

    static long end(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select coalesce(max(position), 0) from facts");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Promises that nothing more will be recorded at or before an instant, and says which: the head's. Kept in the
     * database, so that no instance and no clock set back breaks it.
     *
     * @return the head, or null if another transaction is appending, when to close a timestamp would be premature
     * @throws ImplausibleClockException if the instant is not to be believed
     */
    public @Nullable Head closeTimestamp(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, APPEND_LOCK);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return null;
                }
            }
        }
        Head head = lockHead(connection);
        head.requirePlausible();
        try (PreparedStatement update = connection.prepareStatement("update closed_timestamp set known_at = ?")) {
            update.setTimestamp(1, Timestamp.from(head.now()));
            update.executeUpdate();
        }
        return head;
    }

    private static List<StoredFact> facts(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<StoredFact> facts = new ArrayList<>();
            while (rows.next()) {
                facts.add(StoredFact.read(rows.getBytes(1), rows.getBytes(2)));
            }
            return facts;
        }
    }
}
