package dev.budgetledger.projection.entries.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.Lag;
import dev.budgetledger.projection.entries.LineSumsReader;

/**
 * Reads budgets from PostgreSQL.
 *
 * <p>Whatever is read is cut at a position through which everything has been applied, so partitions that have come
 * further do not show, and the same {@link AsOf} has the same answer on every instance and for ever. Unless a position
 * is asked for, the cut is the end of a commit: money that went from one budget to another has left the one and come
 * to the other, or neither.
 */
public final class JdbcBudgetReader implements BudgetReader {

    /** The first pause; each next is twice as long, for many may wait. */
    private static final Duration CHECKPOINT_POLL = Duration.ofMillis(20);
    private static final Duration CHECKPOINT_POLL_MAX = Duration.ofMillis(500);

    private final JdbcClient jdbc;
    private final CompletenessWatch watch;
    private final Clock clock;
    private final Duration readWait;
    private final Predicate<Lag> told;
    private final JdbcProofs proofs;
    private final LineSumsReader sums;
    private final KnownNames names;

    /** @param readWait how long {@link #resolve} waits for what has not been applied */
    public JdbcBudgetReader(JdbcClient jdbc, CompletenessWatch watch, Clock clock, Duration readWait) {
        this(jdbc, watch, clock, readWait, () -> 0, _ -> false, new StreamHistories(jdbc));
    }

    /**
     * @param generation which projection a connection reads, where that changes
     * @param told whether an answer for now says so if it is that far behind
     * @param sums what lines add up to
     */
    JdbcBudgetReader(
            JdbcClient jdbc,
            CompletenessWatch watch,
            Clock clock,
            Duration readWait,
            LongSupplier generation,
            Predicate<Lag> told,
            LineSumsReader sums) {
        this.jdbc = jdbc;
        this.watch = watch;
        this.clock = clock;
        this.readWait = readWait;
        this.told = told;
        this.proofs = new JdbcProofs(jdbc);
        this.sums = sums;
        this.names = new KnownNames(jdbc, generation, System::nanoTime);
    }

    @Override
    public AsOf resolve(int fiscalYear, AsOfQuestion question) {
        LocalDate effectiveOn =
                Objects.requireNonNullElse(question.effectiveOn(), LocalDate.of(fiscalYear, 12, 31));
        Instant knownBy = withinReach(question.recordedAsOf());
        long atLeast = Objects.requireNonNullElse(question.atLeastPosition(), 0L);
        Long position = question.position();
        watch.current().requireGood(Math.max(atLeast, position == null ? 0 : position)); // else it would be waited for
        if (position != null) {
            applied(Math.max(position, atLeast));
            AsOf point = at(effectiveOn, position);
            Instant recordedAt = point.recordedAsOf();
            if (knownBy == null || knownBy.equals(recordedAt)) {
                return point;
            }
            if (knownBy.isAfter(recordedAt)) {
                known(knownBy, 0);
            } // What was recorded before the fact at an applied position has been applied too: no watermark is needed.
            long last = LastFact.by(jdbc, knownBy).position();
            return last > position ? point : sealed(effectiveOn, knownBy, last);
        }
        if (knownBy != null) {
            known(knownBy, atLeast);
            return sealed(effectiveOn, knownBy, LastFact.by(jdbc, knownBy).position());
        }
        CompletenessWatch.Snapshot now =
                watch.await(each -> each.lastKnown().position() >= atLeast, readWait, "position " + atLeast);
        LastFact last = now.lastKnown();
        Lag lag = watch.lag(now, clock.instant());
        return sealed(effectiveOn, last.recordedAt(), last.position(), told.test(lag) ? lag : null);
    }

    /** A head follows its facts within moments, in a record of its own that nobody who reads is woken by. */
    @Override
    public AsOf underCheckpoint(AsOf point) {
        long deadline = System.nanoTime() + readWait.toNanos();
        AsOf under = point;
        Duration pause = CHECKPOINT_POLL;
        while (under.checkpoint() == null && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.compareTo(CHECKPOINT_POLL_MAX) < 0 ? pause.multipliedBy(2) : pause;
            under = sealed(point.effectiveOn(), point.recordedAsOf(), point.position(), point.lag());
        }
        var _ = under.seal();
        return under;
    }

    private AsOf sealed(LocalDate effectiveOn, Instant recordedAsOf, long position) {
        return sealed(effectiveOn, recordedAsOf, position, null);
    }

    private AsOf sealed(LocalDate effectiveOn, Instant recordedAsOf, long position, @Nullable Lag lag) {
        watch.current().requireGood(position);
        return new AsOf(effectiveOn, recordedAsOf, position, proofs.covering(position).orElse(null), lag);
    }

    @Override
    public Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis) {
        // One connection at a time: a query inside another's row mapper would need a second.
        Optional<Opened> opened = jdbc.sql("select department, department_name, comparative, jurisdiction, "
                        + KnownNames.LAST_CHANGES + " from budgets where stream = ? and position <= ?")
                .params(id.fiscalYear(), asOf.position(), id.stream(), asOf.position(), id.stream(), asOf.position())
                .query((row, _) -> new Opened(
                        new Department(row.getString(1), row.getString(2)), row.getBoolean(3), row.getString(4),
                        new KnownNames.Changes(row.getLong(5), row.getLong(6))))
                .optional();
        return opened.map(budget -> BudgetAsOf.of(
                budget.department(),
                id.fiscalYear(),
                budget.comparative(),
                asOf,
                basis,
                sums.read(id, asOf.position()),
                names.of(id, budget.namesChanged()))
                .inFormsOf(budget.jurisdiction()));
    }

    private record Opened(Department department, boolean comparative, @Nullable String jurisdiction, KnownNames.Changes namesChanged) {}

    private void applied(long position) {
        var _ = watch.await(
                now -> now.completeness().completeThrough() >= position, readWait, "position " + position);
    }

    private void known(Instant instant, long atLeast) {
        var _ = watch.await(
                now -> now.completeness().completeThrough() >= atLeast
                        && !now.completeness().knownThrough().isBefore(instant),
                readWait,
                "what was recorded by " + instant + (atLeast > 0 ? " and position " + atLeast : ""));
    }

    /**
     * The instant, unless it lies so far ahead that waiting for it is no use. As the log counts, in whole microseconds:
     * PostgreSQL would round to the nearest, and look ahead.
     */
    private @Nullable Instant withinReach(@Nullable Instant instant) {
        return instant == null || instant.isAfter(clock.instant().plus(readWait))
                ? null
                : instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** As of the very fact at a position, which has been applied. */
    private AsOf at(LocalDate effectiveOn, long position) {
        if (position == 0) {
            return sealed(effectiveOn, Instant.EPOCH, position);
        }
        watch.current().requireGood(position);
        return jdbc.sql("select c.*, recorded_at from facts left join lateral (" + JdbcProofs.COVERING + ") c on true where position = ?")
                .params(position, position)
                .query((row, number) -> new AsOf(effectiveOn, row.getObject(4, OffsetDateTime.class).toInstant(), position,
                        row.getBytes(2) == null ? null : JdbcProofs.checkpoint(row, number)))
                .single();
    }
}
