package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import dev.budgetledger.benchmarks.reads.Millis;
import dev.budgetledger.benchmarks.reads.ReadsBenchmark;
import dev.budgetledger.benchmarks.reads.RebuildBenchmark;

/** All that the design wants of speed, one after the other, as one table at the end: also of what was measured before something failed. */
final class GoalsBenchmark {

    private static final int CONNECTIONS = 32;
    private static final int UPLOAD = 100_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int LINES = 100;
    private static final int MANY_LINES = 1_000;

    private final PrintStream out;
    private final Path data;
    private final Goals goals = new Goals();

    GoalsBenchmark(PrintStream out, Path data) {
        this.out = out;
        this.data = data;
    }

    /** What is started: a jar, or what is being built. */
    interface Start {
        RunningSystem system() throws IOException, InterruptedException;
    }

    /**
     * Measures all.
     *
     * @param transfers single ones that are measured on a warm system
     * @param facts of the long budget; and how many transfers a sustained bulk has
     * @param entries of the logs that are read and rebuilt
     */
    void run(Start start, int transfers, int facts, long entries) throws Exception {
        try {
            fromClasses(writes(start, transfers, facts));
            reads(entries);
        } finally {
            out.printf("%n%s", goals.text());
        }
    }

    /** Returns what single transfers are answered after a minute of them. */
    private Load.Result writes(Start start, int transfers, int facts) throws Exception {
        RunningSystem system = start.system();
        try {
            out.println("single transfers");
            ColdBenchmark.Windows windows = ColdBenchmark.Windows.of(system);
            Load.Result single = Load.run(system.ledgerPort(), CONNECTIONS, transfers, new Transfers("single", Transfers.DEPARTMENTS));
            out.println("bulk");
            Bulk.post(system, "warm", UPLOAD);
            Bulk upload = Bulk.post(system, "upload", UPLOAD);
            Disk before = Disk.of(system);
            Bulk sustained = Bulk.post(system, "sustained", facts);
            Disk disk = Disk.of(system).since(before, sustained.accepted());
            Baselines.Raw raw = Baselines.of(system);
            singles(single, windows.first(), raw);
            bulk(upload, sustained, raw);
            disk(disk, raw);
            out.println("a cold budget");
            SizesBenchmark sizes = new SizesBenchmark(out);
            sizes.open(system);
            sizes.fill(system, facts);
            system = system.restarted();
            coldBudget(system, sizes, facts);
            return windows.later();
        } finally {
            system.close();
        }
    }

    private void singles(Load.Result warm, Load.Result first, Baselines.Raw raw) {
        String beside = "%,.0f /s raw inserts, 1 a commit".formatted(raw.single());
        goals.add("single transfers, 32 connections", Target.atLeast(10_000), warm.perSecond(), "/s", beside);
        goals.add("  p99", Target.atMost(25), warm.millisAt(99), "ms", "p50 " + Goals.number(warm.millisAt(50)));
        goals.add("single transfers in the first 10 s after a start", Target.atLeast(2_000), first.perSecond(), "/s", beside);
        goals.add("  p99", Target.atMost(100), first.millisAt(99), "ms", "p50 " + Goals.number(first.millisAt(50)));
    }

    private void bulk(Bulk upload, Bulk sustained, Baselines.Raw raw) {
        String beside = "%,.0f /s raw inserts, 256 a commit; COPY %,.0f /s".formatted(raw.many(), raw.copied());
        goals.add("bulk, %,d answered".formatted(upload.accepted()), Target.atLeast(50_000), upload.answeredPerSecond(), "/s", beside);
        goals.add("  caught up in the projection, against answered", Target.atMost(2), upload.seen() / upload.answered(), "times",
                "%,.0f /s".formatted(upload.seenPerSecond()));
        goals.add("bulk, sustained through the projection, %,d".formatted(sustained.accepted()), Target.atLeast(30_000),
                sustained.seenPerSecond(), "/s", beside);
    }

    private void disk(Disk disk, Baselines.Raw raw) {
        goals.add("disk a posting", Target.atMost(1_250), disk.total(), "bytes", "%.0f the envelopes alone, with a key".formatted(raw.bytes()));
        disk.tables().forEach((table, bytes) -> goals.tell("  " + table + ", with its indexes", bytes, "bytes", ""));
        goals.tell("  Kafka", disk.kafka(), "bytes", "");
        goals.tell("WAL a posting", disk.wal(), "bytes", "%.0f the envelopes alone, by COPY".formatted(raw.wal()));
    }

    /** After a start, when all but this budget is warm. */
    private void coldBudget(RunningSystem system, SizesBenchmark sizes, int facts) throws IOException, InterruptedException, SQLException {
        Load.within(system.ledgerPort(), CONNECTIONS, WARM_UP, new Transfers("again", Transfers.DEPARTMENTS));
        SizesBenchmark.First first = sizes.first(system);
        goals.add("first posting to a budget of %,d facts after a start".formatted(facts), Target.atMost(10), first.cold(), "ms",
                "%.1f again; %.1f to a short budget that is warm, the median".formatted(first.again(), first.warm()));
    }

    private void fromClasses(Load.Result normal) throws IOException, InterruptedException {
        out.println("as spring-boot:run starts it");
        try (RunningSystem system = RunningSystem.start()) {
            double classes = ColdBenchmark.Windows.of(system).later().perSecond();
            goals.add("spring-boot:run after a minute, of the jar", Target.atLeast(0.8), classes / normal.perSecond(), "times",
                    "%,.0f /s of %,.0f".formatted(classes, normal.perSecond()));
        }
    }

    private void reads(long entries) throws Exception {
        ReadsBenchmark.Figures few = new ReadsBenchmark(out, data, LINES).figures(entries);
        RebuildBenchmark.Rebuilt rebuilt = new RebuildBenchmark(out, data, LINES).figures(entries);
        String copy = "%,.0f /s COPY of the same rows without indexes".formatted(rebuilt.copied());
        goals.add("rebuild, entries, the first %,d".formatted(Math.min(entries, RebuildBenchmark.FIRST)), Target.atLeast(90_000), rebuilt.first(), "/s", copy);
        goals.add("rebuild, entries, all %,d, with indexes".formatted(entries), Target.atLeast(150_000), rebuilt.all(), "/s", copy);
        questions(few, LINES, entries);
        questions(new ReadsBenchmark(out, data, MANY_LINES).figures(entries), MANY_LINES, entries);
    }

    private void questions(ReadsBenchmark.Figures figures, int lines, long entries) {
        String of = ", %,d lines, %,d entries".formatted(lines, entries);
        Millis naive = figures.naive();
        within("table, any point" + of, 5, figures.anyPoint(), naive);
        within("table, last day" + of, 5, figures.lastDay(), naive);
        within("changes" + of, 10, figures.changes(), naive);
        within("year over year" + of, 10, figures.yearOverYear(), naive);
        within("provenance" + of, 10, figures.provenance(), naive);
        within("document as JSON" + of, 1_000, figures.json(), naive);
        within("document as PDF" + of, 1_000, figures.pdf(), naive);
    }

    private void within(String what, double target, Millis measured, Millis naive) {
        goals.add(what + ", p99", Target.atMost(target), measured.p99(), "ms",
                "p50 " + Goals.number(measured.p50()) + "; the naive sum " + Goals.number(naive.p50()));
    }
}
