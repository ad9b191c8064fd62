package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Transfers in bulk, one upload after the other, until readers of the projection see all of them.
 *
 * @param accepted how many were recorded
 * @param answered seconds that the uploads took
 * @param seen seconds from the first byte sent to when all were seen
 */
record Bulk(long accepted, double answered, double seen) {

    private static final int PER_UPLOAD = 200_000;

    static Bulk post(RunningSystem system, String run, int transfers) throws IOException, InterruptedException, SQLException {
        Transfers commands = new Transfers(run, Transfers.DEPARTMENTS);
        byte[] lines = commands.lines(Math.min(transfers, PER_UPLOAD));
        long begin = System.nanoTime();
        long accepted = 0;
        double answered = 0;
        for (int left = transfers; left > 0; ) {
            BulkLoad.Result result = BulkLoad.post(system.ledgerPort(), lines);
            if (result.accepted() != Math.min(left, PER_UPLOAD)) {
                throw new IllegalStateException(result.accepted() + " of " + Math.min(left, PER_UPLOAD) + " transfers were accepted");
            }
            accepted += result.accepted();
            answered += result.seconds();
            left -= PER_UPLOAD;
            lines = commands.lines(Math.clamp(left, 0, PER_UPLOAD));
        }
        awaitSeen(system);
        return new Bulk(accepted, answered, (System.nanoTime() - begin) / 1e9);
    }

    /** The projection has its share of the processors meanwhile, and of what it takes until it has all. */
    private static void awaitSeen(RunningSystem system) throws SQLException, InterruptedException {
        double last = system.number("ledger", "select max(position) from facts");
        while (system.number("projection", Lag.SEEN) < last) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    double answeredPerSecond() {
        return accepted / answered;
    }

    double seenPerSecond() {
        return accepted / seen;
    }
}
