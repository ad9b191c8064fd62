package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * 复核: by whose hands a posting says that it went.
 *
 * @param proposal the id of what was proposed, which for one half of a posting stands in the stream of the other
 * @param approvedBy in their order, the last of whom posted it
 */
record Approval(String proposal, String proposedBy, List<String> approvedBy) {

    /** @throws Fault if it is not written as it must be */
    static Approval of(Json.Members approval) {
        approval.only("approvedBy", "proposal", "proposedBy");
        List<String> approvedBy = approval.texts("approvedBy");
        Fault.require(!approvedBy.isEmpty() && approvedBy.size() <= CheckRule.CHECKERS_MAX,
                "复核人数有误", "it is not approved by 1 to " + CheckRule.CHECKERS_MAX);
        approvedBy.forEach(name -> Fault.require(name.codePointCount(0, name.length()) <= LoggedFact.POSTED_BY_MAX,
                "字段 approvedBy 过长", "field approvedBy is longer than " + LoggedFact.POSTED_BY_MAX + " characters"));
        return new Approval(
                approval.text("proposal", Known.POSTING), approval.text("proposedBy", LoggedFact.POSTED_BY_MAX), List.copyOf(approvedBy));
    }

    /** Whether what is approved was proposed in a stream. */
    boolean isIn(String stream) {
        return proposal.startsWith(stream + "-");
    }

    /** Who approved before the last, who posted it. */
    List<String> before() {
        return approvedBy.subList(0, approvedBy.size() - 1);
    }

    /** Whether nobody had a hand in it twice. */
    boolean isOfDifferentPeople() {
        List<String> all = new ArrayList<>(approvedBy);
        all.add(proposedBy);
        return new HashSet<>(all).size() == all.size();
    }
}
