package dev.budgetledger.ledger.intake;

/** A request that says nothing the ledger could decide on. Answered 400 (413 for a body that is too large). */
final class MalformedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong; the names are stable. */
    enum Code {
        /** The body is not JSON of the expected shape. */
        MALFORMED_JSON,
        /** A field that the request does not have. */
        UNKNOWN_FIELD,
        /** A required field is absent, null or blank. */
        FIELD_MISSING,
        /** A field cannot be read: not a date, not one of the names, too long. */
        FIELD_INVALID,
        /** An amount is not a decimal string of yuan. */
        AMOUNT_INVALID,
        /** An amount has more than two decimals: there is nothing smaller than a fen. */
        AMOUNT_TOO_PRECISE,
        /** The body is larger than the ledger takes in one request. */
        BODY_TOO_LARGE
    }

    private final Code code;
    private final String field;

    MalformedRequestException(Code code, String field, String detail) {
        super(detail);
        this.code = code;
        this.field = field;
    }

    Code code() {
        return code;
    }

    String field() {
        return field;
    }
}
