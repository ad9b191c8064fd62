package dev.budgetledger.projection.web;

import java.nio.charset.CharacterCodingException;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.access.Principal;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/** What is sent to a service that mostly answers: read as strictly as the ledger reads commands. */
public final class JsonBody {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /**
     * One object of some fields.
     *
     * @param what it is, with its article
     * @throws ProblemException if it is anything else
     */
    public static ObjectNode object(byte[] body, int bytesMax, String what, List<String> fields) {
        if (body.length > bytesMax) {
            throw new ProblemException(ProblemCode.BODY_TOO_LARGE, "body", what + " has at most " + bytesMax + " bytes");
        }
        ObjectNode object = object(body, what);
        object.propertyNames().stream().filter(name -> !fields.contains(name)).findFirst().ifPresent(name -> {
            throw new ProblemException(ProblemCode.UNKNOWN_FIELD, name,
                    PlainText.quoted(name) + " is not a field of this request; it has " + String.join(", ", fields));
        });
        return object;
    }

    private static ObjectNode object(byte[] body, String what) {
        try {
            if (JSON.readTree(Utf8.ofDocument(body)) instanceof ObjectNode object) {
                return object;
            }
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, "body", "not UTF-8");
        } catch (JacksonException e) {
            // What Jackson says of it would say more of Jackson than of the body.
        }
        throw new ProblemException(ProblemCode.MALFORMED_JSON, "body", what + " is a JSON object");
    }

    /**
     * Who makes a request, as it is recorded.
     *
     * @param said what {@code Posted-By} says
     * @throws ProblemException if it says another name than was proven, or none that can be kept
     */
    public static String postedBy(HttpServletRequest request, @Nullable String said) {
        return Principal.of(request).postedBy(
                said == null ? null : header(HttpHeaderNames.POSTED_BY, said, CommandLimits.POSTED_BY_CHARS_MAX), HttpHeaderNames.POSTED_BY);
    }

    /**
     * A header's text.
     *
     * @throws ProblemException if it is none that can be kept
     */
    public static String header(String name, String value, int longest) {
        try {
            return text(name, Utf8.ofHeader(value), longest);
        } catch (CharacterCodingException e) {
            throw ProblemException.invalid(name, "not UTF-8");
        }
    }

    /**
     * A text that can be kept.
     *
     * @throws ProblemException if it is none
     */
    public static String text(String name, String value, int longest) {
        if (PlainText.isBlank(value)) {
            throw ProblemException.missing(name);
        }
        if (value.codePointCount(0, value.length()) > longest) {
            throw ProblemException.invalid(name, "longer than " + longest + " characters");
        }
        String fault = PlainText.fault(value);
        if (fault != null) {
            throw ProblemException.invalid(name, fault);
        }
        return value;
    }
}
