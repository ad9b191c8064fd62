package dev.budgetledger.projection.publication;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;

/**
 * 公开: a publication as the log has it.
 *
 * @param position of the fact
 * @param recordedAt 记账时间 of the fact
 */
public record LoggedPublication(long position, Instant recordedAt, String postedBy, Fact.DisclosurePublished fact) {

    static LoggedPublication of(Envelope envelope) {
        return new LoggedPublication(envelope.position(), envelope.recordedAt(), envelope.postedBy(),
                (Fact.DisclosurePublished) envelope.fact());
    }

    /** The point that its tables are as of, sealed by the checkpoint it pins. */
    public AsOf asOf() {
        var point = fact.publication().asOf();
        Checkpoint head = fact.publication().head();
        return new AsOf(point.effectiveOn(), point.recordedAsOf(), point.position(),
                new VerifiedCheckpoint(head.size(), head.root(), fact.publication().checkpoint()));
    }

    public Basis basis() {
        return Basis.valueOf(fact.publication().basis().name());
    }

    /** Of which unit, null if of the whole department. */
    public @Nullable String ofUnit() {
        return fact.publication().ofUnit();
    }

    /** Null if each table has that of the form. */
    public @Nullable Unit unit() {
        Publication.Unit unit = fact.publication().unit();
        return unit == null ? null : Unit.valueOf(unit.name());
    }
}
