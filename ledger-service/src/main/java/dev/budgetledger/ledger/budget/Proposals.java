package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;

/**
 * 提请 of a budget that are open, and some that have expired. Immutable. What they are of stands in the log.
 *
 * @param bySequence of their facts
 */
public record Proposals(PMap<Long, Open> bySequence) {

    /** So many are open at once, at most, of a budget. */
    public static final int OPEN_MAX = 1000;

    static final Proposals NONE = new Proposals(HashTreePMap.empty());

    /**
     * One that is neither posted, rejected nor withdrawn.
     *
     * @param digest of what is proposed
     * @param proposedBy who did
     * @param expiresOn the last day on which it may be approved
     * @param approvedBy by whom it is approved so far, in order
     */
    public record Open(String digest, String proposedBy, LocalDate expiresOn, List<String> approvedBy) {
        public Open {
            approvedBy = List.copyOf(approvedBy);
        }

        public boolean isExpired(LocalDate today) {
            return expiresOn.isBefore(today);
        }

        List<String> approvedAlsoBy(String checker) {
            List<String> all = new ArrayList<>(approvedBy);
            all.add(checker);
            return all;
        }
    }

    /** The one of an id, of a budget's stream. */
    Optional<Open> named(String id, String stream) {
        return place(id, stream).map(bySequence::get);
    }

    private static Optional<Long> place(String id, String stream) {
        return Posting.Place.of(id).filter(place -> place.stream().equals(stream)).map(Posting.Place::sequence);
    }

    boolean isOpen(String digest, LocalDate today) {
        return bySequence.values().stream().anyMatch(open -> open.digest.equals(digest) && !open.isExpired(today));
    }

    long open(LocalDate today) {
        return bySequence.values().stream().filter(open -> !open.isExpired(today)).count();
    }

    /** With a new one; those that have expired are let go. */
    Proposals with(long sequence, Fact.PostingProposed fact) {
        PMap<Long, Open> next = bySequence;
        for (var each : bySequence.entrySet()) {
            if (each.getValue().isExpired(fact.proposedOn())) {
                next = next.minus(each.getKey());
            }
        }
        return new Proposals(next.plus(sequence, new Open(fact.digest(), fact.proposedBy(), fact.expiresOn(), List.of())));
    }

    Proposals after(String stream, Fact.OfProposal fact) {
        return fact instanceof Fact.ProposalApproved(String id, String checker)
                ? approved(place(id, stream).orElseThrow(), checker)
                : without(stream, fact.proposal());
    }

    private Proposals approved(long sequence, String checker) {
        Open open = Objects.requireNonNull(bySequence.get(sequence));
        return new Proposals(bySequence.plus(sequence,
                new Open(open.digest, open.proposedBy, open.expiresOn, open.approvedAlsoBy(checker))));
    }

    /** Without one, if it is of this stream. */
    Proposals without(String stream, String id) {
        return place(id, stream).map(sequence -> new Proposals(bySequence.minus(sequence))).orElse(this);
    }

    /** About the memory it takes. */
    long bytes() {
        return 400L * bySequence.size();
    }
}
