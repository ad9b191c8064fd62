package dev.budgetledger.ledger.commands;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.ledger.budget.Command;

/** The address of one operation. */
final class CommandRoute {

    private final CommandType operation;
    private final List<String> segments;
    private final List<Integer> variables;
    private final ObjectReader body;

    CommandRoute(CommandType operation, JsonMapper json) {
        this.operation = operation;
        this.segments = segments(operation.path());
        this.variables = IntStream.range(0, segments.size()).filter(this::isVariable).boxed().toList();
        this.body = json.readerFor(json.constructType(operation.body()));
    }

    /** The parts of a path. */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    CommandType operation() {
        return operation;
    }

    String pattern() {
        return operation.path();
    }

    boolean matches(List<String> path) {
        if (path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (isVariable(i) ? path.get(i).isEmpty() : !segments.get(i).equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isVariable(int segment) {
        return segments.get(segment).charAt(0) == '{';
    }

    /** Reads the command of a body, none being none at all. */
    Command read(List<String> path, byte[] json) {
        Object read = json.length == 0 ? null : read(JsonFaults.text(json));
        if (read == null) {
            throw JsonFaults.malformed(null);
        }
        return operation.ofBody().apply(
                read, variables.stream().map(path::get).toList());
    }

    private @Nullable Object read(String json) {
        Object plain = operation.body() instanceof Class<?> type ? PlainJson.read(json, type) : null;
        return plain == null ? body.<@Nullable Object>readValue(json) : plain;
    }
}
