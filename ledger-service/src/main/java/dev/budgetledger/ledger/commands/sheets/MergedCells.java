package dev.budgetledger.ledger.commands.sheets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Which cells are covered by another one, row by row. */
final class MergedCells {

    /** More than any sheet of rows needs. */
    private static final int MERGES_MAX = 20_000;

    /** In one row. */
    private static final int OPEN_MAX = 1024;

    private static final Pattern RANGE = Pattern.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})");

    private final List<Range> ranges = new ArrayList<>();

    /** From one cell to another, both of it; columns from 0, rows from 1. */
    record Range(int firstColumn, int firstRow, int lastColumn, int lastRow) {

        boolean covers(int column, int row) {
            return column >= firstColumn && column <= lastColumn && (column != firstColumn || row != firstRow);
        }
    }

    void add(String range, String part) {
        Matcher cells = RANGE.matcher(range);
        if (!cells.matches()) {
            throw WorkbookFault.damaged(part);
        }
        if (ranges.size() == MERGES_MAX) {
            throw WorkbookFault.tooLarge("the sheet has more than " + MERGES_MAX + " merged cells");
        }
        ranges.add(new Range(CellReference.column(cells.group(1)), Integer.parseInt(cells.group(2)),
                CellReference.column(cells.group(3)), Integer.parseInt(cells.group(4))));
    }

    /** Once all are there: none may have too many in a row, and there are most where one begins. */
    void require() {
        ranges.sort(Comparator.comparingInt(Range::firstRow));
        Sweep sweep = sweep();
        ranges.forEach(range -> sweep.of(range.firstRow()));
    }

    /** Those of each row, asked in the order of rows. */
    Sweep sweep() {
        return new Sweep(ranges.iterator());
    }

    /** Goes through rows once. */
    static final class Sweep {
        private final Iterator<Range> rest;
        private final List<Range> open = new ArrayList<>();
        private @Nullable Range ahead;

        private Sweep(Iterator<Range> rest) {
            this.rest = rest;
            this.ahead = rest.hasNext() ? rest.next() : null;
        }

        /** The ranges that a row has a part of. */
        List<Range> of(int row) {
            open.removeIf(range -> range.lastRow() < row);
            for (Range next = ahead; next != null && next.firstRow() <= row; next = ahead) {
                if (next.lastRow() >= row) {
                    open.add(next);
                }
                if (open.size() > OPEN_MAX) {
                    throw WorkbookFault.tooLarge("row " + row + " of the sheet has more than " + OPEN_MAX + " merged cells");
                }
                ahead = rest.hasNext() ? rest.next() : null;
            }
            return open;
        }
    }
}
