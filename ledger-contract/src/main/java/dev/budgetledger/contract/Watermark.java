package dev.budgetledger.contract;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * The closed timestamp of the log: it held {@code position} facts when its clock stood at {@code knownAt}, so no later
 * position carries a {@code recordedAt} at or before {@code knownAt}.
 *
 * <p>In a partition of {@link Topics#FACTS} it says besides that every fact of that partition up to the position has
 * gone before.
 *
 * @param checkpoint the signed {@link dev.budgetledger.contract.merkle.Checkpoint} of the log at this position, as a
 *     note; not every watermark has one
 */
public record Watermark(
        long position,
        @JsonFormat(pattern = Envelope.INSTANT_PATTERN, timezone = "UTC") Instant knownAt,
        @Nullable String checkpoint) {

    /** Without a checkpoint. */
    public Watermark(long position, Instant knownAt) {
        this(position, knownAt, null);
    }

    public byte[] bytes() {
        return ContractJson.write(this);
    }

    public static Watermark parse(byte[] bytes) {
        return ContractJson.read(bytes, Watermark.class);
    }
}
