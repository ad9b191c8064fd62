package dev.budgetledger.ledger.commands.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

import dev.budgetledger.ledger.commands.bulk.TableRows.TableRow;
import dev.budgetledger.ledger.commands.sheets.SheetCell;
import dev.budgetledger.ledger.commands.sheets.SheetWriter;
import dev.budgetledger.ledger.commands.sheets.WorkbookFile;

/** 结果表 as a workbook. */
final class OutcomeWorkbook implements OutcomeSheet.Form {

    private static final String SHEET = "结果";
    private static final int WIDTH = 16;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SheetWriter writer;

    OutcomeWorkbook(OutcomeSheet.Layout layout) throws IOException {
        writer = new SheetWriter(bytes, SHEET, layout.headings().keySet().stream().sorted().map(_ -> WIDTH).toList());
    }

    @Override
    public String mediaType() {
        return WorkbookFile.MEDIA_TYPE;
    }

    @Override
    public void row(TableRow row, SortedMap<Integer, SheetCell> cells, boolean isHeader) throws IOException {
        writer.row(Math.toIntExact(row.line()), cells, isHeader);
    }

    @Override
    public void end() throws IOException {
        writer.end(List.of(), 0, 0);
    }

    @Override
    public byte[] taken() {
        byte[] taken = bytes.toByteArray();
        bytes.reset();
        return taken;
    }
}
