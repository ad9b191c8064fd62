package dev.budgetledger.projection.intake;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.generations.Generation;
import dev.budgetledger.projection.generations.Generations;
import dev.budgetledger.projection.shards.Shard;

/** Where the intake takes in to: the generation that is served. For one thread. */
final class ServedTarget {

    private final Generations generations;
    private final @Nullable VerifierKey verifier;
    private final Shard shard;
    private final AcknowledgedRecords acknowledged;
    private Generation generation;
    private IntakeTarget into;

    ServedTarget(Generations generations, @Nullable VerifierKey verifier, Shard shard, AcknowledgedRecords acknowledged) {
        this.generations = generations;
        this.verifier = verifier;
        this.shard = shard;
        this.acknowledged = acknowledged;
        this.generation = generations.served();
        this.into = IntakeTarget.of(generation.source(), verifier, shard, acknowledged);
    }

    /** The same until another generation is served. */
    IntakeTarget into() {
        Generation served = generations.served();
        if (served.number() != generation.number()) {
            generation = served;
            into = IntakeTarget.of(served.source(), verifier, shard, acknowledged);
        }
        return into;
    }

    /** What of what is read may be passed by. */
    AcknowledgedRecords acknowledged() {
        return acknowledged;
    }

    /** The same, after a statement failed: another one if its generation has been removed. */
    IntakeTarget intoAfter(DataAccessException failure) {
        var _ = generations.isAfter(generations.served(), failure);
        return into();
    }
}
