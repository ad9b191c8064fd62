package dev.budgetledger.projection.generations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;

/** Held by the one who builds or removes generations, one at a time in a database. A killed holder holds it no longer. */
final class BuildLock implements AutoCloseable {

    private static final long KEY = 0x67656e_73L;

    private final Connection connection;

    private BuildLock(Connection connection) {
        this.connection = connection;
    }

    /** The lock, unless someone else has it. */
    static Optional<BuildLock> attempt(DataSource source) {
        try {
            Connection connection = source.getConnection();
            if (is(connection, "select pg_try_advisory_lock(?)")) {
                return Optional.of(new BuildLock(connection));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the lock of the generations cannot be asked for", e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            boolean ignored = is(connection, "select pg_advisory_unlock(?)");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the lock of the generations cannot be given back", e);
        }
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setLong(1, KEY);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
