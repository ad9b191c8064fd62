package dev.budgetledger.ledger.commands.sheets;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/** What a workbook is told that cannot be read. */
final class WorkbookFault {

    private WorkbookFault() {}

    static ProblemException invalid(String detail) {
        return new ProblemException(ProblemCode.BODY_INVALID, "body", detail);
    }

    static ProblemException damaged(String part) {
        return invalid("the workbook is damaged: " + part);
    }

    static ProblemException tooLarge(String detail) {
        return new ProblemException(ProblemCode.BODY_TOO_LARGE, "body", detail);
    }
}
