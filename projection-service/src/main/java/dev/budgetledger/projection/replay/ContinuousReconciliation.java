package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;
import dev.budgetledger.workers.WorkerLifecycle;

/**
 * 持续对账: goes round and round the served projection a little at a time, until every row of every table has been looked
 * at; between times at what was different before. It takes a small share of the time.
 */
final class ContinuousReconciliation implements WorkerLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ContinuousReconciliation.class);
    private static final long TABLES_OF_A_BUDGET = 18;
    private static final List<Walk> WALKS = List.of(Walk.values());
    /**
     * In turns; all of a round is measured by them, so bounds and guards are looked at more often than once in it. No multiple of a prime factor
     * of the number of walks, else some would never have their turn.
     */
    private static final int BETWEEN_BOUNDS = 13;

    private static final Set<Walk> ROUND = Set.of(Walk.WINDOWS, Walk.STREAMS, Walk.BUDGETS, Walk.BOUNDS, Walk.GUARDS);

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;
    private final Generations generations;
    private final Shard shard;
    private final CompletenessWatch watch;
    private final WindowCheck windows;
    private final BudgetCheck budgets;
    private final GuardCheck guards;
    private final ReconciliationStatus status;
    private final ReconciliationSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final Worker worker;
    private final Set<Walk> ended = EnumSet.noneOf(Walk.class);
    private long turn;
    private long window;
    private StreamReconciliation streams;
    private String budget = "";
    private BoundsReconciliation bounds;
    private long generation;

    /** @param snapshot reads all of one moment */
    ContinuousReconciliation(
            JdbcClient jdbc,
            TransactionTemplate snapshot,
            Generations generations,
            Shard shard,
            CompletenessWatch watch,
            WindowCheck windows,
            BudgetCheck budgets,
            GuardCheck guards,
            ReconciliationStatus status,
            ReconciliationSettings settings) {
        this.jdbc = jdbc;
        this.snapshot = snapshot;
        this.generations = generations;
        this.shard = shard;
        this.watch = watch;
        this.windows = windows;
        this.budgets = budgets;
        this.guards = guards;
        this.status = status;
        this.settings = settings;
        this.worker = new Worker("reconciliation", "What is served is not compared", Retry.each(settings.longestRest()), Duration.ZERO, this::turn);
        this.generation = generations.served().number();
        this.streams = new StreamReconciliation(jdbc, shard);
        this.bounds = new BoundsReconciliation(jdbc, snapshot, generation, clock);
    }

    /** The next step: of one of the walks that have not come to the end of this round, or at what was different. */
    private void step(Walk walk) {
        long through = watch.current().completeness().completeThrough();
        follow();
        if (through == 0) {
            status.roundEnded(clock.instant());
            return;
        }
        boolean atEnd = switch (walk) {
            case WINDOWS -> nextWindow(through);
            case STREAMS -> nextStreams();
            case BUDGETS -> nextBudget();
            case BOUNDS -> {
                compare(new ReconciliationPart.Bounds(), through);
                yield true;
            }
            case GUARDS -> {
                lookAtGuards();
                yield true;
            }
            case AGAIN -> {
                status.toLookAtAgain().ifPresent(part -> compare(part, through));
                yield false;
            }
        };
        if (atEnd && ended.add(walk) && ended.containsAll(ROUND)) {
            status.roundEnded(clock.instant());
            ended.clear();
        }
    }

    /** The ids of another generation are others, and what was wrong with the one before is not served any more. */
    private void follow() {
        long served = generations.served().number();
        if (served != generation) {
            generation = served;
            ended.clear();
            window = 0;
            budget = "";
            streams = new StreamReconciliation(jdbc, shard);
            bounds = new BoundsReconciliation(jdbc, snapshot, generation, clock);
            status.forget();
        }
    }

    private boolean nextWindow(long through) {
        if (window * WindowCheck.FACTS >= through) {
            window = 0;
            return true;
        }
        compare(new ReconciliationPart.Window(window), through);
        long facts = Math.min(WindowCheck.FACTS, through - window * WindowCheck.FACTS);
        status.counted(facts, 0);
        window++;
        return false;
    }

    private boolean nextStreams() {
        Map<String, Optional<Drift>> verdicts = new LinkedHashMap<>();
        boolean atEnd = generations.inOne(() -> streams.step(verdicts::put));
        verdicts.forEach((stream, found) -> found(new ReconciliationPart.OfStream(stream), found));
        if (atEnd) {
            streams = new StreamReconciliation(jdbc, shard);
        }
        return atEnd;
    }

    private boolean nextBudget() {
        Optional<String> next = jdbc.sql("select stream from budgets where stream > ? order by stream limit 1")
                .param(budget)
                .query(String.class)
                .optional();
        next.ifPresent(stream -> {
            compare(new ReconciliationPart.Budget(stream), 0);
            status.counted(0, TABLES_OF_A_BUDGET);
        });
        budget = next.orElse("");
        return next.isEmpty();
    }

    private void lookAtGuards() {
        Map<ReconciliationPart.OfGuard, Optional<Drift>> verdicts = new LinkedHashMap<>();
        status.guards().forEach(each -> verdicts.put(each, Optional.empty()));
        generations.inOne(guards::check).forEach(each -> verdicts.put(new ReconciliationPart.OfGuard(each.guard()), Optional.of(each)));
        verdicts.forEach(this::found);
    }

    private void compare(ReconciliationPart part, long through) {
        found(part, generations.inOne(() -> switch (part) {
            case ReconciliationPart.Window(var number) -> windows.check(number, through);
            case ReconciliationPart.OfStream(var stream) -> StreamReconciliation.check(jdbc, shard, stream);
            case ReconciliationPart.Budget(var stream) -> budgets.check(stream);
            case ReconciliationPart.Bounds() -> bounds.check();
            case ReconciliationPart.OfGuard(var name) -> guards.check(name);
        }));
    }

    private void found(ReconciliationPart part, Optional<Drift> found) {
        if (generations.served().number() != generation) {
            return; // it was begun in another generation, and is of no matter now
        }
        boolean known = found.filter(status.differences()::contains).isPresent();
        if (!known) {
            found.ifPresent(each -> {
                if (each instanceof Drift.OfGuard guard) {
                    LOG.error("What the rows are kept by is not as it was delivered: {}", guard.guard());
                } else {
                    LOG.error("What is served is not what follows from the log: {}", each);
                }
            });
        }
        status.compared(part, found);
    }

    @Override
    public List<Worker> workers() {
        return settings.enabled() ? List.of(worker) : List.of();
    }

    @Override
    public void start() {
        if (settings.enabled()) {
            status.started(clock.instant());
        }
        WorkerLifecycle.super.start();
    }

    private Duration turn() {
        long began = System.nanoTime();
        attempt();
        return settings.pauseAfter(Duration.ofNanos(System.nanoTime() - began));
    }

    /** Whatever hinders a step, such as the database being unavailable, does not end the reconciliation. */
    private void attempt() {
        Walk walk = nextWalk();
        try {
            step(walk);
            status.stepped(walk, clock.instant());
        } catch (RuntimeException e) {
            if (status.troubled(walk, clock.instant(), String.valueOf(e.getMessage()))) {
                LOG.warn("What is served cannot be compared at the moment", e);
            }
        }
    }

    private Walk nextWalk() {
        Walk next;
        do {
            next = WALKS.get((int) (turn++ % WALKS.size()));
        } while (!isDue(next));
        return next;
    }

    private boolean isDue(Walk walk) {
        return switch (walk) {
            case WINDOWS, STREAMS, BUDGETS -> !ended.contains(walk);
            case BOUNDS, GUARDS -> !ended.contains(walk) || turn % BETWEEN_BOUNDS == 0;
            case AGAIN -> status.toLookAtAgain().isPresent();
        };
    }
}
