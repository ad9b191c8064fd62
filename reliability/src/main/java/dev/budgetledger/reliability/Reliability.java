package dev.budgetledger.reliability;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.reliability.faults.Kind;
import dev.budgetledger.reliability.faults.Plan;

/** The long run: as many faults as {@code reliability.faults} says, drawn by {@code reliability.seed}. */
public final class Reliability {

    private Reliability() {}

    /** Exits with 1 if anything is wrong. */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        String seed = System.getProperty("reliability.seed", "");
        String kinds = System.getProperty("reliability.kinds", "");
        List<Kind> all = List.of(Kind.values());
        Report report = run(
                seed.isBlank() ? newSeed() : Long.parseLong(seed),
                Integer.getInteger("reliability.faults", 200),
                kinds.isBlank() ? all : Arrays.stream(kinds.split(",", -1)).map(Kind::valueOf).toList(),
                Path.of("reliability", "target").toAbsolutePath(),
                out);
        report.print(out);
        System.exit(report.isWell() ? 0 : 1);
    }

    static long newSeed() {
        return ThreadLocalRandom.current().nextInt(1_000_000);
    }

    /** @param target the module's build folder */
    static Report run(long seed, int faults, List<Kind> kinds, Path target, PrintStream out) throws Exception {
        // That brokers are unavailable is meant to be.
        ((Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
        return Run.of(seed, Plan.of(seed, faults, kinds), newFolder(target.resolve("reliability"), seed),
                target.resolve("postgresql"), out);
    }

    private static Path newFolder(Path parent, long seed) throws IOException {
        Files.createDirectories(parent);
        return Files.createTempDirectory(parent, "seed-" + seed + "-");
    }
}
