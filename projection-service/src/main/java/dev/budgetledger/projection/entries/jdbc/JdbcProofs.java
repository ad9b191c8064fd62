package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.MerkleTree;
import dev.budgetledger.contract.merkle.StreamProof;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;

/** Reads checkpoints and makes proofs; a proof reads a few hundred hashes, however long the log is. */
public final class JdbcProofs implements Proofs {

    /** The checkpoint over a position. */
    static final String COVERING = "select size, root, note from checkpoints where size >= ? order by size limit 1";

    private final JdbcClient jdbc;

    public JdbcProofs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<VerifiedCheckpoint> covering(long position) {
        return jdbc.sql(COVERING)
                .param(position)
                .query(JdbcProofs::checkpoint)
                .optional();
    }

    @Override
    public Optional<VerifiedCheckpoint> latest() {
        return jdbc.sql("select size, root, note from checkpoints order by size desc limit 1")
                .query(JdbcProofs::checkpoint)
                .optional();
    }

    @Override
    public List<InclusionProof> inclusions(List<Long> positions, long size) {
        long received = jdbc.sql("select size from tree").query(Long.class).single();
        if (size > received) {
            throw new IllegalArgumentException("the tree has " + received + " leaves");
        }
        MerkleTree tree = new MerkleTree(new TreeHashes(jdbc), size);
        return positions.stream().map(position -> tree.inclusion(position - 1, size)).toList();
    }

    @Override
    public List<StreamProof> streams(List<String> streams, long size) {
        StreamTree tree = new JdbcStreams(jdbc).at(size);
        return streams.stream().map(tree::proof).toList();
    }

    /** Maps a row of size, root and note. */
    public static VerifiedCheckpoint checkpoint(ResultSet row, int number) throws SQLException {
        return new VerifiedCheckpoint(row.getLong(1), Hash.of(row.getBytes(2)), row.getString(3));
    }
}
