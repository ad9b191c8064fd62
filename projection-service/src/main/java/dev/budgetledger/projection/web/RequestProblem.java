package dev.budgetledger.projection.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.HistoryContradictedException;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.entries.ProposedOutOfRangeException;

/** What several addresses answer instead of what they were asked for. */
public final class RequestProblem {

    private static final Logger LOGGER = LoggerFactory.getLogger(RequestProblem.class);

    private static final int SLOTS_NAMED_MAX = 20;

    private RequestProblem() {}

    /** The problem that a fault is answered by, null for a fault of the program. */
    public static @Nullable ProblemException known(Throwable fault) {
        return switch (fault) {
            case NotCaughtUpException e -> new ProblemException(ProblemCode.NOT_CAUGHT_UP, "", String.valueOf(e.getMessage()));
            case HistoryContradictedException e ->
                new ProblemException(ProblemCode.HISTORY_CONTRADICTED, "", String.valueOf(e.getMessage()));
            case ProposedOutOfRangeException e -> ProblemException.invalid("proposed", String.valueOf(e.getMessage()));
            case DataAccessResourceFailureException _ -> databaseUnavailable(fault);
            case TransientDataAccessException _ -> databaseUnavailable(fault);
            default -> null;
        };
    }

    private static ProblemException databaseUnavailable(Throwable fault) {
        LOGGER.warn("a request was not answered: {}", fault.getMessage());
        return new ProblemException(ProblemCode.SERVICE_UNAVAILABLE, "", "the database does not answer");
    }

    /** There is no such table. */
    public static ProblemException tableUnknown(String field, String id) {
        return new ProblemException(ProblemCode.TABLE_UNKNOWN, field, "no table is called " + PlainText.quoted(id));
    }

    /** There is no such form of tables. */
    public static ProblemException formUnknown(String id) {
        return new ProblemException(ProblemCode.FORM_UNKNOWN, "form", "no form is called " + PlainText.quoted(id));
    }

    /** The budget was not open at the as-of point. */
    public static ProblemException budgetNotOpen(BudgetId id) {
        return new ProblemException(ProblemCode.BUDGET_NOT_OPEN, "",
                "the budget " + id.stream() + " was not open at the point asked for");
    }

    /** The budget has no money of the unit that was asked for, and never had any. */
    public static ProblemException unitUnknown(BudgetId id, String code) {
        return new ProblemException(ProblemCode.UNIT_HAS_NO_LINES, "unit",
                "the budget " + id.stream() + " has no line of unit " + PlainText.quoted(code));
    }

    /** The budget has no publication of the number that was asked for. */
    public static ProblemException publicationUnknown(BudgetId id, String number) {
        return new ProblemException(ProblemCode.PUBLICATION_UNKNOWN, "number",
                "the budget " + id.stream() + " has no publication " + PlainText.quoted(number));
    }

    /** The budget has no posting of the number that was asked for. */
    public static ProblemException postingUnknown(BudgetId id, String number) {
        return new ProblemException(ProblemCode.POSTING_UNKNOWN, "number",
                "the budget " + id.stream() + " has no posting " + PlainText.quoted(number));
    }

    /** The budget has no proposal of the number that was asked for. */
    public static ProblemException proposalUnknown(BudgetId id, String number) {
        return new ProblemException(ProblemCode.PROPOSAL_UNKNOWN, "number",
                "the budget " + id.stream() + " has no proposal " + PlainText.quoted(number));
    }

    /** No budget of the department was open at the point asked for. */
    public static ProblemException departmentUnknown(String code) {
        return new ProblemException(ProblemCode.DEPARTMENT_UNKNOWN, "department", "no budget of department " + PlainText.quoted(code) + " is known");
    }

    /** What a form requires of authors is not all there. */
    public static ProblemException explanationsMissing(String form, List<String> slots) {
        String more = slots.size() > SLOTS_NAMED_MAX ? " and " + (slots.size() - SLOTS_NAMED_MAX) + " more" : "";
        return new ProblemException(ProblemCode.EXPLANATION_MISSING, "position", "the form " + form + " requires explanations that were not there: "
                + String.join(", ", slots.subList(0, Math.min(slots.size(), SLOTS_NAMED_MAX))) + more);
    }

    /** The table has no such row or column at the as-of point. */
    public static ProblemException cellUnknown(String field, String table, String text) {
        return new ProblemException(ProblemCode.CELL_UNKNOWN, field,
                "the table " + table + " has no " + field + " " + PlainText.quoted(text));
    }

    /** A file of the body cannot be read. */
    public static ProblemException fileInvalid(String file, String detail) {
        return new ProblemException(ProblemCode.FILE_INVALID, file, PlainText.quoted(file) + ": " + detail);
    }
}
