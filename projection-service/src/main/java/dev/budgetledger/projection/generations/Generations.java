package dev.budgetledger.projection.generations;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

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
    /** A statement outside of {@link #inOne} has long ended by then; answers inside of it are counted and waited for. */
    private static final Duration BEFORE_CLOSING = Duration.ofMinutes(2);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    /** SQL's states of a table and of a schema that do not exist. */
    private static final Set<String> GONE = Set.of("42P01", "3F000");

    private final Pools pools;
    private final Duration beforeClosing;
    private final HikariDataSource home;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ScopedValue<Use> kept = ScopedValue.newInstance();
    private volatile Use served;

    Generations(Pools pools) {
        this(pools, BEFORE_CLOSING);
    }

    /** @param beforeClosing how long connections to a generation stay open when another is served */
    Generations(Pools pools, Duration beforeClosing) {
        this.pools = pools;
        this.beforeClosing = beforeClosing;
        this.home = pools.ofWriters(SCHEMA);
        Flyway.configure().dataSource(home).schemas(SCHEMA).locations("classpath:db/generations").load().migrate();
        this.jdbc = JdbcClient.create(home);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(home));
        Row row = row();
        this.served = opened(row);
    }

    /**
     * A generation, and how many answers are being made from it.
     *
     * @param readers connections for answers
     * @param answers also those that hold no connection at the moment
     */
    private record Use(Generation generation, HikariDataSource readers, AtomicInteger answers) {

        void close() {
            readers.close();
            generation.source().close();
        }
    }

    private Use opened(Row row) {
        return new Use(new Generation(row.number, row.schema, pools.ofWriters(row.schema)), pools.ofReaders(row.schema), new AtomicInteger());
    }

    private record Row(long number, String schema) {}

    /** The generation that is served, as far as this instance knows. */
    public Generation served() {
        return served.generation;
    }

    /** Where the generations, and what is said of them, are kept. */
    public JdbcClient home() {
        return jdbc;
    }

    /** Connections to the same. */
    public DataSource homeSource() {
        return home;
    }

    /**
     * Answers from one generation, whatever is served meanwhile: for questions of several statements. If it turns out to
     * have been removed, the answer is made once more, from the one that is served then.
     */
    public <T> T inOne(Supplier<T> answer) {
        return kept.isBound() ? answer.get() : orAgain(() -> keptTo(served, answer));
    }

    private <T> T keptTo(Use use, Supplier<T> answer) {
        use.answers.incrementAndGet();
        try {
            return ScopedValue.where(kept, use).call(answer::get);
        } finally {
            use.answers.decrementAndGet();
        }
    }

    /** Asks a question of one statement, and again if the generation that was asked has been removed. */
    <T> T orAgain(Supplier<T> question) {
        Generation asked = kept();
        try {
            return question.get();
        } catch (DataAccessException e) {
            // What is kept to one generation is asked again as a whole, by the one who keeps it.
            if (kept.isBound() || !isAfter(asked, e)) {
                throw e;
            }
            return question.get();
        }
    }

    /**
     * Whether a statement failed because its generation has been removed: its tables are gone, and another one is served. So
     * it is for an instance that slept through a switch and the removal of the old schema.
     */
    public boolean isAfter(Generation asked, DataAccessException failure) {
        if (failure.getMostSpecificCause() instanceof SQLException cause
                && cause.getSQLState() != null // a pool that has no connection left says none
                && GONE.contains(cause.getSQLState())) {
            try {
                refresh();
            } catch (DataAccessException e) {
                failure.addSuppressed(e);
            }
        }
        return served().number() > asked.number();
    }

    /** The generation that the answer being made here is {@linkplain #inOne kept to}, else the one that is served. */
    public Generation kept() {
        return use().generation;
    }

    /** Connections of those who read, to the same. */
    DataSource readers() {
        return use().readers;
    }

    private Use use() {
        return kept.isBound() ? kept.get() : served;
    }

    /** Asks the database which generation is served. The one before is let go when nobody uses it any more. */
    public synchronized void refresh() {
        Row row = row();
        Use before = served;
        if (row.number > before.generation.number()) {
            served = opened(row);
            LOG.info("Generation {} is served in place of {}", row.number, before.generation.number());
            closeLater(before);
        }
    }

    private Row row() {
        return jdbc.sql("select number, schema from generations where state = 'SERVED'")
                .query((row, _) -> new Row(row.getLong(1), row.getString(2)))
                .single();
    }

    private void closeLater(Use before) {
        Thread.ofVirtual().name("close-generation").start(() -> {
            try {
                Thread.sleep(beforeClosing);
                while (before.answers.get() > 0) {
                    Thread.sleep(CHECK_INTERVAL);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            before.close();
        });
    }

    /**
     * Begins a new generation, empty and served to nobody. What a killed build left is removed first.
     *
     * @return empty if one is being built, by whichever instance
     */
    public Optional<GenerationBuild> build() {
        return BuildLock.attempt(home).map(lock -> {
            try {
                refresh(); // what is rebuilt is compared with what is served
                new OldSchemas(jdbc).dropUnfinished();
                Row row = jdbc.sql("insert into generations (state) values ('BUILDING') returning number, schema")
                        .query((inserted, _) -> new Row(inserted.getLong(1), inserted.getString(2)))
                        .single();
                HikariDataSource pool = pools.ofWriters(row.schema);
                // The commit that serves it is waited for, and with it all that was written before.
                pool.setConnectionInitSql("set synchronous_commit = off");
                GenerationBuild building = new GenerationBuild(this, new Generation(row.number, row.schema, pool), lock);
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
            handOver.accept(jdbc, served());
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
        served.close();
        home.close();
    }
}
