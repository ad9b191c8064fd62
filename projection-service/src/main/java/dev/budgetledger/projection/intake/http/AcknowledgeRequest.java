package dev.budgetledger.projection.intake.http;

import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.intake.RecordPosition;
import dev.budgetledger.projection.web.JsonBody;

/**
 * What a person says of records: they are not of the log.
 *
 * @param offset of the first, before which the intake stands
 * @param through the offset of the last, the same if it is one
 * @param digest of the first, as health told it
 */
record AcknowledgeRequest(
        @Schema(allowableValues = {Topics.FACTS, Topics.WATERMARKS}) String topic,
        int partition,
        long offset,
        @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) long through,
        @Schema(pattern = "^" + AcknowledgeRequest.DIGEST + "$") String digest,
        @Schema(maxLength = CommandLimits.REASON_CHARS_MAX) String reason) {

    static final int BYTES_MAX = 16 * 1024;
    private static final String DIGEST = "[0-9a-f]{64}";
    private static final List<String> FIELDS = List.of("topic", "partition", "offset", "through", "digest", "reason");
    private static final List<String> TOPICS = List.of(Topics.FACTS, Topics.WATERMARKS);

    /** @throws ProblemException if it cannot be read */
    static AcknowledgeRequest read(byte[] body) {
        ObjectNode fields = JsonBody.object(body, BYTES_MAX, "an acknowledgement", FIELDS);
        String topic = text(fields, "topic", 100);
        if (!TOPICS.contains(topic)) {
            throw ProblemException.invalid("topic", "one of " + String.join(", ", TOPICS));
        }
        long partition = number(fields, "partition", null);
        if (partition > Integer.MAX_VALUE) {
            throw ProblemException.invalid("partition", "not the number of a partition");
        }
        long offset = number(fields, "offset", null);
        long through = number(fields, "through", offset);
        if (through < offset) {
            throw ProblemException.invalid("through", "lies before offset");
        }
        String digest = text(fields, "digest", 100);
        if (!digest.matches(DIGEST)) {
            throw ProblemException.invalid("digest", "not 64 hexadecimal digits: " + PlainText.quoted(digest));
        }
        return new AcknowledgeRequest(topic, (int) partition, offset, through, digest, text(fields, "reason", CommandLimits.REASON_CHARS_MAX));
    }

    RecordPosition first() {
        return new RecordPosition(topic, partition, offset);
    }

    private static long number(ObjectNode fields, String name, @Nullable Long absent) {
        JsonNode value = fields.get(name);
        if ((value == null || value.isNull()) && absent != null) {
            return absent;
        }
        if (value == null || value.isNull()) {
            throw ProblemException.missing(name);
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw ProblemException.invalid(name, "not a whole number");
        }
        return value.longValue();
    }

    private static String text(ObjectNode fields, String name, int longest) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            throw ProblemException.missing(name);
        }
        if (!value.isString()) {
            throw ProblemException.invalid(name, "not a JSON string");
        }
        return JsonBody.text(name, value.stringValue(), longest);
    }
}
