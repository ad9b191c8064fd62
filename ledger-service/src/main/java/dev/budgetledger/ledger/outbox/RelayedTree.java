package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.LogTree;
import dev.budgetledger.ledger.log.LoggedFact;
import dev.budgetledger.ledger.witnesses.Witnesses;

/**
 * The tree over what has been relayed, of which readers are told the signed head: soon after each batch, and not more often than
 * they can use: a head is a signature to check wherever the log is read, now or years later.
 */
final class RelayedTree {

    private static final long BETWEEN_HEADS_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(200);

    private final Checkpoints checkpoints;
    private final Witnesses witnesses;
    private final long betweenHeads;
    private final RightEdge edge;
    /** The size of the head that was told last, -1 if nobody was told one since this instance began to relay. */
    private long told = -1;

    /** The head of what was appended last, null before anything was. */
    private @Nullable String signed;

    private long toldAt;

    private RelayedTree(Checkpoints checkpoints, Witnesses witnesses, RightEdge edge) {
        this.checkpoints = checkpoints;
        this.witnesses = witnesses;
        this.edge = edge;
        betweenHeads = witnesses.isEmpty() ? BETWEEN_HEADS_NANOS_MIN : witnesses.interval().toNanos();
        toldAt = System.nanoTime() - betweenHeads;
    }

    /**
     * The tree up to a position.
     *
     * @param last the head that readers were told last, if any
     * @throws dev.budgetledger.ledger.log.ContradictedHistoryException if the log does not have that head any more
     */
    static RelayedTree at(
            Connection connection, FactLog log, Checkpoints checkpoints, Witnesses witnesses, long position, @Nullable Checkpoint last)
            throws SQLException {
        log.history().recorded(position);
        log.history().require(connection);
        if (last != null) {
            log.history().learn(connection, last);
        }
        return new RelayedTree(checkpoints, witnesses, LogTree.edge(connection, position));
    }

    /** Appends a batch, and signs its head before anybody sees a fact of it: the log must not lose it any more. */
    void append(Connection connection, List<LoggedFact> facts) throws SQLException {
        facts.forEach(fact -> edge.append(fact.leafHash(), _ -> {}));
        signed = sign(connection);
    }

    /** Whether readers have not been told the head. That of a log that stands still is not repeated. */
    boolean isOwed() {
        return told != edge.size();
    }

    /** The same while nothing else is to be done: at once, unless somebody has to be asked for each. */
    boolean isOwedNow() {
        return witnesses.isEmpty() ? isOwed() : isDue();
    }

    private boolean isDue() {
        return isOwed() && System.nanoTime() - toldAt >= betweenHeads;
    }

    /** The signed head, which is then told, cosigned by the witnesses that answer. */
    String head(Connection connection) throws SQLException, InterruptedException {
        String head = witnesses.cosigned(connection, signed == null ? sign(connection) : signed);
        signed = head;
        told = edge.size();
        toldAt = System.nanoTime();
        return head;
    }

    private String sign(Connection connection) throws SQLException {
        return checkpoints.sign(connection, edge.size(), edge.root());
    }

    /** The head if it is due while facts keep coming. */
    @Nullable String dueHead(Connection connection) throws SQLException, InterruptedException {
        return isDue() ? head(connection) : null;
    }
}
