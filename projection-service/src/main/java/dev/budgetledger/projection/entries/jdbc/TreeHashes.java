package dev.budgetledger.projection.entries.jdbc;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.StoredHashes;

/** The hashes of the tree where they are stored: leaves beside their facts, complete subtrees in their own table. */
public final class TreeHashes implements StoredHashes {

    private final JdbcClient jdbc;

    public TreeHashes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Hash> read(int level, long from, int count) {
        return level == 0
                ? leaves(from, count)
                : jdbc.sql("select hash from subtrees where level = ? and number >= ? and number < ? order by number")
                        .params(level, from, from + count)
                        .query((row, _) -> Hash.of(row.getBytes(1)))
                        .list();
    }

    /** Leaf hashes after a position, as many as there are and at most {@code count}. */
    public List<Hash> leaves(long position, int count) {
        return jdbc.sql("select leaf_hash from facts where position > ? and position <= ? order by position")
                .params(position, position + count)
                .query((row, _) -> Hash.of(row.getBytes(1)))
                .list();
    }
}
