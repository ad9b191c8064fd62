package dev.budgetledger.projection.generations;

import java.util.Objects;
import java.util.function.BiConsumer;

import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A generation that is being built, by one at a time, without most of its indexes until {@link #complete}. It is removed when it is closed,
 * unless it is served by then.
 */
public final class GenerationBuild implements AutoCloseable {

    private final Generations generations;
    private final Generation generation;
    private final BuildLock lock;
    private @Nullable DeferredIndexes indexes;
    private boolean isComplete;

    GenerationBuild(Generations generations, Generation generation, BuildLock lock) {
        this.generations = generations;
        this.generation = generation;
        this.lock = lock;
    }

    void migrate() {
        Flyway.configure()
                .dataSource(generation.source())
                .schemas(generation.schema())
                .locations("classpath:db/projection")
                .load()
                .migrate();
        indexes = DeferredIndexes.take(generation.source());
    }

    public Generation generation() {
        return generation;
    }

    /** Makes the keys by which rows are looked up, in the caller's transaction if there is one. */
    public void makeKeys() {
        indexes().makeKeys();
    }

    /** Makes all indexes that a generation has which has grown, after the bulk of its rows: what is read from it is read by these. */
    public void complete() {
        indexes().makeAll();
        isComplete = true;
    }

    private DeferredIndexes indexes() {
        return Objects.requireNonNull(indexes, "not migrated");
    }

    /**
     * Serves it in place of the present one, in all instances.
     *
     * @param handOver in the transaction in which that happens: is given it, and the present generation; what it throws
     *     leaves everything as it is
     * @throws IllegalStateException if it is not {@linkplain #complete complete}
     */
    public void serve(BiConsumer<JdbcClient, Generation> handOver) {
        if (!isComplete) {
            throw new IllegalStateException("generation " + generation.number() + " has not all its indexes");
        }
        generations.serve(generation, handOver);
    }

    @Override
    public void close() {
        try (lock) {
            generation.source().close();
            generations.abandon(generation);
        }
    }
}
