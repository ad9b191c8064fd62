package dev.budgetledger.ledger.commands;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.problems.AcceptedTypes;
import dev.budgetledger.edge.problems.StrictRequest;
import dev.budgetledger.ledger.budget.Command;

/**
 * The way of single commands from HTTP to the writer: every {@link CommandType} has its address here. What Spring MVC would do for them, without
 * what they do not use of it; whatever fails is answered by {@link dev.budgetledger.edge.problems.ProblemAdvice} as everywhere.
 */
final class CommandLane extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** 试算: the parameter of the query that keeps a command from being recorded. */
    static final String DRY_RUN = "dryRun";

    private final transient CommandSubmitter submitter;
    private final transient List<CommandRoute> routes;
    private final transient JsonMapper json;
    private final transient HandlerExceptionResolver faults;
    private final int limit;

    /** @param limit of a body, in bytes */
    CommandLane(CommandSubmitter submitter, JsonMapper json, HandlerExceptionResolver faults, int limit) {
        this.submitter = submitter;
        this.routes = CommandType.ALL.stream().map(operation -> new CommandRoute(operation, json)).toList();
        this.json = json;
        this.faults = faults;
        this.limit = limit;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<String> path = CommandRoute.segments(request.getServletPath());
        CommandRoute route = route(path);
        if (route == null) {
            chain.doFilter(request, response);
            return;
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(observed -> observed.setPathPattern(route.pattern()));
        try {
            switch (request.getMethod()) {
                case "POST" -> write(post(read(route, path, request), request), response);
                case "OPTIONS" -> response.setHeader(HttpHeaders.ALLOW, "POST,OPTIONS");
                case String other -> throw new HttpRequestMethodNotSupportedException(other, List.of("POST"));
            }
        } catch (Exception fault) {
            if (faults.resolveException(request, response, null, fault) == null) {
                throw new ServletException(fault);
            }
        }
    }

    private ResponseEntity<?> post(Command command, HttpServletRequest request) throws InterruptedException {
        return CommandHeaders.flag(request, DRY_RUN) ? submitter.tryOut(command, request) : submitter.submit(command, request);
    }

    private @Nullable CommandRoute route(List<String> path) {
        for (CommandRoute route : routes) {
            if (route.matches(path)) {
                return route;
            }
        }
        return null;
    }

    private Command read(CommandRoute route, List<String> path, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException, HttpMediaTypeNotAcceptableException {
        requireJson(request.getContentType());
        StrictRequest.require(request, List.of(DRY_RUN));
        requireJsonAccepted(AcceptedTypes.of(request));
        byte[] body = body(request);
        try {
            return route.read(path, body);
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

    private static void requireJsonAccepted(List<MediaType> accepted) throws HttpMediaTypeNotAcceptableException {
        if (accepted.stream().noneMatch(MediaType.APPLICATION_JSON::isCompatibleWith)) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
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

    private void write(ResponseEntity<?> answer, HttpServletResponse response)
            throws IOException {
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
