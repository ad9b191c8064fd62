package dev.budgetledger.projection.generations;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/**
 * Opens pools of connections that see one schema, as {@code spring.datasource} says. Those who write, migrate and rebuild wait for longer than those who
 * read, whom somebody waits for: what is different for them is in {@code projection.postgres.writer}.
 */
final class Pools {

    private static final int WRITERS_MAX = 4;

    private final DataSourceProperties properties;
    private final Binder settings;

    Pools(DataSourceProperties properties, Binder settings) {
        this.properties = properties;
        this.settings = settings;
    }

    /** For anyone who reads. */
    HikariDataSource ofReaders(String schema) {
        HikariDataSource pool = properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
        settings.bind("spring.datasource.hikari", Bindable.ofInstance(pool));
        pool.addDataSourceProperty("currentSchema", schema);
        return pool;
    }

    /** For the few who write, and for none where nobody does. */
    HikariDataSource ofWriters(String schema) {
        HikariDataSource pool = ofReaders(schema);
        settings.bind("projection.postgres.writer", Bindable.ofInstance(pool));
        pool.setPoolName(schema);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(WRITERS_MAX);
        return pool;
    }
}
