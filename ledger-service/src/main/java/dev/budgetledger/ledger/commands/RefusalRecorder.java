package dev.budgetledger.ledger.commands;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.Submission;
import dev.budgetledger.workers.Retry;
import dev.budgetledger.workers.Worker;
import dev.budgetledger.workers.WorkerLifecycle;

/**
 * 越权入账: records whom the ledger refused for want of authority, beside the answers and no faster than it is let. What the writer does not take
 * is told again under the same key until its outcome is known. At an orderly stop all that is left is told at once; who kills the process loses it.
 */
public final class RefusalRecorder implements WorkerLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(RefusalRecorder.class);

    /** After what takes commands, so that what it refuses last is told too. */
    private static final int PHASE = -1;

    private final RefusalTally tally;
    private final RefusalSettings settings;
    private final LedgerWriter writer;
    private final Worker worker;
    private volatile RefusalTally.@Nullable Due underWay;
    private boolean ended;

    public RefusalRecorder(RefusalTally tally, RefusalSettings settings, LedgerWriter writer) {
        this.tally = tally;
        this.settings = settings;
        this.writer = writer;
        this.worker = new Worker("refusal-recorder", "It is not recorded who was refused",
                Retry.doubling(Duration.ofMillis(500), Duration.ofSeconds(30)), writer.settings().patience(), this::turn);
        tally.onNews(worker::wake);
    }

    @Override
    public List<Worker> workers() {
        return List.of(worker);
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void start() {
        ended = false;
        WorkerLifecycle.super.start();
    }

    @Override
    public void stop() {
        WorkerLifecycle.super.stop();
        if (!ended && !worker.isRunning()) {
            ended = true;
            tellTheRest();
        }
    }

    private Duration turn() throws InterruptedException {
        RefusalTally.Due next = underWay == null ? tally.next() : underWay;
        if (next == null) {
            worker.awaitNews(tally.pause());
            return Duration.ZERO;
        }
        record(next);
        return settings.inAll();
    }

    private void record(RefusalTally.Due next) throws InterruptedException {
        underWay = next;
        Submission submission = Submission.ofRefusal(next.refused(), next.name(), next.key());
        Outcome outcome = CommandSubmitter.await(writer.submit(submission), writer.settings().patience());
        if (outcome instanceof Outcome.Refused(Refusal refusal, _)) {
            throw new IllegalStateException("it is recorded whatever was refused, but: " + refusal);
        }
        underWay = null;
    }

    private void tellTheRest() {
        try {
            RefusalTally.Due next = underWay == null ? tally.left() : underWay;
            while (next != null) {
                record(next);
                next = tally.left();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost(e);
        } catch (RuntimeException fault) {
            lost(fault);
        }
    }

    private void lost(Exception why) {
        RefusalTally.Due last = underWay;
        LOGGER.warn("It is not recorded of {} requests that they were refused: {}",
                tally.untold() + (last == null ? 0 : last.count()), why.toString());
    }

    /**
     * How often the ledger records that it refused somebody for want of authority.
     *
     * @param perPrincipal of one name at most one fact in so long a time
     * @param inAll of all names together at most one
     */
    @ConfigurationProperties("ledger.refusals")
    public record RefusalSettings(@DefaultValue("1m") Duration perPrincipal, @DefaultValue("5s") Duration inAll) {

        /** @throws IllegalArgumentException if they do not go together */
        public RefusalSettings {
            if (perPrincipal.isNegative() || inAll.isNegative() || perPrincipal.compareTo(inAll.multipliedBy(RefusalTally.NAMES_MAX / 2)) > 0) {
                throw new IllegalArgumentException(
                        "ledger.refusals: per-principal is at most " + RefusalTally.NAMES_MAX / 2 + " times as long as in-all");
            }
        }
    }
}
