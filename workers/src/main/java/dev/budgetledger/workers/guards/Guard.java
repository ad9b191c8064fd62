package dev.budgetledger.workers.guards;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * 防护. One object of a schema that keeps what was recorded as it was recorded, or by which it is read.
 *
 * @param relation the table or view that it is of, or it itself; empty of a function and of a setting
 * @param name {@code trigger facts_are_append_only}
 * @param state what any PostgreSQL says alike: {@code on}
 * @param printed its definition as the server prints it, which another major release may do otherwise
 */
record Guard(String relation, String name, String state, String printed) {

    private static final String SEPARATOR = "\t";

    /** Scripts may have been checked out with line ends of Windows. */
    Guard {
        state = state.replace("\r\n", "\n");
        printed = printed.replace("\r\n", "\n");
    }

    static Guard parse(String line) {
        List<String> fields = Stream.of(line.split(SEPARATOR, -1)).map(String::translateEscapes).toList();
        if (fields.size() != 4) {
            throw new IllegalArgumentException("not a guard: " + line);
        }
        return new Guard(fields.get(0), fields.get(1), fields.get(2), fields.get(3));
    }

    /** In one line, which {@link #parse} reads. */
    String line() {
        return Stream.of(relation, name, state, printed).map(Guard::escaped).collect(Collectors.joining(SEPARATOR));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }

    /** What no other guard of its schema is called. */
    String fullName() {
        return relation.isEmpty() || name.equals(relation) ? name : name + " of " + relation;
    }

    String definition() {
        return printed.isEmpty() ? state : state + ": " + printed;
    }
}
