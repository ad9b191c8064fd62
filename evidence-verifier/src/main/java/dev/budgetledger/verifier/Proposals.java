package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** 提请 of a budget that are neither posted, rejected nor withdrawn. What they are of stays where it stands: it may be large. */
final class Proposals {

    static final String PROPOSED = "PostingProposed";
    static final String APPROVED = "ProposalApproved";
    static final String REJECTED = "ProposalRejected";
    static final String WITHDRAWN = "ProposalWithdrawn";

    /** None is open for longer than so many days after the one on which it is proposed. */
    static final int OPEN_DAYS_MAX = 366;

    /** So many are open at once, at most, of a budget. */
    static final int OPEN_MAX = 1000;

    private final Map<String, Open> byId = new HashMap<>();
    private final Map<String, Open> byDigest = new HashMap<>();

    /**
     * One that is open, or has expired.
     *
     * @param line of the facts on which it stands
     * @param approvedBy so far
     */
    record Open(String digest, String proposedBy, LocalDate expiresOn, int line, List<String> approvedBy) {

        boolean isExpired(LocalDate today) {
            return expiresOn.isBefore(today);
        }
    }

    /**
     * A proposal, or what became of one.
     *
     * @param id of the proposal
     * @param by who did it, as the envelope has it
     * @param said who did it, as the fact has it; absent where it has none
     * @param today the day on which it is recorded
     */
    record Step(String type, String id, String by, @Nullable String said, LocalDate today, @Nullable Proposed proposed) {

        /** @throws Fault if it is not written as it must be */
        static Step of(LoggedFact logged, int line) {
            Json.Members fact = logged.fact();
            String type = logged.type();
            if (type.equals(PROPOSED)) {
                Proposed proposed = Proposed.of(fact, line);
                return step(logged, logged.id(), fact.text("proposedBy", LoggedFact.POSTED_BY_MAX), proposed);
            }
            boolean approved = type.equals(APPROVED);
            fact.only("proposal", approved ? "approvedBy" : "reason");
            if (!approved) {
                fact.text("reason", Known.REASON_MAX);
            }
            return step(logged, fact.text("proposal", Known.POSTING),
                    approved ? fact.text("approvedBy", LoggedFact.POSTED_BY_MAX) : null, null);
        }

        private static Step step(LoggedFact logged, String id, @Nullable String said, @Nullable Proposed proposed) {
            return new Step(logged.type(), id, logged.postedBy(), said, logged.day(), proposed);
        }
    }

    /**
     * What a proposal says of itself.
     *
     * @param made the digest of what it is of
     */
    record Proposed(String digest, String made, LocalDate proposedOn, LocalDate expiresOn, int line) {

        private static Proposed of(Json.Members fact, int line) {
            fact.only("digest", "expiresOn", "proposed", "proposedBy", "proposedOn");
            return new Proposed(
                    fact.text("digest", Known.SHA_256),
                    ProposedPosting.of(fact.object("proposed")).digest(),
                    fact.date("proposedOn"),
                    fact.date("expiresOn"),
                    line);
        }
    }


    /** @throws Fault if it could not have been done then, or not by who did it */
    void take(Step step) {
        Fault.require(step.said == null || step.said.equals(step.by), "所写的人与记录人不符", "says another name than its envelope");
        Proposed proposed = step.proposed;
        if (proposed != null) {
            propose(step, proposed);
            return;
        }
        Open open = open(step.id, step.today);
        boolean isOwn = open.proposedBy.equals(step.by);
        switch (step.type) {
            case APPROVED -> {
                Fault.require(!isOwn, "提请人自行复核", "approved by who proposed it");
                Fault.require(!open.approvedBy.contains(step.by), "一人复核两次", "approved by one person twice");
                Fault.require(open.approvedBy.size() < CheckRule.CHECKERS_MAX - 1,
                        "复核多于规则所需", "approved by more than any rule needs, and not posted");
                open.approvedBy.add(step.by);
            }
            case REJECTED -> {
                Fault.require(!isOwn, "提请人自行退回", "rejected by who proposed it");
                end(step.id);
            }
            default -> {
                Fault.require(isOwn, "他人撤回提请", "withdrawn by another than who proposed it");
                end(step.id);
            }
        }
    }

    private void propose(Step step, Proposed proposed) {
        Fault.require(proposed.digest.equals(proposed.made), "提请摘要不符", "the digest of a proposal is that of another");
        Fault.require(proposed.proposedOn.equals(step.today), "提请日期不是记账日期", "proposed on another day than it is recorded");
        Fault.require(!proposed.expiresOn.isBefore(step.today) && !proposed.expiresOn.isAfter(step.today.plusDays(OPEN_DAYS_MAX)),
                "提请有效期超出范围", "open until a day that is in the past, or more than " + OPEN_DAYS_MAX + " days off");
        requireRoom(step.today);
        Open same = byDigest.get(proposed.digest);
        Fault.require(same == null || same.isExpired(step.today), "重复提请", "the same is proposed already, and open");
        Open open = new Open(proposed.digest, step.by, proposed.expiresOn, proposed.line, new ArrayList<>());
        byId.put(step.id, open);
        byDigest.put(proposed.digest, open);
    }

    /** Those that have expired are let go only where they stand in the way: one that is decided on too late is called expired. */
    private void requireRoom(LocalDate today) {
        if (byId.size() >= OPEN_MAX) {
            byId.values().removeIf(open -> open.isExpired(today));
            byDigest.values().removeIf(open -> open.isExpired(today));
        }
        Fault.require(byId.size() < OPEN_MAX, "未了结的提请过多", "proposed while " + OPEN_MAX + " proposals of the budget are open");
    }

    /**
     * Ends what a posting names.
     *
     * @throws Fault unless it was open and went by these hands
     */
    Open post(Approval approval, LocalDate today) {
        Open open = open(approval.proposal(), today);
        Fault.require(open.proposedBy.equals(approval.proposedBy()), "提请人与提请不符", "proposed by another than it says");
        Fault.require(open.approvedBy.equals(approval.before()), "复核人与复核事实不符", "its checkers are not those of the approvals, in their order");
        end(approval.proposal());
        return open;
    }

    private Open open(String id, LocalDate today) {
        Open open = byId.get(id);
        if (open == null) {
            throw new Fault("提请不存在或已了结", "of a proposal that is not there, or is over");
        }
        Fault.require(!open.isExpired(today), "提请已过期", "of a proposal that has expired");
        return open;
    }

    private void end(String id) {
        Open over = byId.remove(id);
        if (over != null) {
            byDigest.remove(over.digest, over);
        }
    }
}
