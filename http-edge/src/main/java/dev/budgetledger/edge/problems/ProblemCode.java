package dev.budgetledger.edge.problems;

/**
 * Why a request is not answered as asked, refusals of the budget's rules apart; the names are stable. What HTTP itself has a
 * status for has that status's name. Each has its heading in {@code docs/reference/problems.md} or {@code malformed.md}.
 */
public enum ProblemCode {
    /** The body is not JSON of the expected shape. */
    MALFORMED_JSON(400),
    /** A table of postings is not CSV with the documented header. */
    MALFORMED_CSV(400),
    /** A field that the request does not have. */
    UNKNOWN_FIELD(400),
    /** A parameter that the address does not have. */
    UNKNOWN_PARAMETER(400),
    /** A required field is absent, null or blank. */
    FIELD_MISSING(400),
    /** What would be posted has no idempotency key. */
    IDEMPOTENCY_KEY_REQUIRED(400),
    /** A field, parameter or header cannot be read: not a date, not one of the names, too long. */
    FIELD_INVALID(400),
    /** An amount is not a decimal string of yuan. */
    AMOUNT_INVALID(400),
    /** An amount has more than two decimals: there is nothing smaller than a fen. */
    AMOUNT_TOO_PRECISE(400),
    /** The body is larger than what one request may have. */
    BODY_TOO_LARGE(413),
    /** More commands than can be recorded all or none. */
    BATCH_TOO_LARGE(413),
    /** A body that is no JSON is not what it is said to be: no zip, damaged, without files. */
    BODY_INVALID(400),
    /** The address has another spelling. */
    PATH_NOT_CANONICAL(400),
    /** Nobody has said who asks, or what was said proves nothing. */
    UNAUTHORIZED(401),
    /** A command on Kafka has no signature, and has to have one. */
    SIGNATURE_REQUIRED(401),
    /** A command on Kafka has a signature that cannot be read, is for something else, or does not verify. */
    SIGNATURE_INVALID(401),
    /** A command on Kafka is signed with a key that is not registered. */
    SIGNATURE_KEY_UNKNOWN(401),
    /** None of the roles of who asks may use the address. */
    FORBIDDEN(403),
    /** It is of a department or a year that who asks may not write to. */
    NOT_GRANTED(403),
    /** Who asks has made as many requests as he may for now. */
    TOO_MANY_REQUESTS(429),
    /** {@code Host} is no name of this service. */
    HOST_NOT_ALLOWED(421),
    /** It is of a department of another shard. */
    MISDIRECTED(421),
    HTTP_VERSION_NOT_SUPPORTED(505),
    NOT_FOUND(404),
    /** The budget is not open, or was not at the point asked for. */
    BUDGET_NOT_OPEN(404),
    FORM_UNKNOWN(404),
    TABLE_UNKNOWN(404),
    CELL_UNKNOWN(404),
    PUBLICATION_UNKNOWN(404),
    POSTING_UNKNOWN(404),
    PROPOSAL_UNKNOWN(404),
    DEPARTMENT_UNKNOWN(404),
    UNIT_HAS_NO_LINES(404),
    /** An explanation that the form requires is not there. */
    EXPLANATION_MISSING(409),
    REPLAY_UNKNOWN(404),
    REPLAY_RUNNING(409),
    /** The intake does not stand before that record. */
    NOTHING_TO_ACKNOWLEDGE(409),
    /** It is another record than the one that was looked at. */
    DIGEST_DIFFERS(409),
    /** Without the record the log would have a gap. */
    RECORD_OF_THE_LOG(409),
    /** The cell holds words. */
    NOT_AN_AMOUNT(422),
    /** A file of an archive that has no place in it. */
    FILE_UNKNOWN(422),
    /** A file of an archive that cannot be read. */
    FILE_INVALID(422),
    TOO_MANY_AT_ONCE(503),
    TOO_MANY_CONNECTIONS(503),
    LEDGER_UNAVAILABLE(503),
    LEDGER_BUSY(503),
    OUTCOME_UNKNOWN(503),
    CLOCK_IMPLAUSIBLE(503),
    /** There are two histories; asking again does not help. */
    HISTORY_CONTRADICTED(503),
    SIGNING_UNAVAILABLE(503),
    STORAGE_LOW(503),
    NOT_CAUGHT_UP(503),
    /** What signed a checkpoint is not known here. */
    VERIFIER_KEY_UNKNOWN(503),
    /** Kafka did not take the record of who reads. */
    READ_NOT_RECORDED(503),
    SERVICE_UNAVAILABLE(503),
    INTERNAL_ERROR(500);

    private final int status;

    ProblemCode(int status) {
        this.status = status;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }
}
