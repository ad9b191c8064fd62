package dev.budgetledger.projection.intake;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * 确认 as it is kept, and as HTTP shows it.
 *
 * @param offset of the first record
 * @param through of the last
 * @param digest of the first record
 * @param stoppedFor why the intake did not apply the first record
 */
@JsonPropertyOrder({
    "number", "topic", "partition", "offset", "through", "digest", "stoppedFor", "reason", "acknowledgedBy", "acknowledgedAt"
})
public record AcknowledgementDocument(
        long number,
        String topic,
        int partition,
        long offset,
        long through,
        String digest,
        String stoppedFor,
        String reason,
        String acknowledgedBy,
        Instant acknowledgedAt) {

    /** The newest first. */
    public record All(List<AcknowledgementDocument> acknowledgements) {}
}
