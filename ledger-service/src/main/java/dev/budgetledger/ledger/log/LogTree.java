package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.budgetledger.contract.merkle.ConsistencyProof;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.MerkleTree;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.Subtree;

/**
 * 默克尔树: the tree over the log, of which fact 1 is leaf 0. Roots and proofs read a few hundred stored hashes, however
 * long the log is. Sizes are positions; anyone who asks for more than the log holds gets an
 * {@link IllegalArgumentException}.
 */
public final class LogTree {

    private LogTree() {}

    /** The root over the facts up to a position. */
    public static Hash root(Connection connection, long size) throws SQLException {
        return LogHashes.with(connection, hashes -> new MerkleTree(hashes, size).root(size));
    }

    /** That the fact at a position is in the log as it was at a size. */
    public static InclusionProof inclusion(Connection connection, long position, long size) throws SQLException {
        return LogHashes.with(connection, hashes -> new MerkleTree(hashes, size).inclusion(position - 1, size));
    }

    /** That the log at one size continued from what it was at another. */
    public static ConsistencyProof consistency(Connection connection, long from, long to) throws SQLException {
        return LogHashes.with(connection, hashes -> new MerkleTree(hashes, to).consistency(from, to));
    }

    /** What continues with the tree from a size. */
    public static RightEdge edge(Connection connection, long size) throws SQLException {
        return LogHashes.with(connection, hashes -> new RightEdge(hashes, size));
    }

    /**
     * Stores the subtrees that facts appended after a size complete. Most commits complete none, and cost nothing.
     */
    static void grow(Pipeline last, long size, List<StoredFact> facts, TreeEdge edge) throws SQLException {
        List<Subtree> completed = edge.completed(last.connection(), size, facts);
        if (!completed.isEmpty()) {
            LogHashes.insert(last, completed);
        }
    }
}
