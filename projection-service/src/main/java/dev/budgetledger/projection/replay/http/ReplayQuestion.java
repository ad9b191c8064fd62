package dev.budgetledger.projection.replay.http;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.web.JsonBody;
import dev.budgetledger.projection.web.ParameterValues;

/**
 * What a replay is asked for.
 *
 * @param effectiveOn of the tables that are compared; else the last day of each budget's year
 * @param switchTo whether the rebuilt projection is to be served in place of the present one
 */
record ReplayQuestion(
        @Nullable LocalDate effectiveOn, @Nullable Instant recordedAsOf, @Nullable Long position,
        @JsonProperty("switch") @Schema(requiredMode = Schema.RequiredMode.NOT_REQUIRED) boolean switchTo) {

    static final int BYTES_MAX = 4 * 1024;

    private static final List<String> FIELDS = List.of("effectiveOn", "recordedAsOf", "position", "switch");

    /**
     * Reads a body strictly; none asks for now.
     *
     * @throws ProblemException naming the field at fault
     */
    static ReplayQuestion of(byte[] body) {
        JsonNode json = body.length == 0
                ? JsonNodeFactory.instance.objectNode()
                : JsonBody.object(body, BYTES_MAX, "a replay", FIELDS);
        return new ReplayQuestion(
                text(json, "effectiveOn", LocalDate.class),
                text(json, "recordedAsOf", Instant.class),
                position(json.get("position")),
                flag(json.get("switch")));
    }

    AsOfQuestion asOf() {
        return new AsOfQuestion(effectiveOn, recordedAsOf, position, null);
    }

    private static <T> @Nullable T text(JsonNode json, String field, Class<T> type) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        return type.cast(ParameterValues.parse(field, value.isString() ? value.stringValue() : value.toString(), type));
    }

    private static @Nullable Long position(@Nullable JsonNode value) {
        return value == null || value.isNull()
                ? null
                : (Long) ParameterValues.parse("position", value.toString(), Long.class);
    }

    private static boolean flag(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw ProblemException.invalid("switch", "not true or false: " + PlainText.quoted(value));
        }
        return value.booleanValue();
    }
}
