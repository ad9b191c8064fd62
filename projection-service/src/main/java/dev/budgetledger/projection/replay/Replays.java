package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.generations.GenerationBuild;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.intake.KafkaLog;

/** Starts replays, one at a time in a database, and removes what they leave. */
final class Replays implements SmartLifecycle {

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
    private volatile boolean ending;
    private volatile @Nullable Thread running;
    private volatile @Nullable Thread sweeping;

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

    /**
     * Starts a replay.
     *
     * @throws ProblemException if one is running
     */
    synchronized ReplayDocument start(ReplayQuestion question) {
        AsOf asOf = reader.resolve(ANY_YEAR, question.asOf());
        GenerationBuild building = generations.build().orElseThrow(() -> new ProblemException(ProblemCode.REPLAY_RUNNING, "", table.running()
                .map(id -> "replay " + id + " is running: one at a time")
                .orElse("generations are being removed: ask again")));
        try {
            ReplayDocument replay = new ReplayDocument(
                    building.generation().number(),
                    ReplayDocument.State.READING,
                    question.switchTo(),
                    new ReplayDocument.Point(question.effectiveOn(), asOf.recordedAsOf(), asOf.position()),
                    clock.instant(),
                    null,
                    new ReplayDocument.Progress(0, asOf.position(), 0, 0, 0),
                    null,
                    null);
            table.endOthers(clock.instant());
            table.put(replay);
            ReplayJob run = new ReplayJob(
                    generations, log, reader, templates, table, clock, () -> ending, replay);
            running = Thread.ofPlatform().name("replay-" + replay.id()).start(() -> run.run(building));
            return replay;
        } catch (RuntimeException | Error e) {
            building.close();
            throw e;
        }
    }

    Optional<ReplayDocument> find(long id) {
        return table.find(id);
    }

    boolean isEnding() {
        return ending;
    }

    @Override
    public void start() {
        ending = false;
        sweeping = Thread.ofVirtual().name("generations-sweep").start(this::sweep);
    }

    private void sweep() {
        try {
            while (!ending) {
                try {
                    generations.refresh();
                    generations.sweep(keepRetired);
                    table.endOthers(clock.instant());
                } catch (RuntimeException e) {
                    // Whatever hinders it now, such as the database being unavailable, does not end it.
                    LOG.info("Old generations are removed later: {}", e.getMessage());
                }
                Thread.sleep(BETWEEN_SWEEPS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        ending = true;
        Thread sweeper = sweeping;
        if (sweeper != null) {
            sweeper.interrupt();
        }
        Thread replay = running;
        if (replay != null) {
            join(replay);
        }
        sweeping = null;
    }

    @Override
    public boolean isRunning() {
        return sweeping != null;
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
