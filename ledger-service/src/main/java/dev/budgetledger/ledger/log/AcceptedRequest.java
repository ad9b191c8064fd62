package dev.budgetledger.ledger.log;

import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.RequestHash;

/**
 * A request that was accepted, and what it is answered, as the log has it: out of its first fact, and out of the next if both are of it.
 *
 * @param hash what names it in its facts
 */
public record AcceptedRequest(RequestHash hash, Receipt receipt) {

    /** What it is read of, in a question about rows {@code a} of {@code answers}. */
    public static final String COLUMNS = """
            (select f.envelope from facts f where f.position = a.position) as first, \
            (select f.leaf_hash from facts f where f.position = a.position) as first_leaf, \
            (select f.envelope from facts f where f.position = a.position + 1) as second, \
            (select f.leaf_hash from facts f where f.position = a.position + 1) as second_leaf""";

    /**
     * Out of a row with {@link #COLUMNS}.
     *
     * @throws IllegalStateException if the log lacks what was answered
     */
    public static AcceptedRequest read(ResultSet row) throws SQLException {
        StoredFact first = fact(row, "first");
        RequestHash request = first == null ? null : first.envelope().request();
        if (first == null || request == null) {
            throw new IllegalStateException("an idempotency key was answered with a fact that the log lacks");
        }
        StoredFact second = fact(row, "second");
        return second != null && areOfOne(first.envelope(), second.envelope())
                ? new AcceptedRequest(request, IdempotencyRecords.receipt(first, IdempotencyRecords.receipt(second, null)))
                : new AcceptedRequest(request, IdempotencyRecords.receipt(first, null));
    }

    private static @Nullable StoredFact fact(ResultSet row, String name) throws SQLException {
        byte[] envelope = row.getBytes(name);
        return envelope == null ? null : StoredFact.read(envelope, row.getBytes(name + "_leaf"));
    }

    /** Whether two facts, side by side, are the halves of what one command recorded: in two budgets, in one commit. */
    static boolean areOfOne(Envelope first, Envelope second) {
        return first.request() != null && first.request().equals(second.request()) && first.recordedAt().equals(second.recordedAt());
    }
}
