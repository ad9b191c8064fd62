package dev.budgetledger.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.budgetledger.benchmarks.reads.ReadsBenchmark;
import dev.budgetledger.benchmarks.reads.RebuildBenchmark;
import dev.budgetledger.benchmarks.reads.ShardsBenchmark;

/** Runs one benchmark and prints what it measured. What each is for stands in {@code docs/performance.md}. */
public final class Benchmarks {

    private Benchmarks() {}

    /** The argument says which. */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int transfers = Integer.getInteger("benchmark.transfers", 40_000);
        switch (args.length == 0 ? "" : args[0]) {
            case "postings" -> new PostingsBenchmark(out, transfers).run();
            case "reads" -> {
                long entries = Long.getLong("benchmark.entries", 1_000_000);
                new ReadsBenchmark(out, data(), Integer.getInteger("benchmark.lines", 100)).run(100_000, entries);
            }
            case "rebuild" -> new RebuildBenchmark(out, data(), Integer.getInteger("benchmark.lines", 100))
                    .run(Long.getLong("benchmark.entries", 1_000_000), Integer.getInteger("benchmark.rounds", 4));
            case "shards" -> new ShardsBenchmark(out, data()).run(Long.getLong("benchmark.entries", 1_000_000));
            case "pairs" -> new PairsBenchmark(out, jar("benchmark.old"), jar("benchmark.new"), transfers, closed())
                    .run(Integer.getInteger("benchmark.starts", 2), Integer.getInteger("benchmark.rounds", 4));
            case "cold" -> new ColdBenchmark(out, jar("benchmark.new")).run(Integer.getInteger("benchmark.starts", 2));
            case "goals" -> new GoalsBenchmark(out, data()).run(
                    System.getProperty("benchmark.new", "").isEmpty() ? RunningSystem::start : () -> RunningSystem.start(jar("benchmark.new")),
                    transfers, Integer.getInteger("benchmark.facts", 1_000_000), Long.getLong("benchmark.entries", 1_000_000));
            case "sizes" -> new SizesBenchmark(out).run(
                    Integer.getInteger("benchmark.budgets", 30_000), Integer.getInteger("benchmark.facts", 1_000_000));
            case "core" -> org.openjdk.jmh.Main.main(new String[] {"dev.budgetledger.benchmarks.core"});
            default -> {
                System.err.println("goals, postings, reads, rebuild, shards, pairs, cold, sizes or core");
                System.exit(2);
            }
        }
    }

    private static PairsBenchmark.Closed closed() {
        return switch (System.getProperty("benchmark.closed", "")) {
            case "both" -> PairsBenchmark.Closed.BOTH;
            case "true" -> PairsBenchmark.Closed.NEW;
            default -> PairsBenchmark.Closed.NONE;
        };
    }

    static Path data() {
        return Path.of(System.getProperty("benchmark.data", "benchmarks/target/reads"));
    }

    private static Path jar(String property) {
        Path jar = Path.of(System.getProperty(property, ""));
        if (!Files.isRegularFile(jar)) {
            System.err.println("-D" + property + "= names no executable jar: " + jar);
            System.exit(2);
        }
        return jar.toAbsolutePath();
    }
}
