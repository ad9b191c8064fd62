package dev.budgetledger.projection.replay;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.MerkleTree;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.entries.jdbc.TreeHashes;
import dev.budgetledger.projection.intake.PublishedLog;

/**
 * Compares the root over the stored hashes with the largest head that the ledger signed. Window by window the hashes are
 * those of the bytes; so all bytes of a round are what was signed.
 */
final class HeadCheck {

    private final JdbcClient jdbc;
    private final PublishedLog log;

    HeadCheck(JdbcClient jdbc, PublishedLog log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    Optional<Difference> check() {
        return new JdbcProofs(jdbc).latest().flatMap(this::check);
    }

    private Optional<Difference> check(VerifiedCheckpoint head) {
        if (!vouchedFor(head)) {
            return Optional.of(difference(head, "note", head.note(), "signed by the ledger, of this size and root"));
        }
        try {
            Hash root = new MerkleTree(new TreeHashes(jdbc), head.size()).root(head.size());
            return root.equals(head.root())
                    ? Optional.empty()
                    : Optional.of(difference(head, "root", root.base64(), head.root().base64()));
        } catch (IllegalStateException e) {
            return Optional.of(difference(head, "root", String.valueOf(e.getMessage()), head.root().base64()));
        }
    }

    private boolean vouchedFor(VerifiedCheckpoint head) {
        try {
            return log.vouchesFor(head);
        } catch (IllegalArgumentException e) {
            return false; // it is no note
        }
    }

    private static Difference difference(VerifiedCheckpoint head, String column, String is, String should) {
        return new Difference.OfRow("checkpoints", head.size(), null, null, column, is, should);
    }
}
