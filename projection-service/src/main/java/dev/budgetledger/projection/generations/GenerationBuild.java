package dev.budgetledger.projection.generations;

import java.util.function.BiConsumer;

import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A generation that is being built, by one at a time. It is removed when it is closed, unless it is served by then. */
public final class GenerationBuild implements AutoCloseable {

    private final Generations generations;
    private final Generation generation;
    private final BuildLock lock;

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
    }

    public Generation generation() {
        return generation;
    }

    /**
     * Serves it in place of the present one, in all instances.
     *
     * @param handOver in the transaction in which that happens: is given it, and the present generation; what it throws
     *     leaves everything as it is
     */
    public void serve(BiConsumer<JdbcClient, Generation> handOver) {
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
