package dev.budgetledger.projection.intake;

import org.jspecify.annotations.Nullable;

/**
 * A record before which an intake stands, and what is known of it from what lies after it.
 *
 * @param topicId of the topic as it is now
 * @param digest of the whole record
 * @param saysPosition the position of the log that it says to be
 * @param saidByOther whether a record after it that can be read says to be that position
 * @param alikeThrough the offset of the last of the records after it that cannot be read either, without one between
 * @param seenThrough the offset of the last record of the partition that was looked at
 * @param ledgerEnd the last position of the log that watermarks after it tell of
 */
public record StandingHalt(
        RecordPosition before,
        String topicId,
        String reason,
        String digest,
        @Nullable Long saysPosition,
        boolean saidByOther,
        long alikeThrough,
        long seenThrough,
        long ledgerEnd) {

    /** The command that acknowledges it, to be typed on the machine of the projection. */
    String command(int port) {
        String through = alikeThrough > before.offset() ? ", \"through\": " + alikeThrough : "";
        return """
                curl -X POST http://127.0.0.1:%d/v1/intake/acknowledgements -H 'Content-Type: application/json' \
                -H 'Posted-By: <you>' -d '{"topic": "%s", "partition": %d, "offset": %d%s, "digest": "%s", \
                "reason": "<why it is not of the log>"}'"""
                .formatted(port, before.topic(), before.partition(), before.offset(), through, digest);
    }
}
