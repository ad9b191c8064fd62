package dev.budgetledger.projection.intake;

import dev.budgetledger.contract.Line;

/** A line as this instance remembers it. */
final class RememberedLine {

    private final String stream;
    private final Line line;
    private long id;

    private RememberedLine(String stream, Line line) {
        this.stream = stream;
        this.line = line;
    }

    /** One that is not stored: it gets its id when it is. */
    static RememberedLine fresh(String stream, Line line) {
        return new RememberedLine(stream, line);
    }

    static RememberedLine stored(String stream, Line line, long id) {
        RememberedLine stored = new RememberedLine(stream, line);
        stored.id = id;
        return stored;
    }

    String stream() {
        return stream;
    }

    Line line() {
        return line;
    }

    Long id() {
        return id;
    }

    void storedAs(long given) {
        id = given;
    }
}
