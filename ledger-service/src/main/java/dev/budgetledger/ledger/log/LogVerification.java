package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.KeptStreams;
import dev.budgetledger.contract.merkle.RememberedStreams;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.contract.merkle.Subtree;

/**
 * 核验: walks the whole log and computes everything again: each leaf from the envelope's bytes, each subtree from the
 * leaves, the root at each checkpoint that somebody kept. Anyone who changed a fact behind the service's back, also as
 * owner of the database, would have to have changed all of these, and cannot change the checkpoints.
 *
 * <p>So is the tree over the streams, at those checkpoints that say its root and wherever it is kept.
 *
 * <p>What the tree cannot show, that a stream has one story, is looked at too: its sequences are 0, 1, 2 … each once, and times
 * never go back. A database whose constraints were dropped may hold others, and every fact of them is in the tree.
 *
 * <p>So are the answers to idempotency keys, which follow from the facts that carry them: see {@link IdempotencyRecords}.
 *
 * <p>One snapshot, read page by page: appending continues meanwhile, and memory grows with the streams, not with the log.
 */
public final class LogVerification {

    private static final int FACTS_PER_PAGE_MAX = 1000;
    private static final long PAGE_BYTES_MAX = 4 * 1024 * 1024;

    private static final String STREAMS_DIFFER =
            "the tree over the streams is not as it is kept; it is made again if it is not there";

    private static final String NEXT = """
            select position, recorded_at, stream, sequence, type, envelope, leaf_hash from (
                select *, sum(octet_length(envelope)) over (order by position) - octet_length(envelope) as before
                from (select * from facts where position > ? order by position limit ?) as next) as page
            where before < ? order by position
            """;

    private final Connection connection;
    private final List<Checkpoint> kept;
    private final RightEdge edge = new RightEdge();
    private final Map<String, Long> nextSequences = new HashMap<>();
    private final RememberedStreams remembered = new RememberedStreams();
    private final StreamTree streams = new StreamTree(remembered);
    private final LogStreams stored;
    private boolean streamsDiffer;
    private final List<StoredFact> facts = new ArrayList<>();
    private String recordedAt = "";
    private long agreed;

    private LogVerification(Connection connection, List<Checkpoint> kept) {
        this.connection = connection;
        this.stored = new LogStreams(connection);
        this.kept = kept.stream().sorted(Comparator.comparingLong(Checkpoint::size)).toList();
    }

    /**
     * Verifies the log as it is now.
     *
     * @param kept heads of this log that were known before, in any order
     */
    public static Verification verify(DataSource dataSource, List<Checkpoint> kept) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                LogVerification verification = new LogVerification(connection, kept);
                Optional<Verification> difference =
                        LogHashes.with(connection, hashes -> verification.walk(hashes)
                                .or(() -> verification.end(hashes))
                                .or(() -> LogHashes.unchecked(() -> IdempotencyRecords.unfounded(connection, verification.edge.size()))));
                return difference.orElseGet(
                        () -> new Verification.Intact(verification.edge.size(), verification.edge.root()));
            } finally {
                connection.rollback();
            }
        }
    }

    private record Row(long position, String recordedAt, String stream, long sequence, String type, byte[] envelope,
            byte[] leafHash) {}

    private Optional<Verification> walk(LogHashes hashes) {
        Verification difference = atCheckpoints();
        List<Row> page = difference == null ? LogHashes.unchecked(this::next) : List.of();
        while (!page.isEmpty()) {
            facts.clear();
            for (Row row : page) {
                difference = look(row, hashes);
                if (difference != null) {
                    return Optional.of(difference);
                }
            }
            Optional<Verification> forgotten = LogHashes.unchecked(() -> IdempotencyRecords.missing(connection, facts));
            if (forgotten.isPresent()) {
                return forgotten;
            }
            page = LogHashes.unchecked(this::next);
        }
        return Optional.ofNullable(difference);
    }

    private @Nullable Verification look(Row row, LogHashes hashes) {
        long position = edge.size() + 1;
        if (row.position != position) {
            return at(position, "the log continues with position " + row.position);
        }
        Hash leaf = Hash.ofLeaf(row.envelope);
        if (!Arrays.equals(leaf.bytes(), row.leafHash)) {
            return at(position, "the envelope does not have the hash that is stored beside it");
        }
        String contradiction = contradiction(row, leaf);
        if (contradiction != null) {
            return at(position, contradiction);
        }
        String disorder = disorder(row);
        if (disorder != null) {
            return at(position, disorder);
        }
        List<Subtree> completed = new ArrayList<>();
        edge.append(leaf, completed::add);
        for (Subtree subtree : completed) {
            if (!hashes.has(subtree)) {
                return new Verification.Differs(position - subtree.leaves() + 1, position,
                        "the facts do not have the root that is stored over them");
            }
        }
        streams.append(List.of(row.stream), this::compareKept);
        return streamsDiffer
                ? new Verification.Differs(position - StreamTree.KEPT_EVERY + 1, position, STREAMS_DIFFER)
                : atCheckpoints();
    }

    /** Of a log of an earlier release the tree is kept only once a head was signed after. */
    private void compareKept(KeptStreams changed) {
        remembered.keep(changed);
        KeptStreams there;
        try {
            there = stored.keptAt(changed.size());
        } catch (IllegalArgumentException noHash) {
            streamsDiffer = true;
            return;
        }
        boolean none = there.ends().isEmpty() && there.subtrees().isEmpty() && stored.kept() < changed.size();
        streamsDiffer = !none
                && !(Set.copyOf(there.ends()).equals(Set.copyOf(changed.ends())) && there.subtrees().equals(changed.subtrees()));
    }

    /** What the columns say for the indexes is what the envelope says. */
    private @Nullable String contradiction(Row row, Hash leaf) {
        Envelope envelope;
        try {
            envelope = Envelope.parse(row.envelope);
        } catch (RuntimeException e) {
            return "the envelope cannot be read: " + e.getMessage();
        }
        facts.add(new StoredFact(envelope, row.envelope, leaf));
        return differing("position", row.position, envelope.position())
                .or(() -> differing("recordedAt", row.recordedAt, Envelope.format(envelope.recordedAt())))
                .or(() -> differing("stream", row.stream, envelope.stream()))
                .or(() -> differing("sequence", row.sequence, envelope.sequence()))
                .or(() -> differing("type", row.type, envelope.type()))
                .orElse(null);
    }

    /** Whether a fact follows what went before it: in its stream by its sequence, in the log by its time. */
    private @Nullable String disorder(Row row) {
        long next = nextSequences.merge(row.stream, 1L, Long::sum) - 1;
        String before = recordedAt;
        recordedAt = row.recordedAt;
        if (row.sequence != next) {
            return "the stream " + row.stream + " has sequence " + row.sequence + " where " + next + " comes next";
        }
        return row.recordedAt.compareTo(before) < 0 // all are written alike, so texts are in the order of time
                ? "it was recorded at " + row.recordedAt + ", before the fact before it"
                : null;
    }

    private static Optional<String> differing(String name, Object column, Object envelope) {
        return column.equals(envelope)
                ? Optional.empty()
                : Optional.of("the column has " + name + " " + column + ", the envelope " + envelope);
    }

    /** Compares the root with what was kept of a log of this size. */
    private @Nullable Verification atCheckpoints() {
        for (Checkpoint checkpoint : kept) {
            if (checkpoint.size() == edge.size()) {
                if (!checkpoint.root().equals(edge.root())) {
                    return new Verification.Differs(Math.min(agreed + 1, edge.size()), edge.size(),
                            "the facts do not have the root of the checkpoint of size " + edge.size());
                }
                if (checkpoint.streams() != null && !checkpoint.streams().equals(streams.root())) {
                    return new Verification.Differs(Math.min(agreed + 1, edge.size()), edge.size(),
                            "the streams do not have the root of the checkpoint of size " + edge.size());
                }
                agreed = edge.size();
            }
        }
        return null;
    }

    /** Whether there was more: a checkpoint or a subtree tells of facts that the log does not have. */
    private Optional<Verification> end(LogHashes hashes) {
        long size = edge.size();
        if (!kept.isEmpty() && kept.getLast().size() > size) {
            return Optional.of(new Verification.Differs(size + 1, kept.getLast().size(),
                    "the log ends before it, a checkpoint is of size " + kept.getLast().size()));
        }
        if (hashes.hasBeyond(size)) {
            return Optional.of(at(size + 1, "the log ends before it, but a root over it is stored"));
        }
        if (stored.kept() > size) {
            return Optional.of(at(size + 1, "the log ends before it, but a tree over its streams is kept"));
        }
        return stored.hasOthers(size)
                ? Optional.of(new Verification.Differs(1, Math.max(1, size), STREAMS_DIFFER))
                : Optional.empty();
    }

    private static Verification at(long position, String reason) {
        return new Verification.Differs(position, position, reason);
    }

    private List<Row> next() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT)) {
            select.setLong(1, edge.size() == 0 ? Long.MIN_VALUE : edge.size()); // nor is there a row before the first position
            select.setInt(2, FACTS_PER_PAGE_MAX);
            select.setLong(3, PAGE_BYTES_MAX);
            List<Row> page = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(new Row(rows.getLong(1), Envelope.format(rows.getTimestamp(2).toInstant()),
                            rows.getString(3), rows.getLong(4), rows.getString(5), PackedEnvelope.unpack(rows.getBytes(6)),
                            rows.getBytes(7)));
                }
            }
            return page;
        }
    }
}
