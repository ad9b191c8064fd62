package dev.budgetledger.projection.generations;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connections of those who read, to the generation that is served when they are asked for, or to the one that the caller keeps to. */
final class ServedDataSource extends AbstractDataSource {

    private final Generations generations;

    ServedDataSource(Generations generations) {
        this.generations = generations;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source().getConnection(user, password);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : source().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || source().isWrapperFor(type);
    }

    private DataSource source() {
        return generations.readers();
    }
}
