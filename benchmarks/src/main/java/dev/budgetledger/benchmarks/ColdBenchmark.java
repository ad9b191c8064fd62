package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.HdrHistogram.Histogram;

/** What single transfers are answered in the first seconds after a start, by a JVM that has compiled nothing yet. */
final class ColdBenchmark {

    private static final int CONNECTIONS = 32;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration BETWEEN = Duration.ofSeconds(50);

    private final PrintStream out;
    private final Path jar;

    /** @param jar that is started; with {@code benchmark.jvm} its options, such as a cache of classes */
    ColdBenchmark(PrintStream out, Path jar) {
        this.out = out;
        this.jar = jar;
    }

    void run(int starts) throws Exception {
        for (int start = 0; start < starts; start++) {
            long begin = System.nanoTime();
            try (RunningSystem system = RunningSystem.start(jar)) {
                double ready = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 1000.0;
                Windows windows = Windows.of(system);
                print("%.1f s to be ready, then the first %d s".formatted(ready, WINDOW.toSeconds()), windows.first);
                print("after %d s of the same".formatted(WINDOW.plus(BETWEEN).toSeconds()), windows.later);
            }
        }
    }

    /** Of a system that has just started: the first ten seconds of single transfers, and as many after a minute of them. */
    record Windows(Load.Result first, Load.Result later) {

        static Windows of(RunningSystem system) throws IOException, InterruptedException {
            BulkLoad.post(system.ledgerPort(), Transfers.setUp().getBytes(StandardCharsets.UTF_8));
            Transfers requests = new Transfers("cold", Transfers.DEPARTMENTS);
            Load.Result first = Load.within(system.ledgerPort(), CONNECTIONS, WINDOW, requests);
            Load.within(system.ledgerPort(), CONNECTIONS, BETWEEN, requests);
            return new Windows(first, Load.within(system.ledgerPort(), CONNECTIONS, WINDOW, requests));
        }
    }

    private void print(String what, Load.Result result) {
        Histogram micros = result.micros();
        out.printf("%-44s %10.0f /s   p50 %.1f  p99 %.1f  max %.0f ms   refused %d%n", what, result.perSecond(), result.millisAt(50),
                result.millisAt(99), micros.getMaxValue() / 1000.0, result.refused());
    }
}
