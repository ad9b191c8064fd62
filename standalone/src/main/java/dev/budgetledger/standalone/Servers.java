package dev.budgetledger.standalone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.slf4j.LoggerFactory;

import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.embedded.EmbeddedPostgres;

/** The two servers, started side by side: each waits more than it works. */
record Servers(EmbeddedPostgres postgres, EmbeddedKafka kafka) implements AutoCloseable {

    /** @throws dev.budgetledger.embedded.CannotStartException if one of them cannot; the other is stopped again */
    static Servers start(Settings settings) {
        // Both log: the logging has to be there before two threads ask for it.
        var _ = LoggerFactory.getILoggerFactory();
        CompletableFuture<EmbeddedKafka> kafka = CompletableFuture.supplyAsync(
                () -> EmbeddedKafka.start(settings.kafkaData(), settings.kafkaPort()),
                work -> Thread.ofPlatform().name("start-kafka").start(work));
        EmbeddedPostgres postgres;
        try {
            postgres = startPostgres(settings);
        } catch (RuntimeException e) {
            kafka.thenAccept(EmbeddedKafka::close).exceptionally(_ -> null).join();
            throw e;
        }
        try {
            return new Servers(postgres, kafka.join());
        } catch (CompletionException e) {
            postgres.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static EmbeddedPostgres startPostgres(Settings settings) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.postgresData(), settings.postgresPort());
        try {
            postgres.bootstrap();
            return postgres;
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            kafka.close();
        } finally {
            postgres.close();
        }
    }
}
