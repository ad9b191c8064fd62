package dev.budgetledger.ledger.intake;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;

import dev.budgetledger.ledger.budget.Refusal;

/** Refusals and malformed requests as RFC 9457 problems: {@code code} and {@code field} besides the standard members. */
final class Problems {

    private Problems() {}

    static ProblemDetail of(Refusal refusal) {
        HttpStatus status = switch (refusal.code().nature()) {
            case CONFLICT -> HttpStatus.CONFLICT;
            case PRECONDITION -> HttpStatus.PRECONDITION_FAILED;
            case CONTENT -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        return problem(status, refusal.code().name(), refusal.field(), refusal.detail());
    }

    static ProblemDetail of(MalformedRequestException malformed) {
        HttpStatus status = malformed.code() == MalformedRequestException.Code.BODY_TOO_LARGE
                ? HttpStatus.CONTENT_TOO_LARGE
                : HttpStatus.BAD_REQUEST;
        return problem(status, malformed.code().name(), malformed.field(), String.valueOf(malformed.getMessage()));
    }

    static ProblemDetail problem(HttpStatusCode status, String code, String field, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        problem.setProperty("field", field);
        return problem;
    }

    /** Where in a body Jackson stopped: {@code lines[0].fund}. */
    static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
