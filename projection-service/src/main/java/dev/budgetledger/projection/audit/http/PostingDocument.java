package dev.budgetledger.projection.audit.http;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Approval;
import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.web.Budgets;

/**
 * 凭证: a posting with its paper and its place in the log.
 *
 * @param reverses the posting that it takes back
 * @param postedBy who posted it; of what was proposed, who approved it last
 * @param proposedBy 提请人, and {@code approvedBy} 复核人 in order; absent if one alone posted it
 * @param leafHash what the log's tree holds of it: SHA-256(0x00 ‖ envelope bytes), base64
 * @param envelope where the ledger service gives the bytes, relative to its host
 * @param proof that it is in the log under the checkpoint of the answer, where the answer has one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "postingId", "position", "streamSequence", "type", "reverses", "documentNo", "reason", "effectiveOn", "recordedAt",
    "postedBy", "proposal", "proposedBy", "approvedBy", "leafHash", "envelope", "proof"
})
public record PostingDocument(
        String postingId,
        long position,
        long streamSequence,
        String type,
        @Nullable String reverses,
        String documentNo,
        String reason,
        LocalDate effectiveOn,
        String recordedAt,
        String postedBy,
        @Nullable String proposal,
        @Nullable String proposedBy,
        @Nullable List<String> approvedBy,
        String leafHash,
        String envelope,
        @Nullable ProofDocument proof) {

    /** The postings at some positions, by position. */
    public static Map<Long, PostingDocument> read(EntryReader reader, Collection<Long> positions) {
        Map<Long, PostingDocument> postings = new HashMap<>();
        for (byte[] bytes : reader.envelopes(positions)) {
            PostingDocument posting = of(bytes);
            postings.put(posting.position(), posting);
        }
        return postings;
    }

    /** Where a posting of any budget is, as known at a position. */
    public static String address(String postingId, long position) {
        Posting.Place place = Posting.Place.of(postingId).orElseThrow();
        BudgetId id = BudgetId.ofStream(place.stream());
        return Budgets.address(id) + "/postings/" + place.sequence() + "?position=" + position;
    }

    /** The same with the proof that it is in the log. */
    public PostingDocument with(InclusionProof proven) {
        return new PostingDocument(postingId, position, streamSequence, type, reverses, documentNo, reason, effectiveOn,
                recordedAt, postedBy, proposal, proposedBy, approvedBy, leafHash, envelope, ProofDocument.of(proven));
    }

    /** The posting that an envelope carries. */
    public static PostingDocument of(byte[] bytes) {
        Envelope envelope = Envelope.parse(bytes);
        if (!(envelope.fact() instanceof Fact.Posted posted)) {
            throw new IllegalStateException("position " + envelope.position() + " has entries but is no posting");
        }
        Posting posting = posted.posting();
        Approval approval = posting.approval();
        return new PostingDocument(
                posting.id(),
                envelope.position(),
                envelope.sequence(),
                FactTypes.nameOf(posted),
                posted instanceof Fact.PostingReversed reversal ? reversal.reverses() : null,
                posting.documentNo(),
                posting.reason(),
                posting.effectiveOn(),
                Envelope.format(envelope.recordedAt()),
                envelope.postedBy(),
                approval == null ? null : approval.proposal(),
                approval == null ? null : approval.proposedBy(),
                approval == null ? null : approval.approvedBy(),
                Hash.ofLeaf(bytes).base64(),
                "/v1/facts?after=" + (envelope.position() - 1) + "&limit=1",
                null);
    }

    /**
     * That a fact is in the log as it was at a size: RFC 9162, 2.1.3, with index {@code position} − 1.
     *
     * @param path from the leaf to the root, base64
     */
    @JsonPropertyOrder({"treeSize", "path"})
    public record ProofDocument(long treeSize, List<String> path) {

        static ProofDocument of(InclusionProof proof) {
            return new ProofDocument(proof.size(), proof.path().stream().map(Hash::base64).toList());
        }
    }
}
