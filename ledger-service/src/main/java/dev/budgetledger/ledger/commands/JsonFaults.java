package dev.budgetledger.ledger.commands;

import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/** What JSON that cannot be read is told: the code, the field, the place. */
public final class JsonFaults {

    /** How Jackson begins to say that something comes after the end. */
    private static final String TRAILING = "Trailing token";

    private JsonFaults() {}

    /**
     * The text of JSON in bytes. Jackson itself would read what is no UTF-8, and guess at other encodings.
     *
     * @throws ProblemException if it is not UTF-8
     */
    static String text(byte[] json) {
        try {
            return Utf8.ofDocument(json);
        } catch (CharacterCodingException e) {
            throw notUtf8();
        }
    }

    public static ProblemException notUtf8() {
        return new ProblemException(ProblemCode.MALFORMED_JSON, "body", "not UTF-8");
    }

    /**
     * What is wrong with a body.
     *
     * @param cause what Jackson says, null if there is no body
     */
    public static ProblemException malformed(@Nullable Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof ProblemException malformed) {
                return malformed;
            }
        }
        return switch (cause) {
            case UnrecognizedPropertyException unknown -> {
                String field = PlainText.quoted(path(unknown));
                yield new ProblemException(ProblemCode.UNKNOWN_FIELD, field, field + " is not a field of this request");
            }
            case InvalidFormatException value when value.getTargetType().isEnum() -> ProblemException.invalid(path(value),
                    "one of " + Arrays.toString(value.getTargetType().getEnumConstants()) + ", not " + PlainText.quoted(value.getValue()));
            case InvalidFormatException value -> ProblemException.invalid(
                    path(value), "cannot be read: " + PlainText.quoted(value.getValue()));
            case DatabindException more when String.valueOf(more.getOriginalMessage()).startsWith(TRAILING) -> notJson(more);
            case DatabindException mismatch -> ProblemException.invalid(path(mismatch), "has another shape than this request's");
            case InputCoercionException number -> ProblemException.invalid(path(number), "out of range");
            case StreamConstraintsException large -> ProblemException.invalid(path(large), "larger than anything that is read");
            case JacksonException broken -> notJson(broken);
            case null, default -> new ProblemException(ProblemCode.MALFORMED_JSON, "body", "a JSON body is required");
        };
    }

    private static ProblemException notJson(JacksonException broken) {
        return new ProblemException(ProblemCode.MALFORMED_JSON, "body", "not JSON" + at(broken.getLocation()));
    }

    /** Where in a body Jackson stopped: {@code lines[0].fund}. */
    private static String path(JacksonException fault) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : fault.getPath()) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static String at(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
