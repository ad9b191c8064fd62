package dev.budgetledger.benchmarks.reads;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import org.springframework.context.ConfigurableApplicationContext;

import dev.budgetledger.benchmarks.Processes;
import dev.budgetledger.projection.generations.GenerationBuild;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.KafkaLog;
import dev.budgetledger.projection.intake.Rebuild;

/**
 * From the published log to a projection beside the one that is served, several times over in one JVM: the first into a JVM that has just started
 * unless the log was not taken in before.
 */
public final class RebuildBenchmark {

    /** Entries. */
    public static final long FIRST = 1_000_000;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);

    private final PrintStream out;
    private final Path folder;
    private final int lines;

    public RebuildBenchmark(PrintStream out, Path folder, int lines) {
        this.out = out;
        this.folder = folder;
        this.lines = lines;
    }

    public void run(long entries, int rounds) throws Exception {
        try (Store store = Store.of(folder, entries, lines);
                ConfigurableApplicationContext projection = store.projection()) {
            long last = store.awaitTakenIn();
            out.printf("%n%,d entries, %,d facts%n", entries, last);
            for (int i = 0; i < rounds; i++) {
                round(store, projection, entries, last);
            }
        }
    }

    /**
     * Entries a second.
     *
     * @param first of the first {@link #FIRST}, without indexes yet
     * @param all with indexes
     * @param copied the same rows by COPY into tables without indexes but their keys
     */
    public record Rebuilt(double first, double all, double copied) {}

    /** Of one rebuild, and the COPY in the same run. */
    public Rebuilt figures(long entries) throws Exception {
        try (Store store = Store.of(folder, entries, lines)) {
            double[] perSecond;
            try (ConfigurableApplicationContext projection = store.projection()) {
                perSecond = round(store, projection, entries, store.awaitTakenIn());
            }
            return new Rebuilt(perSecond[0], perSecond[1], entries / store.copySeconds());
        }
    }

    /** Entries a second: of the first, of all. */
    private double[] round(Store store, ConfigurableApplicationContext projection, long entries, long last) throws Exception {
        try (GenerationBuild building = building(projection.getBean(Generations.class))) {
            ProcessHandle jvm = ProcessHandle.current();
            Duration ofJvm = Processes.cpu(jvm);
            ProcessHandle server = store.server();
            Duration ofServer = Processes.cpuOfTree(server);
            long wal = store.wal();
            long start = System.nanoTime();
            try (Rebuild rebuild = projection.getBean(KafkaLog.class).into(building)) {
                long first = Math.min(FIRST, entries);
                while (!rebuild.has(last) && rebuild.facts() < last * first / entries) {
                    var _ = rebuild.readOn();
                }
                double firstPerSecond = first / ((System.nanoTime() - start) / 1e9);
                while (!rebuild.has(last)) {
                    var _ = rebuild.readOn();
                }
                double read = (System.nanoTime() - start) / 1e9;
                building.complete();
                double seconds = (System.nanoTime() - start) / 1e9;
                double micros = 1e-3 / last;
                ofServer = Processes.cpuOfTree(server).minus(ofServer);
                ofJvm = Processes.cpu(jvm).minus(ofJvm);
                out.printf(
                        "  %.1f s, %.1f of it for indexes: %,.0f entries/s; processor a fact: JVM %.1f µs, PostgreSQL %.1f; WAL %.0f bytes a fact, disk %.0f%n",
                        seconds, seconds - read, entries / seconds, ofJvm.toNanos() * micros, ofServer.toNanos() * micros,
                        (double) (store.wal() - wal) / last, (double) size(store, building) / last);
                return new double[] {firstPerSecond, entries / seconds};
            }
        }
    }

    private static long size(Store store, GenerationBuild building) throws SQLException {
        return store.count("select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r' and relnamespace = '"
                + building.generation().schema() + "'::regnamespace");
    }

    private static GenerationBuild building(Generations generations) throws InterruptedException {
        while (true) {
            var building = generations.build();
            if (building.isPresent()) {
                return building.get();
            }
            Thread.sleep(BETWEEN_ATTEMPTS); // old ones are being removed
        }
    }
}
