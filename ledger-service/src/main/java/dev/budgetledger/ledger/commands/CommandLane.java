package dev.budgetledger.ledger.commands;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way of single commands from HTTP to their controller: what Spring MVC would do for them, without what they do not use
 * of it. The controller says the addresses; whatever fails is answered by {@link ProblemAdvice} as everywhere.
 */
final class CommandLane extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient List<CommandRoute> routes;
    private final transient JsonMapper json;
    private final transient HandlerExceptionResolver faults;
    private final int limit;

    /** @param limit of a body, in bytes */
    CommandLane(BudgetController controller, JsonMapper json, HandlerExceptionResolver faults, int limit) {
        this.routes = Arrays.stream(BudgetController.class.getDeclaredMethods())
                .filter(CommandLane::isPost)
                .map(method -> new CommandRoute(controller, method, pattern(method), json))
                .toList();
        this.json = json;
        this.faults = faults;
        this.limit = limit;
    }

    private static boolean isPost(Method method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        return mapping != null && List.of(mapping.method()).contains(RequestMethod.POST);
    }

    private static String pattern(Method method) {
        return path(BudgetController.class) + path(method);
    }

    private static String path(java.lang.reflect.AnnotatedElement element) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(element, RequestMapping.class);
        return mapping == null ? "" : mapping.path()[0];
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<String> path = CommandRoute.segments(request.getServletPath());
        CommandRoute route = request.getMethod().equals("POST") ? route(path) : null;
        if (route == null) {
            chain.doFilter(request, response);
            return;
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(observed -> observed.setPathPattern(route.pattern()));
        try {
            write(route.answer(path, read(route, request), new ServletWebRequest(request, response)), request, response);
        } catch (Exception fault) {
            if (faults.resolveException(request, response, null, fault) == null) {
                throw new ServletException(fault);
            }
        }
    }

    private @Nullable CommandRoute route(List<String> path) {
        for (CommandRoute route : routes) {
            if (route.matches(path)) {
                return route;
            }
        }
        return null;
    }

    private Object read(CommandRoute route, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException, HttpMediaTypeNotAcceptableException {
        requireJson(request.getContentType());
        StrictRequest.require(request, List.of());
        requireJsonAccepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        byte[] body = body(request);
        try {
            return route.read(body);
        } catch (JacksonException fault) {
            throw JsonFaults.malformed(fault);
        }
    }

    private static void requireJson(@Nullable String contentType) throws HttpMediaTypeNotSupportedException {
        try {
            MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
            if (type == null || !type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
                throw new HttpMediaTypeNotSupportedException(type, List.of(MediaType.APPLICATION_JSON));
            }
            StrictRequest.requireUtf8(type);
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotSupportedException(String.valueOf(e.getMessage()));
        }
    }

    private static void requireJsonAccepted(List<String> accept) throws HttpMediaTypeNotAcceptableException {
        if (accept.isEmpty()) {
            return;
        }
        try {
            if (MediaType.parseMediaTypes(accept).stream().anyMatch(MediaType.APPLICATION_JSON::isCompatibleWith)) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException(String.valueOf(e.getMessage()));
        }
        throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong(); // -1: not said before its end
        if (length <= limit) {
            byte[] body = request.getInputStream().readNBytes(length < 0 ? limit + 1 : (int) length);
            if (body.length <= limit) {
                return body;
            }
        }
        throw BodyLimit.tooLarge(limit);
    }

    private void write(ResponseEntity<?> answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (answer.getBody() instanceof ProblemDetail problem) {
            problem.setInstance(URI.create(request.getRequestURI()));
        }
        response.setStatus(answer.getStatusCode().value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> {
            if (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)) {
                response.setContentType(value);
            } else {
                response.addHeader(name, value);
            }
        }));
        byte[] bytes = json.writeValueAsBytes(answer.getBody());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
