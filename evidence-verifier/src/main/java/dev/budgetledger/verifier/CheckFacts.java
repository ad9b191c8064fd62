package dev.budgetledger.verifier;

/** 复核: rules of checking and proposals, which move no money. Only their shape is looked at. */
final class CheckFacts {

    private CheckFacts() {}

    /** @throws Fault if one is not written as it must be */
    static void require(LoggedFact logged) {
        Json.Members fact = logged.fact();
        switch (logged.type()) {
            case "RulesAdopted" -> {
                SourceDocument.require(fact.only("documentNo", "effectiveOn", "reason", "rules"));
                fact.date("effectiveOn");
                fact.objects("rules", Known.RULES_MAX).forEach(rule ->
                        rule.only("across?", "checkers", "from?", "funds?", "kinds?", "operations", "percent?"));
            }
            case "PostingProposed" -> {
                fact.only("digest", "expiresOn", "proposed", "proposedBy", "proposedOn");
                fact.date("expiresOn");
                fact.date("proposedOn");
                SourceDocument.require(fact.object("proposed"));
            }
            case "ProposalApproved" -> fact.only("approvedBy", "proposal").text("proposal", Known.POSTING);
            default -> fact.only("proposal", "reason").text("proposal", Known.POSTING);
        }
    }

    static void approval(Json.Members approval) {
        approval.only("approvedBy", "proposal", "proposedBy").text("proposal", Known.POSTING);
    }
}
