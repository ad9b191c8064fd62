package dev.budgetledger.ledger.commands;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

import dev.budgetledger.ledger.budget.Refusal;

/**
 * Refusals and malformed requests as RFC 9457 problems: {@code code} and {@code field} besides the standard members, and
 * {@code line} where one command of many is the reason.
 */
public final class Problems {

    private Problems() {}

    static HttpStatus status(Refusal refusal) {
        return switch (refusal.code().nature()) {
            case CONFLICT -> HttpStatus.CONFLICT;
            case PRECONDITION -> HttpStatus.PRECONDITION_FAILED;
            case CONTENT -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    static HttpStatus status(MalformedRequestException malformed) {
        return switch (malformed.code()) {
            case BODY_TOO_LARGE, BATCH_TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case MALFORMED_JSON, MALFORMED_CSV, UNKNOWN_FIELD, UNKNOWN_PARAMETER, FIELD_MISSING, IDEMPOTENCY_KEY_REQUIRED,
                    FIELD_INVALID, AMOUNT_INVALID, AMOUNT_TOO_PRECISE -> HttpStatus.BAD_REQUEST;
        };
    }

    /** One of several commands that were to be recorded all or none is refused. */
    public static ProblemDetail of(Refusal refusal, long line) {
        ProblemDetail problem = of(refusal);
        problem.setProperty("line", line);
        return problem;
    }

    static ProblemDetail of(Refusal refusal) {
        return problem(status(refusal), refusal.code().name(), refusal.field(), refusal.detail());
    }

    static ProblemDetail of(MalformedRequestException malformed) {
        ProblemDetail problem =
                problem(status(malformed), malformed.code().name(), malformed.field(), malformed.detail());
        if (malformed.line() != null) {
            problem.setProperty("line", malformed.line());
        }
        return problem;
    }

    static ProblemDetail problem(HttpStatusCode status, String code, String field, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        problem.setProperty("field", field);
        return problem;
    }
}
