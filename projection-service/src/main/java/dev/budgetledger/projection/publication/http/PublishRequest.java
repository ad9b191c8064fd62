package dev.budgetledger.projection.publication.http;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.JsonBody;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.UnitParameters;
import dev.budgetledger.projection.web.UnitParameters.UnitName;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

/**
 * A request to publish. Values are written as the parameters of tables are. The position is required: who publishes has read
 * the tables there, and the same request then says the same for ever, so that it can be sent again.
 */
record PublishRequest(
        @Schema(maxLength = CommandLimits.DOCUMENT_NO_CHARS_MAX) String documentNo,
        LocalDate publishedOn,
        @Schema(maxLength = CommandLimits.REASON_CHARS_MAX) String reason,
        @Nullable LocalDate effectiveOn,
        long position,
        @Schema(requiredMode = NOT_REQUIRED) Basis basis,
        @Schema(pattern = "^[A-Za-z0-9]{1,24}$") @Nullable String ofUnit,
        @Nullable Unit unit,
        @Schema(pattern = "^[A-Za-z][A-Za-z0-9_-]{0,63}$") @Nullable String form) {

    /** In bytes. */
    static final int BYTES_MAX = 64 * 1024;

    private static final List<String> FIELDS =
            List.of("documentNo", "publishedOn", "reason", "effectiveOn", "position", "basis", "ofUnit", "unit", "form");

    /** @throws ProblemException if it cannot be read */
    static PublishRequest read(byte[] body) {
        ObjectNode fields = JsonBody.object(body, BYTES_MAX, "a publication", FIELDS);
        return new PublishRequest(
                JsonBody.text("documentNo", required(fields, "documentNo", String.class), CommandLimits.DOCUMENT_NO_CHARS_MAX),
                required(fields, "publishedOn", LocalDate.class),
                JsonBody.text("reason", required(fields, "reason", String.class), CommandLimits.REASON_CHARS_MAX),
                optional(fields, "effectiveOn", LocalDate.class),
                required(fields, "position", Long.class),
                Objects.requireNonNullElse(optional(fields, "basis", Basis.class), Basis.ADJUSTED),
                ofUnit(optional(fields, "ofUnit", String.class)),
                optional(fields, "unit", Unit.class),
                form(optional(fields, "form", String.class)));
    }

    private static @Nullable String ofUnit(@Nullable String code) {
        if (code != null && !BudgetUnit.isCode(code)) {
            throw ProblemException.invalid("ofUnit", "a unit code is 1 to 24 letters or digits");
        }
        return code;
    }

    private static @Nullable String form(@Nullable String id) {
        if (id != null && !Form.isId(id)) {
            throw ProblemException.invalid("form", "not the id of a form: " + PlainText.quoted(id));
        }
        return id;
    }

    private static <T> T required(ObjectNode fields, String name, Class<T> type) {
        T value = optional(fields, name, type);
        if (value == null) {
            throw ProblemException.missing(name);
        }
        return value;
    }

    private static <T> @Nullable T optional(ObjectNode fields, String name, Class<T> type) {
        JsonNode value = fields.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (type == Long.class ? !value.isIntegralNumber() : !value.isString()) {
            throw ProblemException.invalid(name, "not a JSON " + (type == Long.class ? "number" : "string"));
        }
        return type.cast(ParameterValues.parse(name, value.asString(), type));
    }

    /** The unit, or the whole department, at its point. */
    UnitParameters of() {
        return new UnitParameters(ofUnit == null ? null : new UnitName(ofUnit, null), null);
    }

    AsOfQuestion question() {
        return new AsOfQuestion(effectiveOn, null, position, null);
    }
}
