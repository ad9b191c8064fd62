package dev.budgetledger.projection.replay;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.generations.Generations;

/**
 * 持续比对: goes round and round the served projection a little at a time: windows of facts, budgets, and what was different
 * before. It takes a small share of the time.
 */
final class ContinuousComparison implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ContinuousComparison.class);
    private static final Duration TO_END = Duration.ofSeconds(5);
    private static final long TABLES_OF_A_BUDGET = 18;

    private final JdbcClient jdbc;
    private final Generations generations;
    private final CompletenessWatch watch;
    private final WindowCheck windows;
    private final HeadCheck head;
    private final BudgetCheck budgets;
    private final ComparisonStatus status;
    private final ComparisonSettings settings;
    private final Clock clock = Clock.systemUTC();
    private long turn;
    private long window;
    private String budget = "";
    private volatile @Nullable Thread thread;

    ContinuousComparison(
            JdbcClient jdbc,
            Generations generations,
            CompletenessWatch watch,
            HeadCheck head,
            BudgetCheck budgets,
            ComparisonStatus status,
            ComparisonSettings settings) {
        this.jdbc = jdbc;
        this.generations = generations;
        this.watch = watch;
        this.windows = new WindowCheck(jdbc);
        this.head = head;
        this.budgets = budgets;
        this.status = status;
        this.settings = settings;
    }

    /** One step: the next window, or the next budget, or one that was different. */
    void step() {
        long through = watch.current().completeness().completeThrough();
        if (through == 0) {
            return;
        }
        switch ((int) (turn++ % 3)) {
            case 0 -> nextWindow(through);
            case 1 -> nextBudget();
            default -> status.toLookAtAgain().ifPresent(part -> compare(part, through));
        }
    }

    private void nextWindow(long through) {
        if (window * WindowCheck.FACTS >= through) {
            compare(new Compared.Head(), through);
            status.roundEnded(clock.instant());
            window = 0;
        }
        compare(new Compared.Window(window), through);
        long facts = Math.min(WindowCheck.FACTS, through - window * WindowCheck.FACTS);
        status.counted(facts, 0);
        window++;
    }

    private void nextBudget() {
        Optional<String> next = after(budget).or(() -> after(""));
        next.ifPresent(stream -> {
            compare(new Compared.Budget(stream), 0);
            status.counted(0, TABLES_OF_A_BUDGET);
            budget = stream;
        });
    }

    private Optional<String> after(String stream) {
        return jdbc.sql("select stream from budgets where stream > ? order by stream limit 1")
                .param(stream)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    private void compare(Compared part, long through) {
        Optional<Difference> found = generations.inOne(() -> switch (part) {
            case Compared.Window(var number) -> windows.check(number, through);
            case Compared.Head() -> head.check();
            case Compared.Budget(var stream) -> budgets.check(stream);
        });
        boolean known = found.filter(status.differences()::contains).isPresent();
        if (!known) {
            found.ifPresent(each -> LOG.error("What is served is not what follows from the log: {}", each));
        }
        status.compared(part, found);
    }

    @Override
    public void start() {
        if (settings.enabled()) {
            thread = Thread.ofPlatform().name("comparison").daemon().start(this::run);
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long began = System.nanoTime();
                attempt();
                Thread.sleep(settings.pauseAfter(Duration.ofNanos(System.nanoTime() - began)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever hinders a step, such as the database being away, does not end the comparison. */
    private void attempt() {
        try {
            step();
            status.trouble(null);
        } catch (RuntimeException e) {
            if (status.trouble().isEmpty()) {
                LOG.warn("What is served cannot be compared at the moment", e);
            }
            status.trouble(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                var _ = running.join(TO_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
