package dev.budgetledger.edge.problems;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.PlainText;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What surrounds a body is read as strictly as the body: no parameter that the address does not have, nothing twice that
 * is said once. Of two values one would be dropped, and nobody knows which of them was meant. The address itself was looked
 * at by the {@link dev.budgetledger.edge.Edge}.
 */
public final class StrictRequest implements HandlerInterceptor {

    private static final List<String> SAID_ONCE = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_ENCODING,
            HttpHeaderNames.IDEMPOTENCY_KEY, HttpHeaderNames.IF_MATCH, HttpHeaderNames.POSTED_BY);

    private final Function<MethodParameter, Stream<String>> names;
    private final Predicate<MethodParameter> mayBeBlank;

    /** @param names of the query's parameters that an argument of a handler method takes */
    public StrictRequest(Function<MethodParameter, Stream<String>> names) {
        this(names, _ -> false);
    }

    /** @param mayBeBlank whether an argument is of a form, of which a browser sends what was left blank, too */
    public StrictRequest(Function<MethodParameter, Stream<String>> names, Predicate<MethodParameter> mayBeBlank) {
        this.names = names;
        this.mayBeBlank = mayBeBlank;
    }

    /** One that knows arguments with {@link RequestParam} only. */
    public StrictRequest() {
        this(_ -> Stream.empty());
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            MethodParameter[] arguments = method.getMethodParameters();
            require(request, Arrays.stream(arguments).flatMap(this::names).toList(), Arrays.stream(arguments).anyMatch(mayBeBlank));
            requireUtf8(request.getContentType());
        }
        return true;
    }

    private Stream<String> names(MethodParameter argument) {
        return argument.hasParameterAnnotation(RequestParam.class)
                ? Stream.of(argument.getParameter().getName())
                : names.apply(argument);
    }

    /**
     * Refuses what is said twice, and parameters that there are not.
     *
     * @param known the parameters that the address has
     * @throws ProblemException naming the parameter or the header
     */
    public static void require(HttpServletRequest request, List<String> known) {
        require(request, known, false);
    }

    private static void require(HttpServletRequest request, List<String> known, boolean mayBeBlank) {
        SAID_ONCE.forEach(header -> requireOnce(header, Collections.list(request.getHeaders(header))));
        requireNotEncoded(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (request.getQueryString() == null) {
            return;
        }
        parameters(request).forEach((name, values) -> {
            if (!known.contains(name)) {
                throw unknown(name, known);
            }
            requireOnce(name, List.of(values));
            if (values[0].isEmpty() && !mayBeBlank) { // what is absent has a default, what is empty has not
                throw ProblemException.invalid(name, "has no value");
            }
        });
    }

    /** A parameter that an address does not have. */
    public static ProblemException unknown(String name, List<String> known) {
        return new ProblemException(ProblemCode.UNKNOWN_PARAMETER, name, "no parameter is called " + PlainText.quoted(name)
                + (known.isEmpty() ? "; there are none here" : "; known here: " + String.join(", ", known)));
    }

    /**
     * A body of JSON is UTF-8, whatever is said.
     *
     * @throws ProblemException if something else is said
     */
    public static void requireUtf8(@Nullable MediaType type) {
        if (type != null && type.getCharset() != null && !type.getCharset().equals(UTF_8)) {
            throw ProblemException.invalid(HttpHeaders.CONTENT_TYPE, "the charset is UTF-8");
        }
    }

    /** The same of a header that may be no media type at all. */
    private static void requireUtf8(@Nullable String contentType) {
        try {
            requireUtf8(contentType == null ? null : MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            throw ProblemException.invalid(HttpHeaders.CONTENT_TYPE, "no media type");
        }
    }

    private static void requireOnce(String name, List<String> values) {
        if (values.size() > 1) {
            throw ProblemException.invalid(name, "given more than once");
        }
    }

    private static void requireNotEncoded(@Nullable String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw ProblemException.invalid(HttpHeaders.CONTENT_ENCODING, "bodies are read as they are");
        }
    }

    /** In order, so that the same request is always refused for the same reason. */
    private static Map<String, String[]> parameters(HttpServletRequest request) {
        try {
            return new TreeMap<>(request.getParameterMap());
        } catch (InvalidParameterException broken) {
            throw ProblemException.invalid(
                    "query", "cannot be read: write what is not ASCII as its UTF-8 bytes, %E5%85%83 for 元, + as %2B");
        }
    }
}
