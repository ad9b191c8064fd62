package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.Subtree;

/**
 * What continues with the tree of the log, kept in memory from one commit to the next, so that it need not be read for each subtree that
 * becomes complete. It is of use to the next commit only if the log ends where it does; if another instance has appended meanwhile, it is
 * read again. Not for several threads.
 */
public final class TreeEdge {

    private @Nullable RightEdge known;

    /** To be called whenever what was appended is not known to be committed: another may be recorded at the same positions. */
    public void forget() {
        known = null;
    }

    /**
     * Adds the facts after a size.
     *
     * @return the subtrees that become complete with them
     */
    List<Subtree> append(Connection connection, long size, List<StoredFact> facts) throws SQLException {
        if (known != null && known.size() != size) {
            known = null;
        }
        if (known == null && (size + facts.size()) / Subtree.WIDTH == size / Subtree.WIDTH) {
            return List.of(); // it is worth reading once a subtree becomes complete
        }
        RightEdge edge = known == null ? read(connection, size) : known;
        known = edge;
        List<Subtree> completed = new ArrayList<>();
        facts.forEach(fact -> edge.append(fact.leafHash(), completed::add));
        return completed;
    }

    /** All of it at once: the connection is another's afterwards. */
    private static RightEdge read(Connection connection, long size) throws SQLException {
        return LogHashes.with(connection, hashes -> {
            RightEdge edge = new RightEdge(hashes, size);
            var _ = edge.root();
            return edge;
        });
    }
}
