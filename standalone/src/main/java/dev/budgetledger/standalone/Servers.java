package dev.budgetledger.standalone;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import org.slf4j.LoggerFactory;

import dev.budgetledger.embedded.EmbeddedKafka;
import dev.budgetledger.embedded.EmbeddedPostgres;
import dev.budgetledger.embedded.Supervisor;

/** The two servers, started side by side, since each waits more than it works, and looked after while they run. */
record Servers(EmbeddedPostgres postgres, EmbeddedKafka kafka, List<Supervisor> supervisors) implements AutoCloseable {

    /**
     * Starts both.
     *
     * @param lost told why, in a line, if one of them ends and does not come back
     * @throws dev.budgetledger.embedded.CannotStartException if one of them cannot; the other is stopped again
     */
    static Servers start(Settings settings, Consumer<String> lost) {
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
            EmbeddedKafka broker = kafka.join();
            return new Servers(
                    postgres, broker, List.of(Supervisor.of(postgres, lost), Supervisor.of(broker, lost)));
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
        supervisors.forEach(Supervisor::close);
        try {
            kafka.close();
        } finally {
            postgres.close();
        }
    }
}
