package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.HdrHistogram.Histogram;

/**
 * The write side of the whole system: single transfers over HTTP on ten departments and on one, and in bulk, with the
 * same bytes put into PostgreSQL and nothing else as what they are held against.
 */
final class PostingsBenchmark {

    private static final int CONNECTIONS = 32;
    private static final double MEBIBYTE = 1024 * 1024;

    private final PrintStream out;
    private final int transfers;

    /** @param transfers how many are measured of each kind */
    PostingsBenchmark(PrintStream out, int transfers) {
        this.out = out;
        this.transfers = transfers;
    }

    void run() throws Exception {
        try (RunningSystem system = RunningSystem.start()) {
            BulkLoad.post(system.ledgerPort(), Transfers.setUp().getBytes(StandardCharsets.UTF_8));
            Load.run(system.ledgerPort(), CONNECTIONS, transfers, new Transfers("warm", Transfers.DEPARTMENTS));
            double ten = singles(system, "10 departments", new Transfers("ten", Transfers.DEPARTMENTS));
            profile(system, "singles", () -> Load.run(system.ledgerPort(), CONNECTIONS, transfers,
                    new Transfers("profile", Transfers.DEPARTMENTS)));
            double one = singles(system, "1 department", new Transfers("one", 1));
            out.printf("%-44s %10.2f of 10 departments%n", "1 department", one / ten);
            bulk(system, "bulk1"); // warms up
            Disk before = Disk.of(system);
            Bulk bulk = bulk(system, "bulk2");
            Disk grown = Disk.of(system).since(before, bulk.accepted());
            profile(system, "bulk", () -> Bulk.post(system, "bulk3", transfers));
            out.printf("%-44s %10.0f MiB%n", "memory of all processes (PSS)",
                    (Processes.memory(system.jvm().toHandle())
                            + Processes.memory(system.postgres())) / MEBIBYTE);
            disk(grown);
            baselines(system, ten, bulk.answeredPerSecond());
        }
    }

    private double singles(RunningSystem system, String what, Transfers requests)
            throws IOException, InterruptedException {
        try (Lag lag = new Lag(system)) {
            Spent before = Spent.soFar(system);
            Load.Result result = Load.run(system.ledgerPort(), CONNECTIONS, transfers, requests);
            Spent spent = Spent.soFar(system).minus(before);
            Histogram behind = lag.stop();
            out.printf("%-44s %10.0f /s   p50 %.1f  p99 %.1f  p99.9 %.1f ms   refused %d%n",
                    "single transfers, " + what, result.perSecond(), result.millisAt(50), result.millisAt(99),
                    result.millisAt(99.9), result.refused());
            spent.print(out, result.answers());
            out.printf("%-44s %10.0f ms   p50 %.0f ms%n", "  log to projection, p99",
                    behind.getValueAtPercentile(99) / 1000.0, behind.getValueAtPercentile(50) / 1000.0);
            return result.perSecond();
        }
    }

    /** Processor time of those that share the machine. */
    private record Spent(Duration services, Duration servers, Duration clients) {

        static Spent soFar(RunningSystem system) throws IOException {
            return new Spent(Processes.cpu(system.jvm().toHandle()), Processes.cpuOfTree(system.postgres()),
                    Processes.cpu(ProcessHandle.current()));
        }

        Spent minus(Spent before) {
            return new Spent(services.minus(before.services), servers.minus(before.servers),
                    clients.minus(before.clients));
        }

        void print(PrintStream out, long transfers) {
            out.printf("%-44s %10.0f µs services and Kafka, %.0f µs PostgreSQL, %.0f µs clients%n",
                    "  processor time a transfer", micros(services, transfers), micros(servers, transfers),
                    micros(clients, transfers));
        }

        private static double micros(Duration cpu, long transfers) {
            return cpu.toNanos() / 1000.0 / transfers;
        }
    }

    /** Something once more under the recorder, which costs something itself, if that is asked for. */
    private void profile(RunningSystem system, String what, Callable<?> work) throws Exception {
        if (Boolean.getBoolean("benchmark.profile")) {
            Recording recording = Recording.start(
                    system.jvm().toHandle(), Path.of("benchmarks", "target", what + ".jfr"));
            var _ = work.call();
            recording.stop().print(out);
        }
    }

    private Bulk bulk(RunningSystem system, String run) throws Exception {
        Spent before = Spent.soFar(system);
        Bulk bulk = Bulk.post(system, run, transfers);
        out.printf("%-44s %10.0f /s   of %d accepted %d%n", "bulk transfers, NDJSON, " + run, bulk.answeredPerSecond(), transfers,
                bulk.accepted());
        Spent.soFar(system).minus(before).print(out, bulk.accepted());
        out.printf("%-44s %10.1f s later%n", "  all of it in the projection", bulk.seen() - bulk.answered());
        return bulk;
    }

    /** What a transfer leaves behind where it is kept for ever. */
    private void disk(Disk grown) {
        out.printf("%-44s %10.0f bytes, of which Kafka %.0f; WAL %.0f%n", "disk a transfer", grown.total(), grown.kafka(), grown.wal());
        grown.tables().forEach((table, bytes) -> out.printf("%-44s %10.0f%n", "  " + table, bytes));
    }

    private void baselines(RunningSystem system, double singles, double bulk) throws Exception {
        Baselines.Raw raw = Baselines.of(system);
        out.printf("%-44s %10.0f /s   single transfers are %.2f of it%n",
                "raw inserts, 1 a commit, 32 connections", raw.single(), singles / raw.single());
        out.printf("%-44s %10.0f /s   bulk transfers are %.2f of it%n", "raw inserts, 256 a commit", raw.many(), bulk / raw.many());
        out.printf("%-44s %10.0f /s   bulk transfers are %.2f of it%n", "raw COPY, 256 a commit", raw.copied(), bulk / raw.copied());
    }
}
