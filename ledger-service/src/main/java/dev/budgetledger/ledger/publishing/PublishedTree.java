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
     * @throws RewrittenLogException if the log does not have that head any more
     */
    static PublishedTree at(
            Connection connection, FactLog log, Checkpoints checkpoints, long position, @Nullable Checkpoint last)
            throws SQLException, RewrittenLogException {
        long size = log.lastPosition(connection);
        if (Math.max(position, last == null ? 0 : last.size()) > size) {
            throw new RewrittenLogException("the log ends at position " + size + ", but more of it was published");
        }
        if (last != null && !LogTree.root(connection, last.size()).equals(last.root())) {
            throw new RewrittenLogException(
                    "the first " + last.size() + " facts do not have the root that was published");
        }
        return new PublishedTree(checkpoints, LogTree.edge(connection, position));
    }

    /** Goes on with a batch and gives its head. */
    String after(List<LoggedFact> facts) {
        facts.forEach(fact -> edge.append(fact.leafHash(), _ -> {}));
        return head();
    }

    /** The head if nobody was told it since this instance began to publish; a log that stands still is not repeated. */
    @Nullable String untold() {
        return told ? null : head();
    }

    private String head() {
        told = true;
        return checkpoints.sign(edge.size(), edge.root());
    }
}
