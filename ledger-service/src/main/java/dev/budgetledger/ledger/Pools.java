package dev.budgetledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/**
 * Connections that no reader can take: the writer's and the relay's, to the database of {@code spring.datasource}. Anyone who
 * reads has the data source that Spring Boot makes.
 */
record Pools(HikariDataSource writer, HikariDataSource relay) implements AutoCloseable {

    /**
     * Opens them, each with its own settings of Hikari's.
     *
     * @throws NotDurableException if the server may lose what was answered
     */
    static Pools open(DataSourceProperties database, Binder settings, PostgresSettings postgres) {
        Pools pools = new Pools(pool(database, settings, "writer"), pool(database, settings, "relay"));
        pools.writer.setConnectionInitSql(postgres.check());
        try (Connection first = pools.writer.getConnection()) {
            return pools;
        } catch (SQLException | RuntimeException fault) {
            pools.close();
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql && PostgresSettings.NOT_DURABLE.equals(sql.getSQLState())) {
                    throw new NotDurableException(sql);
                }
            }
            throw new IllegalStateException("the writer has no connection", fault);
        }
    }

    private static HikariDataSource pool(DataSourceProperties database, Binder settings, String name) {
        HikariDataSource pool = database.initializeDataSourceBuilder().type(HikariDataSource.class).build();
        pool.setPoolName(name);
        settings.bind("ledger.postgres." + name, Bindable.ofInstance(pool));
        return pool;
    }

    @Override
    public void close() {
        writer.close();
        relay.close();
    }
}
