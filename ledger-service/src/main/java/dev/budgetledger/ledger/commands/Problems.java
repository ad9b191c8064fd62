package dev.budgetledger.ledger.commands;

import org.springframework.http.HttpStatus;

import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.ledger.budget.Refusal;

/** Refusals as problems of HTTP. */
public final class Problems {

    private Problems() {}

    static HttpStatus status(Refusal refusal) {
        return switch (refusal.code().nature()) {
            case SENDER -> HttpStatus.FORBIDDEN;
            case CONFLICT -> HttpStatus.CONFLICT;
            case PRECONDITION -> HttpStatus.PRECONDITION_FAILED;
            case CONTENT -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }

    public static Problem of(Refusal refusal) {
        return Problem.of(status(refusal).value(), refusal.code().name(), refusal.field(), refusal.detail());
    }
}
