package dev.budgetledger.contract;

/** Kafka topics and the headers of their records (CloudEvents 1.0, binary mode). */
public final class Topics {

    /** Envelopes, keyed by stream, and a {@link Watermark} to every partition; kept without limit. */
    public static final String FACTS = "budget.facts.v1";

    /** {@link Watermark}s of an idle log, so that readers know that nothing has happened; one partition, kept a day. */
    public static final String WATERMARKS = "budget.watermarks.v1";

    /** Commands as JSON, keyed by their idempotency key; see {@link CommandResult} for the answers. */
    public static final String COMMANDS = "budget.commands.v1";

    /** A {@link CommandResult} for every command of {@link #COMMANDS}, with the key of the command. */
    public static final String COMMAND_RESULTS = "budget.command-results.v1";

    /** What came on {@link #COMMANDS} and is no command: its key, value and headers as they came, and the reason. */
    public static final String COMMAND_DEAD_LETTERS = "budget.commands.dead-letters.v1";

    /** A {@link RecordedRead} for every read that was answered or refused, where reads are recorded. */
    public static final String READS = "budget.reads.v1";

    public static final String CE_SPEC_VERSION = "ce_specversion";
    public static final String CE_ID = "ce_id";
    public static final String CE_SOURCE = "ce_source";
    public static final String CE_TYPE = "ce_type";
    public static final String CE_TIME = "ce_time";
    public static final String CE_SUBJECT = "ce_subject";

    /** Which schema the value has: {@link #SCHEMA_PREFIX} and what the schema calls itself. */
    public static final String CE_DATA_SCHEMA = "ce_dataschema";

    /** Extensions, which hold letters and digits only: what {@link #LEDGER_POSITION} and {@link #STREAM_SEQUENCE} say. */
    public static final String CE_LEDGER_POSITION = "ce_ledgerposition";

    public static final String CE_STREAM_SEQUENCE = "ce_streamsequence";
    public static final String CONTENT_TYPE = "content-type";
    public static final String LEDGER_POSITION = "ledger-position";
    public static final String RECORDED_AT = "recorded-at";
    public static final String STREAM_SEQUENCE = "stream-sequence";

    /** For whose work a fact was recorded (W3C Trace Context), where traces are wanted and it is known. */
    public static final String TRACE_PARENT = "traceparent";

    /** {@link CommandSignature} of a record of {@link #COMMANDS}. */
    public static final String COMMAND_SIGNATURE = "command-signature";

    /** Why a record became a dead letter: code, field and sentence as of a {@link CommandResult.Problem}. */
    public static final String REASON_CODE = "reason-code";
    public static final String REASON_FIELD = "reason-field";
    public static final String REASON_DETAIL = "reason-detail";

    /** Where a dead letter came from. */
    public static final String ORIGIN_TOPIC = "origin-topic";
    public static final String ORIGIN_PARTITION = "origin-partition";
    public static final String ORIGIN_OFFSET = "origin-offset";

    /** {@link #CE_TYPE} of a fact is this and its {@link FactTypes name}. */
    public static final String FACT_TYPE_PREFIX = "dev.budgetledger.";

    /** {@link #CE_TYPE} of a {@link Watermark}. */
    public static final String WATERMARK_TYPE = "dev.budgetledger.Watermark";

    /** {@link #CE_TYPE} of a {@link CommandResult}. */
    public static final String RESULT_TYPE = "dev.budgetledger.CommandResult";

    /** {@link #CE_TYPE} of a {@link RecordedRead}. */
    public static final String READ_TYPE = "dev.budgetledger.RecordedRead";

    /** How schemas call themselves, before folder and name. */
    public static final String SCHEMA_PREFIX = "urn:budget-ledger:schema:";

    private Topics() {}
}
