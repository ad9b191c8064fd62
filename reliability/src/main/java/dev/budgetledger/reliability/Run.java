package dev.budgetledger.reliability;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.budgetledger.reliability.Report.Outcome;
import dev.budgetledger.reliability.check.Checker;
import dev.budgetledger.reliability.check.Checkpoint;
import dev.budgetledger.reliability.check.Evidence;
import dev.budgetledger.reliability.check.Fact;
import dev.budgetledger.reliability.check.Table;
import dev.budgetledger.reliability.check.Verdict;
import dev.budgetledger.reliability.cluster.Cluster;
import dev.budgetledger.reliability.cluster.Service;
import dev.budgetledger.reliability.faults.Fault.Remedy;
import dev.budgetledger.reliability.faults.Plan;
import dev.budgetledger.reliability.faults.Plan.Step;
import dev.budgetledger.reliability.workload.KafkaClient;
import dev.budgetledger.reliability.workload.Workload;

/** One run: starts the system, uses it, does its faults one after the other, and judges. */
final class Run {

    /** After a fault was put right everything works within this. */
    private static final Duration ALLOWED = Duration.ofSeconds(30);

    /** Who waits longer than this waits for ever. */
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final long seed;
    private final PrintStream out;
    private final long begin = System.nanoTime();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> late = new ArrayList<>();

    private Run(long seed, PrintStream out) {
        this.seed = seed;
        this.out = out;
    }

    /**
     * Runs it to its end.
     *
     * @param folder gets everything that the processes write; its logs stay
     */
    static Report of(long seed, Plan plan, Path folder, Path binaries, PrintStream out) throws Exception {
        return new Run(seed, out).run(plan, folder, binaries);
    }

    private Report run(Plan plan, Path folder, Path binaries) throws Exception {
        say("seed %d: %d faults, logs in %s".formatted(seed, plan.steps().size(), folder));
        try (Cluster cluster = Cluster.start(folder, binaries); Workload workload = new Workload(cluster, seed)) {
            workload.start();
            List<String> ailments = awaitLife(workload, TIMEOUT);
            say("started" + (ailments.isEmpty() ? "" : ", but " + ailments));
            harm(cluster, workload, plan);
            Verdict verdict = judge(cluster, workload);
            wrong.addAll(workload.answers().wrong());
            wrong.addAll(verdict.findings());
            return new Report(seed, Duration.ofNanos(System.nanoTime() - begin), outcomes, verdict, wrong, late);
        }
    }

    /** Ends with the first fault that nothing comes back from: what is judged then is what came before. */
    private void harm(Cluster cluster, Workload workload, Plan plan) throws InterruptedException {
        for (Step step : plan.steps()) {
            try {
                if (!survives(cluster, workload, step)) {
                    return;
                }
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                wrong.add("fault %d, %s: %s".formatted(outcomes.size(), step, e));
                return;
            }
        }
    }

    /** Whether everything came to life again, however late. */
    private boolean survives(Cluster cluster, Workload workload, Step step) throws Exception {
        say("%d: %s for %s s".formatted(outcomes.size() + 1, step.fault(), step.lasts().toMillis() / 1000.0));
        Remedy remedy = step.fault().inject(cluster);
        Thread.sleep(step.lasts());
        long healed = System.nanoTime();
        remedy.apply();
        List<String> ailments = awaitLife(workload, TIMEOUT);
        Duration took = Duration.ofNanos(System.nanoTime() - healed);
        List<String> untrue = workload.untrue();
        say("   live again after %s s%s".formatted(
                took.toMillis() / 1000.0, untrue.isEmpty() ? "" : "; untrue: " + untrue));
        outcomes.add(new Outcome(step.fault().kind(), took, untrue.size()));
        untrue.forEach(ledger ->
                late.add("fault %d, %s: %s was ready and did not post".formatted(outcomes.size(), step, ledger)));
        if (took.compareTo(ALLOWED) > 0) {
            late.add("fault %d, %s: live again after %s s".formatted(outcomes.size(), step, took.toSeconds()));
        }
        if (!ailments.isEmpty()) {
            wrong.add("fault %d, %s: never live again: %s".formatted(outcomes.size(), step, ailments));
            return false;
        }
        cluster.awaitSynchronous();
        return true;
    }

    /** What does not work even then. */
    private List<String> awaitLife(Workload workload, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> ailments = workload.ailments();
        while (!ailments.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(200);
            ailments = workload.ailments();
        }
        return ailments;
    }

    private Verdict judge(Cluster cluster, Workload workload) throws Exception {
        workload.finish(TIMEOUT).forEach(client ->
                wrong.add("client %s did not learn what became of its commands".formatted(client)));
        Map<String, List<Fact>> logs = new LinkedHashMap<>();
        for (Service ledger : cluster.ledgers()) {
            try {
                logs.put(ledger.name(), workload.shown().log(ledger));
            } catch (IOException e) {
                wrong.add("%s does not serve its log: %s".formatted(ledger.name(), e));
            }
        }
        long last = logs.values().stream().mapToLong(List::size).max().orElse(0);
        List<Table> tables = workload.shown().tables(last);
        for (Service projection : cluster.projections()) {
            if (tables.stream().noneMatch(table ->
                    table.projection().equals(projection.name()) && table.position() == last)) {
                wrong.add("%s does not show everything".formatted(projection.name()));
            }
        }
        Set<Checkpoint> checkpoints = workload.shown().checkpoints();
        Map<Long, Set<String>> published = KafkaClient.published(cluster.bootstrapServers(), checkpoints);
        return Checker.check(new Evidence(workload.answers().orders(), workload.answers().answers(), logs, published,
                checkpoints, tables));
    }

    private void say(String sentence) {
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        out.printf(Locale.ROOT, "%5d s  %s%n", seconds, sentence);
    }
}
