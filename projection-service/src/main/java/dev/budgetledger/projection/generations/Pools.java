package dev.budgetledger.projection.generations;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/** Opens pools of connections that see one schema, all as {@code spring.datasource} says. */
final class Pools {

    private final DataSourceProperties properties;
    private final Binder settings;

    Pools(DataSourceProperties properties, Binder settings) {
        this.properties = properties;
        this.settings = settings;
    }

    /** For anyone who asks. */
    HikariDataSource open(String schema) {
        HikariDataSource pool = properties.initializeDataSourceBuilder().type(HikariDataSource.class).build();
        settings.bind("spring.datasource.hikari", Bindable.ofInstance(pool));
        pool.addDataSourceProperty("currentSchema", schema);
        return pool;
    }

    /** For a few, and for none where nobody asks. */
    HikariDataSource openSmall(String schema, int most) {
        HikariDataSource pool = open(schema);
        pool.setPoolName(schema);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(most);
        return pool;
    }
}
