package dev.budgetledger.ledger.publishing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.LogTree;
import dev.budgetledger.ledger.log.LoggedFact;

/** The tree over what has been published, of which readers are told the signed head with each batch. */
final class PublishedTree {

    private final Checkpoints checkpoints;
    private final RightEdge edge;
    private boolean told;

    private PublishedTree(Checkpoints checkpoints, RightEdge edge) {
        this.checkpoints = checkpoints;
        this.edge = edge;
    }

    /**
     * The tree up to a position.
     *
     * @param last the head that readers were told last, if any
     * @throws dev.budgetledger.ledger.log.ContradictedHistoryException if the log does not have that head any more
     */
    static PublishedTree at(
            Connection connection, FactLog log, Checkpoints checkpoints, long position, @Nullable Checkpoint last)
            throws SQLException {
        log.history().recorded(position);
        log.history().require(connection);
        if (last != null) {
            log.history().learn(connection, last);
        }
        return new PublishedTree(checkpoints, LogTree.edge(connection, position));
    }

    /** Goes on with a batch and gives its head. */
    String after(Connection connection, List<LoggedFact> facts) throws SQLException {
        facts.forEach(fact -> edge.append(fact.leafHash(), _ -> {}));
        return head(connection);
    }

    /** The head if nobody was told it since this instance began to publish; a log that stands still is not repeated. */
    @Nullable String untold(Connection connection) throws SQLException {
        return told ? null : head(connection);
    }

    private String head(Connection connection) throws SQLException {
        String head = checkpoints.sign(connection, edge.size(), edge.root());
        told = true;
        return head;
    }
}
