package dev.budgetledger.ledger.publishing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import dev.budgetledger.ledger.log.FactLog;

/**
 * How far Kafka is behind the log, whichever instance publishes.
 *
 * @param position the last of the log
 * @param published the last in Kafka
 * @param age of the first fact that is not in Kafka, by the clock of the database; zero if all are
 */
record PublishingLag(long position, long published, Duration age) {

    private static final String AGE = """
            select coalesce((select extract(epoch from clock_timestamp() - recorded_at) * 1000 from facts
                where position > ? order by position limit 1), 0)""";

    static PublishingLag read(Connection connection, FactLog log) throws SQLException {
        long published = new PublicationMark().read(connection);
        try (PreparedStatement select = connection.prepareStatement(AGE)) {
            select.setLong(1, published);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new PublishingLag(
                        log.lastPosition(connection), published, Duration.ofMillis(Math.max(0, row.getLong(1))));
            }
        }
    }

    long facts() {
        return Math.max(0, position - published);
    }

    /** However many they are: a busy ledger is always a little ahead, and one that catches up comes nearer. */
    boolean isWithin(Duration longest) {
        return age.compareTo(longest) <= 0;
    }
}
