package dev.budgetledger.projection.web;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What surrounds a body is read as strictly as the body, as by the ledger: nothing twice that is said once.
 * {@link QueryResolver} reads the parameters; the address was looked at by the {@link dev.budgetledger.edge.Edge}.
 */
final class StrictRequest implements HandlerInterceptor {

    private static final List<String> SAID_ONCE =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_ENCODING, "Idempotency-Key", "Posted-By");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod) {
            SAID_ONCE.forEach(header -> requireOnce(header, Collections.list(request.getHeaders(header))));
            requireNotEncoded(request.getHeader(HttpHeaders.CONTENT_ENCODING));
            requireUtf8(request.getContentType());
        }
        return true;
    }

    /**
     * The names of the parameters of a query.
     *
     * @throws RequestProblem if it cannot be read
     */
    static Iterator<String> parameterNames(NativeWebRequest request) {
        try {
            return request.getParameterNames();
        } catch (InvalidParameterException broken) {
            throw RequestProblem.invalid(
                    "query", "cannot be read: write what is not ASCII as its UTF-8 bytes, %E5%85%83 for 元, + as %2B");
        }
    }

    private static void requireOnce(String header, List<String> values) {
        if (values.size() > 1) {
            throw RequestProblem.invalid(header, "is given more than once");
        }
    }

    private static void requireNotEncoded(@Nullable String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw RequestProblem.invalid(HttpHeaders.CONTENT_ENCODING, "is not identity: bodies are read as they are");
        }
    }

    /** Addresses take the types that they can read; of those only in UTF-8. */
    private static void requireUtf8(@Nullable String contentType) {
        try {
            MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
            if (type == null || type.getCharset() == null || type.getCharset().equals(UTF_8)) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // What it would say is not known either.
        }
        throw RequestProblem.invalid(HttpHeaders.CONTENT_TYPE, "is none, or has another charset than UTF-8");
    }
}
