package dev.budgetledger.reliability;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.budgetledger.reliability.check.Verdict;
import dev.budgetledger.reliability.faults.Kind;

/**
 * What a run did and what came of it.
 *
 * @param wrong a sentence for everything that may never be, the verdict's included
 * @param late a sentence for everything that took too long, as it also may where the machine is busy
 */
public record Report(
        long seed, Duration took, List<Outcome> outcomes, Verdict verdict, List<String> wrong, List<String> late) {

    /**
     * A fault that was put right.
     *
     * @param liveAgain after how long everything worked again
     * @param untrue how many ledgers said meanwhile that they were ready and were not
     */
    record Outcome(Kind kind, Duration liveAgain, int untrue) {}

    private static final int MOST_FINDINGS = 100;

    public boolean isWell() {
        return wrong.isEmpty() && late.isEmpty();
    }

    void print(PrintStream out) {
        Map<Kind, List<Outcome>> byKind = new TreeMap<>();
        outcomes.forEach(outcome -> byKind.computeIfAbsent(outcome.kind(), kind -> new ArrayList<>()).add(outcome));
        out.println();
        out.println("| Fault | Times | Longest to live again, s | Readiness untrue |");
        out.println("|---|---|---|---|");
        byKind.forEach((kind, all) -> line(out, kind.name(), all));
        line(out, "all", outcomes);
        out.println();
        out.println("| Seed " + seed + " | |");
        out.println("|---|---|");
        Stream.of(
                        row("Minutes", took.toMinutes()),
                        row("Facts in the log", verdict.facts()),
                        row("Postings accepted", verdict.accepted()),
                        row("Postings refused", verdict.refused()),
                        row("Lost", verdict.lost()),
                        row("Doubled", verdict.doubled()),
                        row("Histories", verdict.histories()),
                        row("Checkpoints compared", verdict.checkpoints()),
                        row("Tables compared", verdict.tables()),
                        row("Wrong", wrong.size()),
                        row("Late", late.size()))
                .forEach(out::println);
        Stream.concat(wrong.stream().limit(MOST_FINDINGS), late.stream()).forEach(each -> out.println("- " + each));
    }

    private static String row(String name, long value) {
        return "| " + name + " | " + value + " |";
    }

    private static void line(PrintStream out, String name, List<Outcome> outcomes) {
        long longest = outcomes.stream().mapToLong(outcome -> outcome.liveAgain().toMillis()).max().orElse(0);
        int untrue = outcomes.stream().mapToInt(Outcome::untrue).sum();
        out.println("| %s | %d | %s | %d |".formatted(name, outcomes.size(), longest / 1000.0, untrue));
    }
}
