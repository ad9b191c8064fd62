package dev.budgetledger.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * 查阅记录: who read what, as of what, and what he was answered; a record of {@link Topics#READS}. It has nothing of what was answered,
 * and no header of the request.
 *
 * @param service {@code ledger} or {@code projection}
 * @param who the proven name, as {@code postedBy} of facts has it; null if nobody said who he is
 * @param operation the address with names for its variables; null if the request was refused before it was known
 * @param address as it was sent, at most {@link #ADDRESS_CHARS_MAX} characters of it
 * @param variables of the operation, as the address has them
 * @param query as it was sent, at most {@link #QUERY_CHARS_MAX} characters of it; null if there was none, or the request was refused:
 *     what was not understood may be anything, a token by mistake
 * @param cut whether address or query were longer
 * @param asOf which points the answer is of; null where it is of none
 * @param status as HTTP has it
 * @param bytes of the answer, null where that was not known when it began
 * @param at by the clock of the service, when the answer was about to begin
 * @param trace of W3C Trace Context, null where there is none
 * @param unrecorded how many reads this instance had answered without a record since the last one
 */
public record RecordedRead(
        String service,
        @Nullable String who,
        String method,
        @Nullable String operation,
        String address,
        @Nullable List<Variable> variables,
        @Nullable String query,
        boolean cut,
        @Nullable List<PointRead> asOf,
        int status,
        @Nullable Long bytes,
        @JsonFormat(pattern = Envelope.INSTANT_PATTERN, timezone = "UTC") Instant at,
        @Nullable String trace,
        long unrecorded) {

    public static final int ADDRESS_CHARS_MAX = 500;
    public static final int QUERY_CHARS_MAX = 1000;

    public RecordedRead {
        variables = variables == null ? null : List.copyOf(variables);
        asOf = asOf == null ? null : List.copyOf(asOf);
    }

    /** A part of an address that an operation has a name for. */
    public record Variable(String name, String value) {}

    /**
     * 时点 of an answer.
     *
     * @param effectiveOn 业务日期
     * @param recordedAsOf 记账时间
     * @param position the last position of the log that was known
     */
    public record PointRead(
            LocalDate effectiveOn,
            @JsonFormat(pattern = Envelope.INSTANT_PATTERN, timezone = "UTC") Instant recordedAsOf,
            long position) {}
}
