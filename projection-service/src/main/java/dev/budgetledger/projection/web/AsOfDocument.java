package dev.budgetledger.projection.web;

import java.time.Instant;
import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.budgetledger.edge.reads.PointsRead;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Lag;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;

/**
 * What an answer is as of. Asking again with the first three gives the same bytes; only the checkpoint may be null at first
 * and come later, and the lag is of the moment of asking.
 */
@JsonPropertyOrder({"effectiveOn", "recordedAsOf", "position", "checkpoint", "lag"})
public record AsOfDocument(
        LocalDate effectiveOn,
        Instant recordedAsOf,
        long position,
        @Nullable CheckpointDocument checkpoint,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LagDocument lag) {

    /** Only in an answer for now that is behind the log. */
    @JsonPropertyOrder({"facts", "seconds", "stopped"})
    public record LagDocument(long facts, long seconds, boolean stopped) {

        static @Nullable LagDocument of(@Nullable Lag lag) {
            return lag == null ? null : new LagDocument(lag.facts(), lag.seconds(), lag.stopped());
        }

        /** A dictionary of RFC 9651. */
        String field() {
            return "facts=" + facts + ", seconds=" + seconds + (stopped ? ", stopped" : "");
        }
    }

    private static final String LAG = "Ledger-Lag";

    /** A head of the log that the ledger signed and that agrees with what was received: over this and what came before. */
    @JsonPropertyOrder({"size", "rootHash"})
    public record CheckpointDocument(long size, String rootHash) {}

    /** Of an answer to the request that this thread answers, whose record says it too. */
    public static AsOfDocument of(AsOf asOf) {
        PointsRead.note(asOf.effectiveOn(), asOf.recordedAsOf(), asOf.position());
        VerifiedCheckpoint verified = asOf.checkpoint();
        CheckpointDocument checkpoint =
                verified == null ? null : new CheckpointDocument(verified.size(), verified.root().base64());
        return new AsOfDocument(
                asOf.effectiveOn(), asOf.recordedAsOf(), asOf.position(), checkpoint, LagDocument.of(asOf.lag()));
    }

    /** The same point in an address, as its first parameters. */
    public String inAddress() {
        return "?effectiveOn=" + effectiveOn + "&recordedAsOf=" + recordedAsOf + "&position=" + position;
    }

    /** The same as headers, for answers that are not JSON. */
    public HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Effective-On", effectiveOn.toString());
        headers.set("Recorded-As-Of", recordedAsOf.toString());
        headers.set("Ledger-Position", Long.toString(position));
        if (checkpoint != null) {
            headers.set("Checkpoint", checkpoint.size() + " " + checkpoint.rootHash());
        }
        if (lag != null) {
            headers.set(LAG, lag.field());
        }
        return headers;
    }
}
