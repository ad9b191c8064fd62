package dev.budgetledger.projection.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.PlainText;

/** A request that has no answer, and why. The codes are stable. */
public final class RequestProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final @Nullable String field;

    private RequestProblem(HttpStatus status, String code, @Nullable String field, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    /** 400: a parameter or a part of the address cannot be read. */
    public static RequestProblem invalid(String field, String what) {
        return new RequestProblem(HttpStatus.BAD_REQUEST, "INVALID_PARAMETER", field, field + " " + what);
    }

    /** 400: a parameter that this address does not have. */
    public static RequestProblem unknownParameter(String field, List<String> known) {
        String detail = "no parameter is called " + PlainText.quoted(field) + "; known here: " + String.join(", ", known);
        return new RequestProblem(HttpStatus.BAD_REQUEST, "UNKNOWN_PARAMETER", field, detail);
    }

    /** 404: there is no such table. */
    public static RequestProblem tableUnknown(String field, String id) {
        return new RequestProblem(HttpStatus.NOT_FOUND, "TABLE_UNKNOWN", field, "no table is called " + PlainText.quoted(id));
    }

    /** 404: the budget was not open at the as-of point. */
    public static RequestProblem budgetUnknown(BudgetId id) {
        String detail = "the budget " + id.stream() + " was not open at the point asked for";
        return new RequestProblem(HttpStatus.NOT_FOUND, "BUDGET_UNKNOWN", null, detail);
    }

    /** 404: the budget was not published so often. */
    public static RequestProblem publicationUnknown(BudgetId id, String number) {
        return new RequestProblem(HttpStatus.NOT_FOUND, "PUBLICATION_UNKNOWN", "number",
                "the budget " + id.stream() + " has no publication " + PlainText.quoted(number));
    }

    /** 503: as many of these are under way as are made at once. */
    public static RequestProblem tooManyAtOnce() {
        return new RequestProblem(HttpStatus.SERVICE_UNAVAILABLE, "TOO_MANY_AT_ONCE", null,
                "as many of these are under way as are made at once; ask again in a few seconds");
    }

    /** 503: nothing is known of a command that was sent to the ledger, or could not be. */
    public static RequestProblem ledgerAway() {
        return new RequestProblem(HttpStatus.SERVICE_UNAVAILABLE, "LEDGER_AWAY", null,
                "the ledger did not answer in time and may still record it; ask again with the same Idempotency-Key");
    }

    /** What the ledger says of a command, with its status and its code. */
    public static RequestProblem ofLedger(int status, String code, String field, String detail) {
        HttpStatus known = HttpStatus.resolve(status);
        return new RequestProblem(
                known == null ? HttpStatus.BAD_GATEWAY : known, code, field.isEmpty() ? null : field, detail);
    }

    /** 400: a body that is not what it is said to be. */
    public static RequestProblem bodyInvalid(String detail) {
        return new RequestProblem(HttpStatus.BAD_REQUEST, "BODY_INVALID", "body", detail);
    }

    /** 413: more than is read. */
    public static RequestProblem bodyTooLarge(String field, String detail) {
        return new RequestProblem(HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", field, detail);
    }

    /** 422: a file of the body that has no place in it. */
    public static RequestProblem fileUnknown(String file, String detail) {
        return new RequestProblem(HttpStatus.UNPROCESSABLE_CONTENT, "FILE_UNKNOWN", file, detail);
    }

    /** 422: a file of the body that cannot be read. */
    public static RequestProblem fileInvalid(String file, String detail) {
        return new RequestProblem(HttpStatus.UNPROCESSABLE_CONTENT, "FILE_INVALID", file, PlainText.quoted(file) + ": " + detail);
    }

    /** 404: the table has no such row or column at the as-of point. */
    public static RequestProblem cellUnknown(String field, String table, String text) {
        return new RequestProblem(
                HttpStatus.NOT_FOUND, "CELL_UNKNOWN", field, "the table " + table + " has no " + field + " " + PlainText.quoted(text));
    }

    /** 422: the cell holds words, and no entries are behind them. */
    public static RequestProblem notAnAmount(String column) {
        return new RequestProblem(
                HttpStatus.UNPROCESSABLE_CONTENT, "NOT_AN_AMOUNT", "column", column + " is a column of words");
    }

    /** 503: what signed a checkpoint is not known here, so nothing can be handed out to verify it with. */
    public static RequestProblem verifierKeyUnknown(long size) {
        String detail = "projection.log.verifier-key is not set to the key that signed the checkpoint of size " + size;
        return new RequestProblem(HttpStatus.SERVICE_UNAVAILABLE, "VERIFIER_KEY_UNKNOWN", null, detail);
    }

    /** 404: no such replay is known. */
    public static RequestProblem replayUnknown(String id) {
        return new RequestProblem(HttpStatus.NOT_FOUND, "REPLAY_UNKNOWN", "id", "no replay is called " + PlainText.quoted(id));
    }

    /** 409: a replay is running, here or in another instance. */
    public static RequestProblem replayRunning(String detail) {
        return new RequestProblem(HttpStatus.CONFLICT, "REPLAY_RUNNING", null, detail);
    }

    /** 409: the intake does not stand before that record. */
    public static RequestProblem nothingToAcknowledge(String field, String detail) {
        return new RequestProblem(HttpStatus.CONFLICT, "NOTHING_TO_ACKNOWLEDGE", field, detail);
    }

    /** 409: it is another record than the one that was looked at. */
    public static RequestProblem digestDiffers(String record, String digest) {
        return new RequestProblem(
                HttpStatus.CONFLICT, "DIGEST_DIFFERS", "digest", "the digest of " + record + " is " + digest);
    }

    /** 409: without the record the log would have a gap. */
    public static RequestProblem recordOfTheLog(String detail) {
        return new RequestProblem(HttpStatus.CONFLICT, "RECORD_OF_THE_LOG", "offset", detail);
    }

    Problem problem() {
        return Problem.of(status, code, field, getMessage());
    }
}
