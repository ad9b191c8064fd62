package dev.budgetledger.projection.entries.jdbc;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.KeptStreams;
import dev.budgetledger.contract.merkle.StoredStreams;
import dev.budgetledger.contract.merkle.StreamEnd;
import dev.budgetledger.contract.merkle.StreamSubtree;
import dev.budgetledger.contract.merkle.StreamTree;

/** The tree over the streams where it is kept. */
public final class JdbcStreams implements StoredStreams {

    private final JdbcClient jdbc;

    public JdbcStreams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<StreamEnd> ends(Collection<Integer> prefixes, long size) {
        return jdbc.sql("""
                        select k.key, e.facts, e.last, e.chain from stream_keys k cross join lateral (
                            select facts, last, chain from stream_ends where key = k.key and size <= ? order by size desc limit 1) e
                        where k.bucket = any (?)""")
                .param(size)
                .param(prefixes.toArray(Integer[]::new))
                .query((row, _) -> new StreamEnd(Hash.of(row.getBytes(1)), row.getLong(2), row.getLong(3), Hash.of(row.getBytes(4))))
                .list();
    }

    @Override
    public List<StreamSubtree> below(int depth, Collection<Integer> prefixes, long size) {
        return jdbc.sql("""
                        select p.prefix, s.hash, s.single from unnest(?) above
                        cross join lateral generate_series(above * 256, above * 256 + 255) p (prefix)
                        cross join lateral (select hash, single from stream_subtrees
                            where depth = ? and prefix = p.prefix and size <= ? order by size desc limit 1) s""")
                .param(prefixes.toArray(Integer[]::new))
                .params(depth, size)
                .query((row, _) -> new StreamSubtree(depth, row.getInt(1), Hash.of(row.getBytes(2)), row.getBoolean(3)))
                .list();
    }

    /** Of each fact after a position its stream, in order, as many as there are. */
    public List<String> streams(long position, long through) {
        return jdbc.sql("select stream from facts where position > ? and position <= ? order by position")
                .params(position, through)
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** The largest size at which it is kept, 0 if it is at none. */
    public long kept() {
        return jdbc.sql("select coalesce(max(size), 0) from stream_subtrees where depth = 0 and prefix = 0").query(Long.class).single();
    }

    /**
     * The tree at a size, through which everything was received; it is not kept further.
     *
     * @throws IllegalStateException if what is kept does not reach so far, or contradicts itself
     */
    public StreamTree at(long size) {
        StreamTree tree = new StreamTree(this, Math.min(kept(), StreamTree.keptBefore(size)));
        grow(tree, size, _ -> {
            throw new IllegalStateException("the tree over the streams is not kept up to " + size);
        });
        return tree;
    }

    /** Continues with a tree up to a size. */
    public void grow(StreamTree tree, long size, Consumer<KeptStreams> keep) {
        while (tree.size() < size) {
            long through = Math.min(size, StreamTree.keptBefore(tree.size()) + StreamTree.KEPT_EVERY);
            List<String> streams = streams(tree.size(), through);
            if (streams.size() != through - tree.size()) {
                throw new IllegalStateException("facts are missing between positions " + (tree.size() + 1) + " and " + through);
            }
            tree.append(streams, keep);
        }
    }

    /** Keeps what changed, in the caller's transaction. */
    public void keep(KeptStreams kept) {
        List<StreamEnd> ends = kept.ends();
        byte[][] keys = ends.stream().map(end -> end.key().bytes()).toArray(byte[][]::new);
        List<StreamSubtree> subtrees = kept.subtrees();
        jdbc.sql("""
                        insert into stream_keys (bucket, key)
                        select get_byte(key, 0) * 256 + get_byte(key, 1), key from unnest(?) key on conflict do nothing""")
                .param(keys)
                .update();
        jdbc.sql("""
                        insert into stream_ends (key, size, facts, last, chain)
                        select key, ?::bigint, facts, last, chain from unnest(?, ?, ?, ?) as ends (key, facts, last, chain)""")
                .param(kept.size())
                .param(keys)
                .param(ends.stream().map(StreamEnd::facts).toArray(Long[]::new))
                .param(ends.stream().map(StreamEnd::last).toArray(Long[]::new))
                .param(ends.stream().map(end -> end.chain().bytes()).toArray(byte[][]::new))
                .update();
        jdbc.sql("""
                        insert into stream_subtrees (depth, prefix, size, hash, single)
                        select depth, prefix, ?::bigint, hash, single from unnest(?, ?, ?, ?) as subtrees (depth, prefix, hash, single)""")
                .param(kept.size())
                .param(subtrees.stream().map(StreamSubtree::depth).toArray(Integer[]::new))
                .param(subtrees.stream().map(StreamSubtree::prefix).toArray(Integer[]::new))
                .param(subtrees.stream().map(each -> each.hash().bytes()).toArray(byte[][]::new))
                .param(subtrees.stream().map(StreamSubtree::single).toArray(Boolean[]::new))
                .update();
    }
}
