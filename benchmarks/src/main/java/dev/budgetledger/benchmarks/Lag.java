package dev.budgetledger.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** How old the oldest fact is that readers of the projection do not see yet, looked at again and again. */
final class Lag implements AutoCloseable {

    private static final long PERIOD_MILLIS = 25;
    /** Up to which position readers of the projection see all. */
    static final String SEEN =
            "select coalesce(min(complete_through), 0) from intake_offsets where topic = 'budget.facts.v1'";
    private static final String AGE_OF_NEXT = """
            select coalesce((extract(epoch from clock_timestamp() - recorded_at) * 1000000)::bigint, 0)
            from (values (1)) as one left join facts on position = ?
            """;

    private final RunningSystem system;
    private final CompletableFuture<Histogram> samples = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closing;

    Lag(RunningSystem system) {
        this.system = system;
        thread = Thread.ofPlatform().name("lag").start(this::run);
    }

    private void run() {
        Histogram micros = new Histogram(600_000_000L, 3);
        try (Connection projection = system.connect("projection");
                Connection ledger = system.connect("ledger");
                PreparedStatement seen = projection.prepareStatement(SEEN);
                PreparedStatement age = ledger.prepareStatement(AGE_OF_NEXT)) {
            while (!closing) {
                age.setLong(1, number(seen) + 1);
                micros.recordValue(Math.max(0, number(age)));
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
            samples.complete(micros);
        } catch (SQLException | InterruptedException e) {
            samples.completeExceptionally(e);
        }
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What was seen, in microseconds; ends the looking. */
    Histogram stop() throws InterruptedException {
        close();
        return samples.join();
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
