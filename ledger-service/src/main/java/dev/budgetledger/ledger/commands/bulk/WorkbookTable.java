package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.ledger.commands.bulk.TableRows.TableRow;
import dev.budgetledger.ledger.commands.sheets.SheetRows;
import dev.budgetledger.ledger.commands.sheets.SheetRows.SheetRow;

/** Rows of a sheet of a workbook. */
final class WorkbookTable implements TableRows {

    private static final int CELL_BYTES = 32;

    private final SheetRows rows;
    private long line;
    private long bytes;

    WorkbookTable(SheetRows rows) {
        this.rows = rows;
    }

    @Override
    public @Nullable TableRow next() throws IOException {
        SheetRow row = rows.next();
        if (row == null) {
            return null;
        }
        line = row.number();
        bytes += row.cells().values().stream().mapToLong(cell -> CELL_BYTES + cell.text().length()).sum();
        return new TableRow(line, row.cells(), -1, row.isHidden());
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long restart() {
        long before = bytes;
        bytes = 0;
        return before;
    }
}
