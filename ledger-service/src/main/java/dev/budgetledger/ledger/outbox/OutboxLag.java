package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import dev.budgetledger.ledger.log.FactLog;

/**
 * How far Kafka is behind the log, whichever instance relays.
 *
 * @param position the last of the log
 * @param relayed the last in Kafka
 * @param age of the first fact that is not in Kafka, by the clock of the database; zero if all are
 */
public record OutboxLag(long position, long relayed, Duration age) {

    private static final String AGE = """
            select coalesce((select extract(epoch from clock_timestamp() - recorded_at) * 1000 from facts
                where position > ? order by position limit 1), 0)""";

    /** Asks the database. */
    public static OutboxLag read(Connection connection, FactLog log) throws SQLException {
        long relayed = new OutboxCursor().read(connection);
        try (PreparedStatement select = connection.prepareStatement(AGE)) {
            select.setLong(1, relayed);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new OutboxLag(
                        log.lastPosition(connection), relayed, Duration.ofMillis(Math.max(0, row.getLong(1))));
            }
        }
    }

    public long facts() {
        return Math.max(0, position - relayed);
    }

    /** However many they are: a busy ledger is always a little ahead, and one that catches up comes nearer. */
    boolean isWithin(Duration longest) {
        return age.compareTo(longest) <= 0;
    }
}
