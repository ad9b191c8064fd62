package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

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
            if (Boolean.getBoolean("benchmark.profile")) {
                profile(system);
            }
            double one = singles(system, "1 department", new Transfers("one", 1));
            out.printf("%-44s %10.2f of 10 departments%n", "1 department", one / ten);
            double bulk = bulk(system);
            out.printf("%-44s %10.0f MiB%n", "memory of all processes (PSS)",
                    (Processes.memory(system.jvm().toHandle())
                            + Processes.memory(system.postgres())) / MEBIBYTE);
            sizes(system);
            baselines(system, ten, bulk);
        }
    }

    private double singles(RunningSystem system, String what, Transfers requests)
            throws IOException, InterruptedException {
        ProcessHandle jvm = system.jvm().toHandle();
        try (Lag lag = new Lag(system)) {
            Duration own = Processes.cpu(ProcessHandle.current());
            Duration services = Processes.cpu(jvm);
            Duration servers = Processes.cpuOfTree(system.postgres());
            Load.Result result = Load.run(system.ledgerPort(), CONNECTIONS, transfers, requests);
            own = Processes.cpu(ProcessHandle.current()).minus(own);
            services = Processes.cpu(jvm).minus(services);
            servers = Processes.cpuOfTree(system.postgres()).minus(servers);
            Histogram behind = lag.stop();
            out.printf("%-44s %10.0f /s   p50 %.1f  p99 %.1f  p99.9 %.1f ms   refused %d%n",
                    "single transfers, " + what, result.perSecond(), result.millisAt(50), result.millisAt(99),
                    result.millisAt(99.9), result.refused());
            out.printf("%-44s %10.0f µs services and Kafka, %.0f µs PostgreSQL, %.0f µs clients%n",
                    "  processor time a transfer", micros(services, result), micros(servers, result),
                    micros(own, result));
            out.printf("%-44s %10.0f ms   p50 %.0f ms%n", "  log to projection, p99",
                    behind.getValueAtPercentile(99) / 1000.0, behind.getValueAtPercentile(50) / 1000.0);
            return result.perSecond();
        }
    }

    /** The same again under the recorder, which costs something itself. */
    private void profile(RunningSystem system) throws IOException, InterruptedException {
        Recording recording =
                Recording.start(system.jvm().toHandle(), Path.of("benchmarks", "target", "postings.jfr"));
        Load.run(system.ledgerPort(), CONNECTIONS, transfers, new Transfers("profile", Transfers.DEPARTMENTS));
        recording.stop().print(out);
    }

    private static double micros(Duration cpu, Load.Result result) {
        return cpu.toNanos() / 1000.0 / result.answers();
    }

    private double bulk(RunningSystem system) throws IOException, InterruptedException {
        double rate = 0;
        for (int round = 1; round <= 2; round++) { // the first one warms up
            Transfers commands = new Transfers("bulk" + round, Transfers.DEPARTMENTS);
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < transfers; i++) {
                lines.append(commands.line());
            }
            BulkLoad.Result result =
                    BulkLoad.post(system.ledgerPort(), lines.toString().getBytes(StandardCharsets.UTF_8));
            rate = result.accepted() / result.seconds();
            out.printf("%-44s %10.0f /s   of %d accepted %d%n", "bulk transfers, NDJSON, round " + round, rate, transfers,
                    result.accepted());
        }
        return rate;
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
