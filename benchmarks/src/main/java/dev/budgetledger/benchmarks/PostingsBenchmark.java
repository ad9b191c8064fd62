package dev.budgetledger.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/**
 * The write side of the whole system: single transfers over HTTP on ten departments and on one, and in bulk, with the
 * same bytes put into PostgreSQL and nothing else as what they are held against.
 */
final class PostingsBenchmark {

    private static final int CONNECTIONS = 32;
    private static final double BASELINE_SECONDS = 4;
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
            double bulk = bulk(system, "bulk2");
            profile(system, "bulk", () -> BulkLoad.post(system.ledgerPort(), lines("bulk3")));
            out.printf("%-44s %10.0f MiB%n", "memory of all processes (PSS)",
                    (Processes.memory(system.jvm().toHandle())
                            + Processes.memory(system.postgres())) / MEBIBYTE);
            sizes(system);
            baselines(system, ten, bulk);
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

    /** The projection has its share of the processors meanwhile, and of what it takes until it has all. */
    private double bulk(RunningSystem system, String run) throws Exception {
        byte[] lines = lines(run);
        Spent before = Spent.soFar(system);
        BulkLoad.Result result = BulkLoad.post(system.ledgerPort(), lines);
        long answered = System.nanoTime();
        double last = system.number("ledger", "select max(position) from facts");
        while (system.number("projection", Lag.SEEN) < last) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        double rate = result.accepted() / result.seconds();
        out.printf("%-44s %10.0f /s   of %d accepted %d%n", "bulk transfers, NDJSON, " + run, rate, transfers,
                result.accepted());
        Spent.soFar(system).minus(before).print(out, result.accepted());
        out.printf("%-44s %10.1f s later%n", "  all of it in the projection", (System.nanoTime() - answered) / 1e9);
        return rate;
    }

    private byte[] lines(String run) {
        Transfers commands = new Transfers(run, Transfers.DEPARTMENTS);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < transfers; i++) {
            lines.writeBytes(commands.line().getBytes(StandardCharsets.UTF_8));
        }
        return lines.toByteArray();
    }

    /** What a transfer leaves behind where it is kept for ever, indexes and the unused rest of pages included. */
    private void sizes(RunningSystem system) throws IOException, SQLException {
        double facts = system.number("ledger", "select count(*) from facts");
        double own = system.number("ledger", "select pg_total_relation_size('facts') + pg_total_relation_size('subtrees')");
        double answers = system.number("ledger", "select pg_total_relation_size('answers')");
        double projection = system.number("projection", "select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r'");
        out.printf("%-44s %10.0f bytes log, %.0f idempotency, %.0f Kafka, %.0f projection%n", "disk a transfer", own / facts,
                answers / facts, system.kafkaBytes() / facts, projection / facts);
    }

    private void baselines(RunningSystem system, double singles, double bulk) throws Exception {
        Baselines raw = new Baselines(system);
        raw.oneToACommit(CONNECTIONS, BASELINE_SECONDS);
        double one = raw.oneToACommit(CONNECTIONS, BASELINE_SECONDS);
        out.printf("%-44s %10.0f /s   single transfers are %.2f of it%n",
                "raw inserts, 1 a commit, 32 connections", one, singles / one);
        double many = raw.manyToACommit(256, BASELINE_SECONDS);
        out.printf("%-44s %10.0f /s   bulk transfers are %.2f of it%n", "raw inserts, 256 a commit", many, bulk / many);
        double copied = raw.copied(256, BASELINE_SECONDS);
        out.printf("%-44s %10.0f /s   bulk transfers are %.2f of it%n", "raw COPY, 256 a commit", copied, bulk / copied);
    }
}
