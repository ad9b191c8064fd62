package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The last fact that had been recorded by some instant, and with it the end of a commit: the facts of one commit carry
 * one instant. Position zero if there was none.
 */
record LastFact(long position, Instant recordedAt) {

    static final LastFact NONE = new LastFact(0, Instant.EPOCH);

    /** Of those that have been applied; final once everything recorded by the instant has. */
    static LastFact by(JdbcClient jdbc, Instant instant) {
        return jdbc.sql("""
                        select position, recorded_at from facts where recorded_at <= ?
                        order by recorded_at desc, position desc limit 1""")
                .param(instant.atOffset(ZoneOffset.UTC))
                .query(LastFact::row)
                .optional()
                .orElse(NONE);
    }

    private static LastFact row(ResultSet row, int number) throws SQLException {
        return new LastFact(
                row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
    }
}
