package dev.budgetledger.contract;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;

/**
 * 回执: the answer to an accepted command.
 *
 * @param postingId names the posting (or other fact) for ever, {@code 301-2023-17}
 * @param position its place in the log
 * @param recordedAt 记账时间
 * @param leafHash the RFC 9162 leaf hash of the envelope, base64
 * @param streamSequence its place in its stream; what {@code If-Match} names
 * @param counterpart the posting in another budget that the same command recorded in the same commit
 */
public record Receipt(
        String postingId,
        long position,
        @JsonFormat(pattern = Envelope.INSTANT_PATTERN, timezone = "UTC") Instant recordedAt,
        String leafHash,
        long streamSequence,
        @Nullable Receipt counterpart) {

    /** The canonical bytes, RFC 8785, of an object that has it alone. */
    public byte[] bytesWithin(String field) {
        return new CanonicalWriter().open().key(field).receipt(this).close().bytes();
    }
}
