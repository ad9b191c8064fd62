package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.generations.GenerationBuild;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.KafkaLog;
import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;
import dev.budgetledger.workers.WorkerLifecycle;

/** Starts replays, one at a time in a database, and removes what they leave. */
public final class Replays implements WorkerLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    /** Of a question about a position: its effective date is that of each budget. */
    private static final int ANY_YEAR = 9999;

    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
    private static final Duration TO_END = Duration.ofSeconds(20);

    private final Generations generations;
    private final KafkaLog log;
    private final BudgetReader reader;
    private final Templates templates;
    private final ReplayTable table;
    private final Duration keepRetired;
    private final Clock clock = Clock.systemUTC();
    private final Worker sweeper = new Worker(
            "generations-sweep", "Old generations are not removed", Retry.each(BETWEEN_SWEEPS), Duration.ZERO, this::sweep);
    private volatile @Nullable Thread running;

    Replays(
            Generations generations,
            KafkaLog log,
            BudgetReader reader,
            Templates templates,
            ReplaySettings settings) {
        this.generations = generations;
        this.log = log;
        this.reader = reader;
        this.templates = templates;
        this.table = new ReplayTable(generations.home());
        this.keepRetired = settings.keepRetired();
    }

    /** Starts a replay, unless one is running or generations are being removed. */
    public Optional<ReplayDocument> start(AsOfQuestion question, boolean switchTo) {
        AsOf asOf = reader.resolve(ANY_YEAR, question); // which may wait for what has not come yet
        synchronized (this) {
            return generations.build().map(building -> start(building, question, asOf, switchTo));
        }
    }

    private ReplayDocument start(GenerationBuild building, AsOfQuestion question, AsOf asOf, boolean switchTo) {
        try {
            ReplayDocument replay = new ReplayDocument(
                    building.generation().number(),
                    ReplayDocument.State.READING,
                    switchTo,
                    new ReplayDocument.Point(question.effectiveOn(), asOf.recordedAsOf(), asOf.position()),
                    clock.instant(),
                    null,
                    new ReplayDocument.Progress(0, asOf.position(), 0, 0, 0),
                    null,
                    null);
            table.endOthers(clock.instant());
            table.put(replay);
            ReplayJob run = new ReplayJob(
                    generations, log, reader, templates, table, clock, sweeper::isStopping, replay);
            running = Thread.ofPlatform().name("replay-" + replay.id()).start(() -> run.run(building));
            return replay;
        } catch (RuntimeException | Error e) {
            building.close();
            throw e;
        }
    }

    public Optional<ReplayDocument> find(long id) {
        return table.find(id);
    }

    /** Those of all instances that are remembered, the newest first: a hundred or so. */
    public List<ReplayDocument> all() {
        return table.all();
    }

    /** The one that runs, in whichever instance. */
    public Optional<Long> running() {
        return table.running();
    }

    public boolean isEnding() {
        return sweeper.isStopping();
    }

    @Override
    public List<Worker> workers() {
        return List.of(sweeper);
    }

    /** Before requests end: those that follow a replay end with it. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    private Duration sweep() {
        generations.refresh();
        generations.sweep(keepRetired);
        table.endOthers(clock.instant());
        return BETWEEN_SWEEPS;
    }

    @Override
    public void stop() {
        WorkerLifecycle.super.stop();
        Thread replay = running;
        if (replay != null) {
            join(replay);
        }
    }

    private static void join(Thread replay) {
        try {
            if (!replay.join(TO_END)) {
                LOG.warn("A replay has not ended within {} s", TO_END.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
