package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.MerkleTree;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.contract.merkle.Subtree;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.entries.jdbc.JdbcStreams;
import dev.budgetledger.projection.entries.jdbc.TreeHashes;

/**
 * The trees over what was received and over its streams, compared with every checkpoint that comes with a watermark.
 *
 * <p>Facts come by partition, so a leaf has its place before those beside it are there: the tree grows to where every
 * partition is complete, by the new leaves alone. Instances of one group take turns at it. For the thread that lets it grow, and one that writes facts.
 */
final class LedgerTree {

    private static final int LEAVES_PER_PAGE_MAX = 5000;
    private static final int SIGNED_MAX = 1000;

    /** How far the tree over the streams is made of what an earlier release received, before others may look. */
    private static final long STREAMS_PER_TURN_MAX = 64L * StreamTree.KEPT_EVERY;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final TreeHashes hashes;
    private final JdbcStreams streams;
    private final Keys keys;
    private final @Nullable VerifierKey verifier;
    private final ReceivedLeaves received = new ReceivedLeaves();
    private @Nullable Trees last;

    /** Over the same facts. */
    private record Trees(RightEdge edge, StreamTree streams) {}

    /** Notes whose signature was right, of those seen last: each comes once by every partition, in an order of their own. */
    private final Set<String> rightlySigned = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > SIGNED_MAX;
        }
    }));

    /** @param verifier checks signatures; if absent only roots are compared */
    LedgerTree(JdbcClient jdbc, TransactionTemplate transactions, Keys keys, @Nullable VerifierKey verifier) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.hashes = new TreeHashes(jdbc);
        this.streams = new JdbcStreams(jdbc);
        this.verifier = verifier;
    }

    private record Announced(long size, String note) {}

    /** Remembers checkpoints, in the caller's transaction, until what they are over is there. */
    void announce(Set<String> notes) {
        for (String note : notes) {
            jdbc.sql("insert into announced_checkpoints (size, note) values (?, ?) on conflict do nothing")
                    .params(checkpoint(note).size(), note)
                    .update();
        }
    }

    /** Facts were stored, and may be taken in without being read. */
    void received(List<IncomingRecord.OfFact> stored) {
        received.add(stored);
    }

    /** Whether it can grow to a position with what is in memory, and so beside the thread that writes facts. */
    boolean canAdvanceAlone(long completeThrough) {
        return last != null && received.has(last.edge.size(), completeThrough, List.of());
    }

    /** Whether all facts after a position and through another are in memory: they were stored just now, or wait to be taken in. */
    boolean knows(long after, long through, List<IncomingRecord.OfFact> storedNow) {
        return received.has(after, through, storedNow);
    }

    /**
     * Takes in the leaves up to a position through which everything was received, and compares what was announced.
     *
     * @throws UntrustedLogException if a checkpoint is not that of what was received; it stays announced
     */
    void advance(long completeThrough) {
        Trees before = last;
        last = null; // after a failure they are read again
        if (before == null) {
            keepStreams();
        }
        last = transactions.execute(_ -> {
            long size = lock();
            List<Announced> due = jdbc.sql(
                            "select size, note from announced_checkpoints where size <= ? order by size, note")
                    .param(completeThrough)
                    .query((row, _) -> new Announced(row.getLong(1), row.getString(2)))
                    .list();
            Trees trees = before;
            if (trees == null || trees.edge.size() != size) {
                trees = new Trees(new RightEdge(hashes, size), streamsAt(size));
                received.forgetThrough(size);
            }
            due.stream().filter(each -> each.size < size)
                    .forEach(late -> compare(late, new MerkleTree(hashes, size).root(late.size), () -> streams.at(late.size).root()));
            grow(trees, completeThrough, due.stream().filter(each -> each.size >= size).iterator());
            return trees;
        });
    }

    /** Kept on the way, for an instance of an earlier release may have continued with the other tree alone. */
    private StreamTree streamsAt(long size) {
        StreamTree tree = new StreamTree(streams, Math.min(streams.kept(), StreamTree.keptBefore(size)));
        streams.grow(tree, size, streams::keep);
        return tree;
    }

    /** What was received before there was a tree over the streams, turn by turn. */
    private void keepStreams() {
        boolean isKept = false;
        while (!isKept) {
            isKept = Boolean.TRUE.equals(transactions.execute(_ -> {
                long whole = StreamTree.keptBefore(lock());
                long kept = streams.kept();
                long until = Math.min(whole, kept + STREAMS_PER_TURN_MAX);
                if (kept < until) {
                    streams.grow(new StreamTree(streams, kept), until, streams::keep);
                }
                return until >= whole;
            }));
        }
    }

    /** Over how many facts it stands, and will until the end of the caller's transaction. */
    long lock() {
        return jdbc.sql("select size from tree for update").query(Long.class).single();
    }

    /**
     * Compares a head that cannot be announced, for nothing more is taken in.
     *
     * @throws UntrustedLogException if it contradicts what was received
     */
    void requireAgreement(String note) {
        Checkpoint signed = checkpoint(note);
        long size = jdbc.sql("select size from tree").query(Long.class).single();
        if (signed.size() <= size && isSigned(note, verifier)) {
            requireEqual(signed, new MerkleTree(hashes, size).root(signed.size()));
            requireStreams(signed, () -> streams.at(signed.size()).root());
        }
    }

    private static void requireEqual(Checkpoint signed, Hash root) {
        if (!root.equals(signed.root())) {
            throw new UntrustedLogException("the checkpoint of size " + signed.size() + " has root " + signed.root()
                    + ", what was received has " + root + ": there are two histories", signed.size());
        }
    }

    /** Once a head has said the root over the streams, every later one does: no signer takes back that a budget is whole. */
    private void requireStreams(Checkpoint signed, Supplier<Hash> root) {
        Hash said = signed.streams();
        if (said == null) {
            boolean saidBefore = jdbc.sql("select note from checkpoints where size < ? order by size desc limit 1")
                    .param(signed.size())
                    .query(String.class)
                    .optional()
                    .filter(note -> checkpoint(note).streams() != null)
                    .isPresent();
            if (saidBefore) {
                throw new UntrustedLogException("the checkpoint of size " + signed.size()
                        + " says no root over the streams, those before it do", signed.size());
            }
        } else if (!said.equals(root.get())) {
            throw new UntrustedLogException("the checkpoint of size " + signed.size() + " has root " + said
                    + " over the streams, what was received has " + root.get() + ": there are two histories", signed.size());
        }
    }

    /** Remembers that there are two histories: nothing after the last head before the contradicting one is served any more. */
    void contradicted(UntrustedLogException by) {
        jdbc.sql("""
                        insert into contradictions (size, good_through, reason)
                        select ?, coalesce(max(size), 0), ? from checkpoints where size < ? on conflict do nothing""")
                .params(by.contradictedSize(), String.valueOf(by.getMessage()), by.contradictedSize())
                .update();
    }

    /** @param due what to compare on the way, by size */
    private void grow(Trees trees, long completeThrough, Iterator<Announced> due) {
        RightEdge edge = trees.edge;
        long size = edge.size();
        Announced next = compareDue(trees, due, due.hasNext() ? due.next() : null);
        while (edge.size() < completeThrough) {
            int count = (int) Math.min(LEAVES_PER_PAGE_MAX, completeThrough - edge.size());
            List<ReceivedLeaves.Leaf> remembered = received.take(edge.size(), count);
            if (remembered == null) {
                keys.require();
            }
            List<Hash> leaves = remembered == null
                    ? hashes.leaves(edge.size(), count)
                    : remembered.stream().map(ReceivedLeaves.Leaf::hash).toList();
            List<String> ids = remembered == null
                    ? streams.streams(edge.size(), edge.size() + count)
                    : remembered.stream().map(ReceivedLeaves.Leaf::stream).toList();
            if (leaves.size() != count || ids.size() != count) {
                throw new UntrustedLogException("facts are missing between positions " + (edge.size() + 1) + " and "
                        + (edge.size() + count) + ", though every partition is complete");
            }
            List<Subtree> completed = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < count; i++) {
                edge.append(leaves.get(i), completed::add);
                if (i == count - 1 || (next != null && next.size == edge.size())) {
                    trees.streams.append(ids.subList(from, i + 1), streams::keep);
                    from = i + 1;
                    next = compareDue(trees, due, next);
                }
            }
            insert(completed);
        }
        if (edge.size() > size) {
            jdbc.sql("update tree set size = ?").param(edge.size()).update();
        }
    }

    /** Compares the heads that are over what there is now; gives the one after them. */
    private @Nullable Announced compareDue(Trees trees, Iterator<Announced> due, @Nullable Announced first) {
        Announced next = first;
        while (next != null && next.size == trees.edge.size()) {
            compare(next, trees.edge.root(), trees.streams::root);
            next = due.hasNext() ? due.next() : null;
        }
        return next;
    }

    private void insert(List<Subtree> completed) {
        if (completed.isEmpty()) {
            return;
        }
        jdbc.sql("insert into subtrees (level, number, hash) select * from unnest(?::int[], ?::bigint[], ?::bytea[])")
                .param(UnnestArrays.ints(completed, Subtree::level))
                .param(UnnestArrays.longs(completed, Subtree::number))
                .param(completed.stream().map(each -> each.hash().bytes()).toArray(byte[][]::new))
                .update();
    }

    private void compare(Announced announced, Hash root, Supplier<Hash> ofStreams) {
        Checkpoint signed = checkpoint(announced.note);
        String fault = faultOfSignature(announced.note);
        if (fault != null) {
            throw new UntrustedLogException(fault); // it was announced when the key was not known
        }
        requireEqual(signed, root);
        requireStreams(signed, ofStreams);
        // Only ever a larger one: the smallest that is over a position stays the same.
        if (announced.size > new JdbcProofs(jdbc).latest().map(VerifiedCheckpoint::size).orElse(0L)) {
            jdbc.sql("""
                            insert into checkpoints (size, root, note, number) select ?, ?, ?, coalesce(
                                (select number from checkpoints order by size desc limit 1), 0) + 1""")
                    .params(announced.size, root.bytes(), announced.note)
                    .update();
        }
        jdbc.sql("delete from announced_checkpoints where size = ? and note = ?")
                .params(announced.size, announced.note)
                .update();
    }

    /** What is wrong with who signed a note, null if nothing is. */
    @Nullable String faultOfSignature(String note) {
        if (verifier == null || rightlySigned.contains(note)) {
            return null;
        }
        if (!isSigned(note, verifier)) {
            return "the checkpoint of size " + checkpoint(note).size() + " is not signed by " + verifier.format();
        }
        rightlySigned.add(note);
        return null;
    }

    /** Whether the ledger signed a note, as far as that is known. */
    static boolean isSigned(String note, @Nullable VerifierKey verifier) {
        return verifier == null
                || (checkpoint(note).origin().equals(verifier.name()) && verifier.verifies(SignedNote.parse(note)));
    }

    /** Whether a stored checkpoint is what its note says. */
    static boolean says(VerifiedCheckpoint stored) {
        Checkpoint said = checkpoint(stored.note());
        return said.size() == stored.size() && said.root().equals(stored.root());
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }
}
