package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.entries.jdbc.JdbcBudgetReader;
import dev.budgetledger.projection.entries.jdbc.PlainLineSums;
import dev.budgetledger.projection.generations.Generation;
import dev.budgetledger.projection.generations.GenerationBuild;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.KafkaLog;
import dev.budgetledger.projection.intake.Rebuild;

/** One replay, on a thread of its own, from the first fact to its end. */
final class ReplayJob {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayJob.class);
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(250);
    private static final Duration WITHOUT_PROGRESS = Duration.ofSeconds(60);

    private final Generations generations;
    private final KafkaLog log;
    private final BudgetReader served;
    private final Templates templates;
    private final ReplayTable table;
    private final Clock clock;
    private final BooleanSupplier ending;
    private final long startedAt = System.nanoTime();
    private ReplayDocument replay;
    private long reportedAt;

    ReplayJob(
            Generations generations,
            KafkaLog log,
            BudgetReader served,
            Templates templates,
            ReplayTable table,
            Clock clock,
            BooleanSupplier ending,
            ReplayDocument replay) {
        this.generations = generations;
        this.log = log;
        this.served = served;
        this.templates = templates;
        this.table = table;
        this.clock = clock;
        this.ending = ending;
        this.replay = replay;
    }

    /** Ends with the replay compared, switched or failed; what it built is gone then unless it is served. */
    void run(GenerationBuild building) {
        ReplayDocument ended;
        try (building) {
            try (Rebuild rebuild = log.into(building)) {
                ended = run(building, rebuild);
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("Replay {} failed", replay.id(), e);
            ended = replay.ended(ReplayDocument.State.FAILED, clock.instant(), String.valueOf(e.getMessage()));
        }
        table.put(ended);
    }

    private ReplayDocument run(GenerationBuild building, Rebuild rebuild) {
        rebuild.compareWithHeadsOf(generations.served(), log);
        read(rebuild);
        building.complete();
        compare(building.generation(), rebuild);
        if (!replay.switchTo()) {
            return replay.ended(ReplayDocument.State.COMPARED, clock.instant(), null);
        }
        report(ReplayDocument.State.SWITCHING, replay.progress());
        if (rebuild.verifiedThrough() < replay.asOf().position()) {
            throw new IllegalStateException("no signed head of the log is over position " + replay.asOf().position()
                    + " yet: what was rebuilt is not proven, and is not served");
        }
        rebuild.readToEnd();
        building.serve(rebuild::takeOver);
        return replay.ended(ReplayDocument.State.SWITCHED, clock.instant(), null);
    }

    private void read(Rebuild rebuild) {
        long position = replay.asOf().position();
        long lastProgress = System.nanoTime();
        while (!rebuild.has(position)) {
            goesOn();
            if (rebuild.readOn()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > WITHOUT_PROGRESS.toNanos()) {
                throw new IllegalStateException("nothing came for " + WITHOUT_PROGRESS.toSeconds()
                        + " s; the published log is complete through " + rebuild.completeThrough());
            }
            report(rebuild);
        }
    }

    private void compare(Generation rebuilt, Rebuild rebuild) {
        JdbcClient jdbc = JdbcClient.create(rebuilt.source());
        long position = replay.asOf().position();
        List<String> budgets = jdbc.sql("""
                        select stream from %s where position <= ? union select stream from %s where position <= ?
                        order by stream""".formatted(generations.served().table("budgets"), rebuilt.table("budgets")))
                .params(position, position)
                .query((row, _) -> row.getString(1))
                .list();
        report(ReplayDocument.State.COMPARING, progress(rebuild, 0, budgets.size()));
        RowReconciliation.Found rows = new RowReconciliation(jdbc).compare(generations.served(), rebuilt, position);
        BudgetReader reader = new JdbcBudgetReader(jdbc, new CompletenessWatch(jdbc), clock, Duration.ZERO);
        BudgetTables tables = new BudgetTables(served, reader, templates);
        BudgetTables sums = new BudgetTables(new RawTables(reader, new PlainLineSums(jdbc)), reader, templates);
        for (int i = 0; i < budgets.size(); i++) {
            goesOn();
            tables.compare(budgets.get(i), replay.asOf());
            if (replay.switchTo()) {
                sums.compare(budgets.get(i), replay.asOf());
            }
            reportAtTimes(ReplayDocument.State.COMPARING, progress(rebuild, i + 1, budgets.size()));
        }
        if (sums.result().different() > 0) {
            throw new IllegalStateException("what was rebuilt contradicts itself: " + sums.result().firstDifference());
        }
        ReplayDocument.CountsDocument counts = new ReplayDocument.CountsDocument(
                Counts.of(jdbc, generations.served(), position), Counts.of(jdbc, rebuilt, position));
        ReplayDocument.Tables compared = tables.result();
        replay = replay.with(new ReplayDocument.Result(
                rows.different() == 0 && compared.different() == 0,
                rebuild.verifiedThrough(),
                counts,
                new ReplayDocument.Rows(rows.different(), rows.first().orElse(null)),
                compared));
    }

    private void goesOn() {
        if (ending.getAsBoolean()) {
            throw new IllegalStateException("the service is ending");
        }
    }

    private void report(Rebuild rebuild) {
        reportAtTimes(ReplayDocument.State.READING, progress(rebuild, 0, 0));
    }

    private ReplayDocument.Progress progress(Rebuild rebuild, long budgets, long ofBudgets) {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        long position = replay.asOf().position();
        long perSecond = replay.state() == ReplayDocument.State.READING
                ? Math.round(rebuild.facts() / seconds)
                : replay.progress().factsPerSecond();
        return new ReplayDocument.Progress(
                Math.min(rebuild.facts(), position), position, perSecond, budgets, ofBudgets);
    }

    /** Not more often than anyone looks. */
    private void reportAtTimes(ReplayDocument.State state, ReplayDocument.Progress progress) {
        replay = replay.with(state, progress);
        if (System.nanoTime() - reportedAt > BETWEEN_REPORTS.toNanos()) {
            report(state, progress);
        }
    }

    private void report(ReplayDocument.State state, ReplayDocument.Progress progress) {
        replay = replay.with(state, progress);
        table.put(replay);
        reportedAt = System.nanoTime();
    }
}
