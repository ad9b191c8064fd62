package dev.budgetledger.projection.intake;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.jdbc.LineHistory;

/** A line as this instance remembers it: its id, and where its entries end. */
final class RememberedLine {

    private final String stream;
    private final Line line;
    private long id;
    private @Nullable End end;

    /** Where the entries of a line end: how many there are, and the sums of those after the last page. */
    static final class End {
        private long entries;
        private DaySums.Builder rest;

        End(LineHistory history) {
            this.entries = history.entries();
            this.rest = new DaySums.Builder(history.rest());
        }

        long entries() {
            return entries;
        }

        DaySums rest() {
            return rest.build();
        }

        void add(EntryRow row) {
            rest.add(row.kind(), row.effectiveOn(), row.entry().amount().fen());
            entries++;
        }

        void is(LineSnapshotBuilder sums) {
            entries = sums.entries();
            rest = sums.rest();
        }
    }

    private RememberedLine(String stream, Line line) {
        this.stream = stream;
        this.line = line;
    }

    /** One that is not stored: it has no entries, and gets its id when it is. */
    static RememberedLine fresh(String stream, Line line) {
        RememberedLine fresh = new RememberedLine(stream, line);
        fresh.endsAt(new End(LineHistory.NONE));
        return fresh;
    }

    /** One that is stored, with entries that have not been looked at. */
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

    /** Absent until it was read. */
    @Nullable End end() {
        return end;
    }

    void endsAt(End read) {
        end = read;
    }
}
