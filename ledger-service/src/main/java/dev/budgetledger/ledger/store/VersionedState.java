package dev.budgetledger.ledger.store;

import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.budget.StreamState;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * What is known of a stream that has facts: its state after the first of them, all durable. Immutable.
 *
 * @param facts how many they are; the next one has this as its sequence
 * @param lastLeaf the hash of the last of them
 * @param inSnapshot how many of them are in a snapshot
 */
record VersionedState(StreamState state, long facts, Hash lastLeaf, long inSnapshot) {

    /** What is known after the fact that comes next. */
    static VersionedState after(@Nullable VersionedState before, StoredFact fact) {
        return after(before, List.of(fact), state -> state.evolve(fact.envelope().fact()));
    }

    /**
     * What is known after the facts that come next.
     *
     * @param evolve gives the state after them, as {@link StreamState#evolve} does
     */
    static VersionedState after(@Nullable VersionedState before, List<StoredFact> added, UnaryOperator<StreamState> evolve) {
        String stream = added.getFirst().envelope().stream();
        long facts = before == null ? 0 : before.facts;
        for (StoredFact fact : added) {
            if (fact.envelope().sequence() != facts++) {
                throw new IllegalStateException("stream " + stream + " has sequence " + fact.envelope().sequence() + " where "
                        + (facts - 1) + " comes next");
            }
        }
        return new VersionedState(evolve.apply(before == null ? StreamState.before(stream) : before.state), facts,
                added.getLast().leafHash(), before == null ? 0 : before.inSnapshot);
    }

    /** How many of the facts are in no snapshot. */
    long fresh() {
        return facts - inSnapshot;
    }

    /** The same where at least so many facts are in a snapshot. */
    VersionedState inSnapshot(long least) {
        return least <= inSnapshot ? this : new VersionedState(state, facts, lastLeaf, least);
    }

    VersionedState snapshotted() {
        return new VersionedState(state, facts, lastLeaf, facts);
    }
}
