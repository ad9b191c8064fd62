package dev.budgetledger.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

import dev.budgetledger.edge.problems.StartRefusedException;

/**
 * Connections that no reader can take: the writer's and the relay's, to the database of {@code spring.datasource}. Anyone who
 * reads has the data source that Spring Boot makes.
 */
record Pools(HikariDataSource writer, HikariDataSource relay) implements AutoCloseable {

    /**
     * Opens them, each with its own settings of Hikari's.
     *
     * @throws StartRefusedException if the server may lose what was answered
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
                    throw new StartRefusedException("A crash may lose what was answered: " + sql.getMessage(),
                            "Turn it on, or name it in ledger.postgres.durability-not-required: docs/reference/configuration.md");
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

    /**
     * What is asked of PostgreSQL.
     *
     * @param durabilityNotRequired settings of the server that may be off although a crash may then lose what was answered
     */
    @ConfigurationProperties("ledger.postgres")
    record PostgresSettings(@DefaultValue Set<String> durabilityNotRequired) {

        /** Of an exception that {@link #check} raises. */
        static final String NOT_DURABLE = "BL001";

        private static final List<String> DURABILITY = List.of("fsync", "full_page_writes", "synchronous_commit");

        /** Fails in a session whose commits may be lost in a crash of the server. Any {@code synchronous_commit} but off is kept. */
        String check() {
            return DURABILITY.stream()
                    .filter(setting -> !durabilityNotRequired.contains(setting))
                    .map(setting -> """
                            if current_setting('%1$s') = 'off' then
                              raise exception using errcode = '%2$s', message = 'PostgreSQL has %1$s off';
                            end if;
                            """.formatted(setting, NOT_DURABLE))
                    .collect(Collectors.joining("", "do $$ begin ", " end $$"));
        }
    }
}
