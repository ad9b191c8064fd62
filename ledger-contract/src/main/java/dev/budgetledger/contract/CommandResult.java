package dev.budgetledger.contract;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * 结果: what became of one command of many, posted in one request or through Kafka. Either {@code receipt},
 * {@code problem} or {@code dryRun} is there.
 *
 * @param line where the command stood in its request: the number of its line, or of its element, from 1; absent in Kafka
 * @param status as HTTP would have answered: 201 accepted, 200 would be, 409, 412 or 422 refused, 400 malformed
 * @param idempotencyKey the command's, if it has one
 * @param repeated true if this is the first answer to that key again
 * @param receipt of an accepted command
 * @param problem why the command was not carried out
 * @param faults of a command of a table: the same and what else is wrong with it, by row and column; else absent
 * @param signedBy the {@link ClientPublicKey#id} of the client whose signature it came with, if that verified; absent over HTTP
 * @param dryRun what a command would do that was not to be recorded; absent in Kafka
 */
public record CommandResult(
        @Nullable Long line,
        int status,
        @Nullable String idempotencyKey,
        @Nullable Boolean repeated,
        @Nullable Receipt receipt,
        @Nullable Problem problem,
        @Nullable List<Fault> faults,
        @Nullable String signedBy,
        @Nullable DryRun dryRun) {

    public CommandResult {
        faults = faults == null ? null : List.copyOf(faults);
    }

    /** Of one that is no row and that nobody signed. */
    public CommandResult(@Nullable Long line, int status, @Nullable String idempotencyKey, @Nullable Boolean repeated,
            @Nullable Receipt receipt, @Nullable Problem problem) {
        this(line, status, idempotencyKey, repeated, receipt, problem, null);
    }

    /** Of one that nobody signed. */
    public CommandResult(@Nullable Long line, int status, @Nullable String idempotencyKey, @Nullable Boolean repeated,
            @Nullable Receipt receipt, @Nullable Problem problem, @Nullable List<Fault> faults) {
        this(line, status, idempotencyKey, repeated, receipt, problem, faults, null, null);
    }

    /** Canonical JSON, RFC 8785. */
    public byte[] bytes() {
        return problem == null && faults == null && signedBy == null && dryRun == null
                ? new CanonicalWriter().recorded(this).bytes()
                : ContractJson.write(this);
    }

    /** The same of one that came with the signature of a key. */
    public CommandResult by(@Nullable String keyId) {
        return keyId == null ? this : new CommandResult(line, status, idempotencyKey, repeated, receipt, problem, faults, keyId, dryRun);
    }

    /**
     * Why a command was not carried out.
     *
     * @param code stable
     * @param field what in the command it is about
     * @param detail one sentence for a person
     */
    public record Problem(String code, String field, String detail) {}

    /**
     * What is wrong in a row of a table.
     *
     * @param line number of the row, as who wrote the table sees it, from 1
     * @param column its header as it was written; absent if the fault is in none
     * @param code stable
     * @param field what in the command it is about
     * @param detail one sentence for a person
     */
    public record Fault(long line, @Nullable String column, String code, String field, String detail) {}
}
