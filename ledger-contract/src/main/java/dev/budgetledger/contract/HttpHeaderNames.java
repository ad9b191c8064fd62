package dev.budgetledger.contract;

/** What headers of HTTP say about a command. */
public final class HttpHeaderNames {

    /** The caller's name for the request (draft-ietf-httpapi-idempotency-key-header). */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Of an answer: whether it had been given to the key before. */
    public static final String IDEMPOTENCY_REPLAYED = "Idempotency-Replayed";

    /** 经办: who posts. */
    public static final String POSTED_BY = "Posted-By";

    /** The stream sequence that must be the last one (RFC 9110 13.1.1). */
    public static final String IF_MATCH = "If-Match";

    private HttpHeaderNames() {}
}
