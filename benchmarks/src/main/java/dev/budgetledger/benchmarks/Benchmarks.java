package dev.budgetledger.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import dev.budgetledger.benchmarks.reads.ReadsBenchmark;

/** Runs one benchmark and prints what it measured. What each is for stands in {@code docs/performance.md}. */
public final class Benchmarks {

    private Benchmarks() {}

    /** The first argument says which, the others are its own. */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int transfers = Integer.getInteger("benchmark.transfers", 40_000);
        switch (args.length == 0 ? "" : args[0]) {
            case "postings" -> new PostingsBenchmark(out, transfers).run();
            case "reads" -> {
                Path data = Path.of(System.getProperty("benchmark.data", "benchmarks/target/reads"));
                long entries = Long.getLong("benchmark.entries", 1_000_000);
                new ReadsBenchmark(out, data).run(100_000, entries);
            }
            case "core" -> org.openjdk.jmh.Main.main(new String[] {"dev.budgetledger.benchmarks.core"});
            case "profile" -> Profile.of(Path.of(args[1])).print(out);
            default -> {
                System.err.println("postings, reads, core, or profile and the file of a recording");
                System.exit(2);
            }
        }
    }
}
