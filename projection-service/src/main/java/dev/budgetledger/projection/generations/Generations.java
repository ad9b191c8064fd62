package dev.budgetledger.projection.generations;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Knows which generation is served, and changes it.
 *
 * <p>What the database says is asked again when a generation turns out to be {@linkplain #refresh retired}: it is
 * marked so in the transaction in which another takes its place. For several threads and several instances.
 */
public final class Generations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
    private static final String SCHEMA = "generations";
    /** Whatever began with a generation has long ended with it; an answer takes seconds. */
    private static final Duration BEFORE_CLOSING = Duration.ofMinutes(2);

    private final Pools pools;
    private final HikariDataSource home;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ScopedValue<Generation> kept = ScopedValue.newInstance();
    private volatile Generation served;

    Generations(Pools pools) {
        this.pools = pools;
        this.home = pools.openSmall(SCHEMA, 4);
        Flyway.configure().dataSource(home).schemas(SCHEMA).locations("classpath:db/generations").load().migrate();
        this.jdbc = JdbcClient.create(home);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(home));
        Row row = row();
        this.served = new Generation(row.number, row.schema, pools.open(row.schema));
    }

    private record Row(long number, String schema) {}

    /** The generation that is served, as far as this instance knows. */
    public Generation served() {
        return served;
    }

    /** Where the generations, and what is said of them, are kept. */
    public JdbcClient home() {
        return jdbc;
    }

    /** Answers from one generation, whatever is served meanwhile: for questions of several statements. */
    public <T> T inOne(Supplier<T> answer) {
        return kept.isBound() ? answer.get() : ScopedValue.where(kept, served).call(answer::get);
    }

    /** The generation that the answer being made here is {@linkplain #inOne kept to}, else the one that is served. */
    public Generation kept() {
        return kept.isBound() ? kept.get() : served;
    }

    /** Asks the database which generation is served. The one before is let go when nobody uses it any more. */
    public synchronized void refresh() {
        Row row = row();
        Generation before = served;
        if (row.number > before.number()) {
            served = new Generation(row.number, row.schema, pools.open(row.schema));
            LOG.info("Generation {} is served in place of {}", row.number, before.number());
            closeLater(before.source());
        }
    }

    private Row row() {
        return jdbc.sql("select number, schema from generations where state = 'SERVED'")
                .query((row, _) -> new Row(row.getLong(1), row.getString(2)))
                .single();
    }

    private static void closeLater(HikariDataSource pool) {
        Thread.ofVirtual().name("close-generation").start(() -> {
            try {
                Thread.sleep(BEFORE_CLOSING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            pool.close();
        });
    }

    /**
     * Begins a new generation, empty and served to nobody. What a killed build left is removed first.
     *
     * @return empty if one is being built, by whichever instance
     */
    public Optional<Building> build() {
        return BuildLock.attempt(home).map(lock -> {
            try {
                new OldSchemas(jdbc).dropUnfinished();
                Row row = jdbc.sql("insert into generations (state) values ('BUILDING') returning number, schema")
                        .query((inserted, _) -> new Row(inserted.getLong(1), inserted.getString(2)))
                        .single();
                HikariDataSource pool = pools.openSmall(row.schema, 4);
                Building building = new Building(this, new Generation(row.number, row.schema, pool), lock);
                building.migrate();
                return building;
            } catch (RuntimeException | Error e) {
                lock.close();
                throw e;
            }
        });
    }

    /**
     * Serves a generation in place of the present one.
     *
     * @param handOver in the transaction in which that happens: is given it, and the present generation
     */
    void serve(Generation next, BiConsumer<JdbcClient, Generation> handOver) {
        refresh();
        transactions.executeWithoutResult(_ -> {
            handOver.accept(jdbc, served);
            jdbc.sql("update generations set state = 'RETIRED', changed_at = now() where state = 'SERVED'").update();
            jdbc.sql("update generations set state = 'SERVED', changed_at = now() where number = ?")
                    .param(next.number())
                    .update();
        });
        try {
            refresh();
        } catch (DataAccessException e) {
            LOG.warn("Generation {} is served, and is read from here when it is first asked for", next.number(), e);
        }
    }

    /** Removes what was retired so long ago, and what a killed build left. Nothing, while one is being built. */
    public void sweep(Duration retiredFor) {
        BuildLock.attempt(home).ifPresent(lock -> {
            try (lock) {
                OldSchemas old = new OldSchemas(jdbc);
                old.dropUnfinished();
                old.dropRetired(retiredFor);
            }
        });
    }

    void abandon(Generation generation) {
        new OldSchemas(jdbc).dropIfUnfinished(generation.number());
    }

    @Override
    public void close() {
        served.source().close();
        home.close();
    }
}
