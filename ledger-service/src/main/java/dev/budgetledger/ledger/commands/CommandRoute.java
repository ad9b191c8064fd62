package dev.budgetledger.ledger.commands;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.context.request.NativeWebRequest;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * One address that takes a command: a method of a controller whose parameters are texts of the path, one JSON body and the
 * request.
 */
final class CommandRoute {

    private final Object controller;
    private final Method method;
    private final String pattern;
    private final List<String> segments;
    private final List<Argument> arguments;
    private final ObjectReader body;

    /** Where the value of a parameter comes from; the segment counts for {@code PATH} only. */
    private record Argument(Source source, int segment) {}

    private enum Source { PATH, BODY, REQUEST }

    CommandRoute(Object controller, Method method, String pattern, JsonMapper json) {
        this.controller = controller;
        this.method = method;
        this.pattern = pattern;
        this.segments = segments(pattern);
        this.arguments = List.of(method.getParameters()).stream().map(this::argument).toList();
        this.body = json.readerFor(json.constructType(List.of(method.getParameters()).stream()
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .findFirst().orElseThrow().getParameterizedType()));
    }

    private Argument argument(Parameter parameter) {
        if (parameter.isAnnotationPresent(RequestBody.class)) {
            return new Argument(Source.BODY, 0);
        }
        if (parameter.isAnnotationPresent(PathVariable.class) && parameter.getType() == String.class) {
            int segment = segments.indexOf("{" + parameter.getName() + "}");
            if (segment >= 0) {
                return new Argument(Source.PATH, segment);
            }
        }
        if (parameter.getType() == NativeWebRequest.class) {
            return new Argument(Source.REQUEST, 0);
        }
        throw new IllegalStateException("a command has no parameter such as " + parameter + " of " + method);
    }

    /** The parts of a path. */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    String pattern() {
        return pattern;
    }

    boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (segment.charAt(0) == '{' ? path.get(i).isEmpty() : !segment.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Reads the body, none being none at all. */
    Object read(byte[] json) {
        Object read = json.length == 0 ? null : body.<@Nullable Object>readValue(JsonFaults.text(json));
        if (read == null) {
            throw JsonFaults.malformed(null);
        }
        return read;
    }

    /** Carries the command out. */
    ResponseEntity<?> answer(List<String> path, Object read, NativeWebRequest request) throws Exception {
        Object[] values = arguments.stream()
                .map(argument -> switch (argument.source) {
                    case PATH -> path.get(argument.segment);
                    case BODY -> read;
                    case REQUEST -> request;
                })
                .toArray();
        try {
            return (ResponseEntity<?>) Objects.requireNonNull(method.invoke(controller, values));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception fault ? fault : e;
        }
    }
}
