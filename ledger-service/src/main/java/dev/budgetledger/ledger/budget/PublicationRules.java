package dev.budgetledger.ledger.budget;

import java.util.Optional;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/** Rules about what a publication pins: a point of this log, under a head of this log. */
final class PublicationRules {

    private PublicationRules() {}

    static Optional<Refusal> positionReached(Proposal proposal) {
        return proposal.evidence()
                .filter(log -> log.recordedAt().isEmpty())
                .flatMap(log -> Refusal.of(POSITION_UNKNOWN, "asOf.position", "the log ends at " + log.logSize()));
    }

    /** Money that went from one budget to another would be in neither. */
    static Optional<Refusal> notBetweenHalves(Proposal proposal) {
        return proposal.evidence().filter(Evidence::betweenHalves).isPresent()
                        && proposal.command() instanceof Command.Publish publish
                ? Refusal.of(POSITION_BETWEEN_HALVES, "asOf.position", "position " + publish.position()
                        + " is one half of what two budgets recorded together; the other is position "
                        + (publish.position() + 1))
                : Optional.empty();
    }

    static Optional<Refusal> checkpointCovers(Proposal proposal) {
        return proposal.command() instanceof Command.Publish publish && publish.head().size() < publish.position()
                ? Refusal.of(CHECKPOINT_TOO_EARLY, "checkpoint", "a checkpoint over " + publish.head().size()
                        + " facts says nothing of position " + publish.position())
                : Optional.empty();
    }

    /** Anyone who signed it: the root binds every fact below it, a signature only who said so. */
    static Optional<Refusal> checkpointOfThisLog(Proposal proposal) {
        return proposal.command() instanceof Command.Publish publish
                && !proposal.evidence().orElseThrow().root().equals(Optional.of(publish.head().root()))
                ? Refusal.of(CHECKPOINT_FOREIGN, "checkpoint",
                        "this log had no such root over " + publish.head().size() + " facts")
                : Optional.empty();
    }
}
