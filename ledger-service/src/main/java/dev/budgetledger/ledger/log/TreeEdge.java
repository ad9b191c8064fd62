package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.Subtree;

/**
 * What continues with the tree, kept from one commit to the next, so that it is not read again for each subtree that becomes complete.
 * One that is of another size than the log is read anew. Not for several threads.
 */
public final class TreeEdge {

    private @Nullable RightEdge known;

    /** What it has was not committed, or may not have been. */
    public void forget() {
        known = null;
    }

    /** The subtrees that facts appended after a size complete. */
    List<Subtree> completed(Connection connection, long size, List<StoredFact> facts) throws SQLException {
        RightEdge edge = known == null || known.size() != size ? null : known;
        if (edge == null && (size + facts.size()) / Subtree.WIDTH == size / Subtree.WIDTH) {
            return List.of();
        }
        if (edge == null) {
            edge = read(connection, size);
            known = edge;
        }
        List<Subtree> completed = new ArrayList<>();
        RightEdge continued = edge;
        facts.forEach(fact -> continued.append(fact.leafHash(), completed::add));
        return completed;
    }

    /** All of it at once: this connection is another's later. */
    private static RightEdge read(Connection connection, long size) throws SQLException {
        return LogHashes.with(connection, hashes -> {
            RightEdge edge = new RightEdge(hashes, size);
            var _ = edge.root();
            return edge;
        });
    }
}
