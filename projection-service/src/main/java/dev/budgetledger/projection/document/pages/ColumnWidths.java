package dev.budgetledger.projection.document.pages;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.budgetledger.projection.document.GridCell;
import dev.budgetledger.projection.document.Sheet;

/** How wide the columns of a sheet are, counted in digits: no number breaks, words and heads may. */
final class ColumnWidths {

    private static final int AT_LEAST = 6;
    private static final int NUMBER_MAX = 24;
    private static final int LABEL_MAX = 26;
    private static final int WORDS_MAX = 20;
    private static final int HEAD_MAX = 9;
    private static final int AROUND = 2;
    /** From here on a character is as wide as two digits. */
    private static final int FIRST_WIDE = 0x1100;

    private ColumnWidths() {}

    static int[] of(Sheet sheet) {
        int[] widths = new int[sheet.width()];
        Arrays.fill(widths, AT_LEAST);
        Stream.of(sheet.head(), sheet.body()).map(PlacedCell::of).flatMap(List::stream)
                .filter(each -> each.cell().columns() == 1)
                .forEach(each -> widths[each.column()] = Math.max(widths[each.column()], width(each.cell())));
        return widths;
    }

    private static int width(GridCell cell) {
        int width = digits(cell.text()) + AROUND;
        return Math.min(width, switch (cell.kind()) {
            case HEAD -> HEAD_MAX;
            case LABEL -> LABEL_MAX;
            case WORDS -> WORDS_MAX;
            case COUNT, MARK, NUMBER -> NUMBER_MAX;
        });
    }

    /** How many digits a text is as wide as. */
    static int digits(String text) {
        return text.codePoints().map(c -> c < FIRST_WIDE ? 1 : 2).sum();
    }
}
