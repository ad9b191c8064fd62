package dev.budgetledger.projection.intake;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.generations.Generation;
import dev.budgetledger.projection.generations.Generations;

/** Where the intake takes in to: the generation that is served. For one thread. */
final class ServedPlace {

    private final Generations generations;
    private final @Nullable VerifierKey verifier;
    private final Acknowledged acknowledged;
    private Generation generation;
    private Into into;

    ServedPlace(Generations generations, @Nullable VerifierKey verifier, Acknowledged acknowledged) {
        this.generations = generations;
        this.verifier = verifier;
        this.acknowledged = acknowledged;
        this.generation = generations.served();
        this.into = Into.of(generation.source(), verifier, acknowledged);
    }

    /** The same until another generation is served. */
    Into into() {
        Generation served = generations.served();
        if (served.number() != generation.number()) {
            generation = served;
            into = Into.of(served.source(), verifier, acknowledged);
        }
        return into;
    }

    /** What of what is read may be passed by. */
    Acknowledged acknowledged() {
        return acknowledged;
    }

    /** The same, after a statement failed: another one if its generation has been removed. */
    Into intoAfter(DataAccessException failure) {
        var _ = generations.isAfter(generations.served(), failure);
        return into();
    }
}
