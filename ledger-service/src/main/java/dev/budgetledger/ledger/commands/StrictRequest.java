package dev.budgetledger.ledger.commands;

import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.budgetledger.contract.PlainText;
import dev.budgetledger.ledger.commands.MalformedRequestException.Code;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What surrounds a body is read as strictly as the body: no parameter that the address does not have, nothing twice that
 * is said once. Of two values one would be dropped, and nobody knows which of them was meant. The address itself was looked
 * at by the {@link dev.budgetledger.edge.Edge}.
 */
public final class StrictRequest implements HandlerInterceptor {

    private static final List<String> SAID_ONCE = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_ENCODING,
            CommandHeaders.IDEMPOTENCY_KEY, CommandHeaders.IF_MATCH, CommandHeaders.POSTED_BY);

    /**
     * Refuses what is said twice, and parameters that there are not.
     *
     * @param parameters that the address has
     * @throws MalformedRequestException naming the parameter or the header
     */
    public static void require(HttpServletRequest request, List<String> parameters) {
        SAID_ONCE.forEach(header -> requireOnce(header, request.getHeaders(header)));
        requireNotEncoded(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (request.getQueryString() == null) {
            return;
        }
        parameters(request).forEach((name, values) -> {
            if (!parameters.contains(name)) {
                throw unknown(name);
            }
            if (values.length > 1) {
                throw Fields.invalid(name, "given more than once");
            }
            if (values[0].isEmpty()) { // what is absent has a default, what is empty has not
                throw Fields.invalid(name, "has no value");
            }
        });
    }

    /**
     * A body of JSON is UTF-8, whatever is said.
     *
     * @throws MalformedRequestException if something else is said
     */
    public static void requireUtf8(@Nullable MediaType type) {
        if (type != null && type.getCharset() != null && !type.getCharset().equals(UTF_8)) {
            throw Fields.invalid(HttpHeaders.CONTENT_TYPE, "charset: UTF-8");
        }
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            require(request, Arrays.stream(method.getMethodParameters())
                    .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                    .map(StrictRequest::name)
                    .toList());
        }
        return true;
    }

    private static String name(MethodParameter parameter) {
        return parameter.getParameter().getName();
    }

    private static void requireOnce(String header, Enumeration<String> values) {
        if (values.hasMoreElements()) {
            values.nextElement();
            if (values.hasMoreElements()) {
                throw Fields.invalid(header, "given more than once");
            }
        }
    }

    private static void requireNotEncoded(@Nullable String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Fields.invalid(HttpHeaders.CONTENT_ENCODING, "bodies are read as they are");
        }
    }

    /** In order, so that the same request is always refused for the same reason. */
    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return new TreeMap<>(request.getParameterMap());
        } catch (InvalidParameterException broken) {
            throw Fields.invalid(
                    "query", "cannot be read: write what is not ASCII as its UTF-8 bytes, %E5%85%83 for 元, + as %2B");
        }
    }

    private static MalformedRequestException unknown(String parameter) {
        return new MalformedRequestException(
                Code.UNKNOWN_PARAMETER, parameter, PlainText.quoted(parameter) + " is not a parameter of this address");
    }
}
