package dev.budgetledger.ledger.commands;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.PlainText;

/**
 * A request that says nothing the ledger could decide on. Answered 400 (413 for a body that is too large). What it says is
 * plain and bounded, whatever was sent.
 */
public final class MalformedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong; the names are stable. */
    public enum Code {
        /** The body is not JSON of the expected shape. */
        MALFORMED_JSON,
        /** A table of postings is not CSV with the documented header. */
        MALFORMED_CSV,
        /** A field that the request does not have. */
        UNKNOWN_FIELD,
        /** A parameter that the address does not have. */
        UNKNOWN_PARAMETER,
        /** A required field is absent, null or blank. */
        FIELD_MISSING,
        /** What would be posted has no idempotency key. */
        IDEMPOTENCY_KEY_REQUIRED,
        /** A field cannot be read: not a date, not one of the names, too long. */
        FIELD_INVALID,
        /** An amount is not a decimal string of yuan. */
        AMOUNT_INVALID,
        /** An amount has more than two decimals: there is nothing smaller than a fen. */
        AMOUNT_TOO_PRECISE,
        /** The body is larger than the ledger takes in one request. */
        BODY_TOO_LARGE,
        /** More commands than can be recorded all or none. */
        BATCH_TOO_LARGE
    }

    private final Code code;
    private final String field;
    private final @Nullable Long line;

    public MalformedRequestException(Code code, String field, String detail) {
        this(code, field, detail, null);
    }

    private MalformedRequestException(Code code, String field, String detail, @Nullable Long line) {
        super(PlainText.sentence(detail));
        this.code = code;
        this.field = PlainText.quoted(field);
        this.line = line;
    }

    /** The same of one command of many. */
    public MalformedRequestException at(long number) {
        return new MalformedRequestException(code, field, detail(), number);
    }

    public Code code() {
        return code;
    }

    /** What in the request it is about. */
    public String field() {
        return field;
    }

    /** Which command of many it is about: the number of its line, or of its element, from 1. */
    public @Nullable Long line() {
        return line;
    }

    /** One sentence for a person. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
