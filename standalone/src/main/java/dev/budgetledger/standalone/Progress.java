package dev.budgetledger.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** Says what is being prepared and how long each step took. */
final class Progress {

    private static final int STEPS = 4;

    private final PrintStream out;
    private int step;

    Progress(PrintStream out) {
        this.out = out;
    }

    <T> T step(String what, Supplier<T> work) {
        step++;
        out.printf(Locale.ROOT, "[%d/%d] %s …", step, STEPS, what);
        out.flush();
        long start = System.nanoTime();
        String end = "";
        try {
            T result = work.get();
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            end = String.format(Locale.ROOT, " %.1f s", elapsed.toMillis() / 1000.0);
            return result;
        } finally {
            out.println(end);
        }
    }

    void line(String text) {
        out.println(text);
    }
}
