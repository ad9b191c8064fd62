package dev.budgetledger.projection.replay;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.entries.jdbc.TreeHashes;

/**
 * Compares the heads of the log that are kept, each with the root over the facts before it. Window by window the hashes
 * are those of the bytes; so all bytes of a round are what was signed.
 */
final class HeadCheck {

    private final JdbcClient jdbc;
    private final Predicate<VerifiedCheckpoint> signed;

    /** @param signed whether the ledger signed a head, and of this size and root */
    HeadCheck(JdbcClient jdbc, Predicate<VerifiedCheckpoint> signed) {
        this.jdbc = jdbc;
        this.signed = signed;
    }

    private record Kept(long size, byte[] root, String note, long number) {}

    /**
     * The first difference of the heads over facts of a window.
     *
     * @param first position of the window
     * @param leaves of its facts, all there are
     */
    Optional<Drift> check(long first, List<Hash> leaves) {
        List<Kept> kept = jdbc.sql("""
                        select size, root, note, number from checkpoints where size between ? and ? order by size""")
                .params(first, first + leaves.size() - 1)
                .query((row, _) -> new Kept(row.getLong(1), row.getBytes(2), row.getString(3), row.getLong(4)))
                .list();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        long number = jdbc.sql("select number from checkpoints where size < ? order by size desc limit 1")
                .param(first)
                .query(Long.class)
                .optional()
                .orElse(0L);
        RightEdge edge = new RightEdge(new TreeHashes(jdbc), first - 1);
        for (Kept each : kept) {
            Optional<Drift> found = check(each, ++number, edge, leaves, first);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Drift> check(Kept head, long number, RightEdge edge, List<Hash> leaves, long first) {
        if (head.number != number) {
            return Optional.of(difference(head, "number", Long.toString(head.number), Long.toString(number)));
        }
        String root;
        try {
            while (edge.size() < head.size) {
                edge.append(leaves.get((int) (edge.size() + 1 - first)), _ -> {});
            }
            root = edge.root().base64();
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
            // Hashes before the window are missing or none, as the window that they are of says.
            root = String.valueOf(e.getMessage());
        }
        String kept = Base64.getEncoder().encodeToString(head.root);
        if (!root.equals(kept)) {
            return Optional.of(difference(head, "root", kept, root));
        }
        return isSigned(head)
                ? Optional.empty()
                : Optional.of(difference(head, "note", head.note, "signed by the ledger, of this size and root"));
    }

    private boolean isSigned(Kept head) {
        try {
            return signed.test(new VerifiedCheckpoint(head.size, Hash.of(head.root), head.note));
        } catch (IllegalArgumentException e) {
            return false; // it is no note
        }
    }

    private static Drift difference(Kept head, String column, String is, String should) {
        return new Drift.OfRow("checkpoints", head.size, null, null, column, is, should);
    }
}
