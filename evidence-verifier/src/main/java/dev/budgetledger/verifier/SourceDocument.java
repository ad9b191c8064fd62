package dev.budgetledger.verifier;

/** 文件: what authorises a fact. */
final class SourceDocument {

    private SourceDocument() {}

    /** @throws Fault if a text of it is missing or longer than it can be */
    static void require(Json.Members fact) {
        fact.text("documentNo", Known.DOCUMENT_MAX);
        fact.textIfAny("superiorDocumentNo", Known.DOCUMENT_MAX);
        fact.text("reason", Known.REASON_MAX);
    }
}
