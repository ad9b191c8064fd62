package dev.budgetledger.projection.document.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /** More columns than this are printed on the broad side of the paper. */
    private static final int NARROW_MAX = 9;

    /** How many digits stand beside each other on either side of the paper before numbers run into each other, and on a screen. */
    private static final int NARROW_DIGITS = 108;
    private static final int WIDE_DIGITS = 137;

    /** How many fill the broad side at the usual size, which is 18 half points; no smaller ones than these are read. */
    private static final int FULL_DIGITS = 146;
    private static final int USUAL_SIZE = 18;
    private static final int SIZE_MIN = 5;

    /** How many hundredths of the size a digit is wide. */
    private static final int DIGIT = 56;

    /**
     * Of sheets that are too full for columns that share the paper: each column as wide as what stands in it, {@code c18}, and on paper as small as
     * then is needed, {@code f12}.
     */
    static final String CROWDED = IntStream.rangeClosed(AT_LEAST, LABEL_MAX)
            .mapToObj(each -> String.format(Locale.ROOT, ".c%d{width:%d.%02dem}", each, each * DIGIT / 100, each * DIGIT % 100)).collect(Collectors.joining())
            + "@media print{" + IntStream.rangeClosed(SIZE_MIN, USUAL_SIZE)
                    .mapToObj(each -> String.format(Locale.ROOT, ".f%d table{font-size:%d.%dpt}", each, each / 2, each % 2 * 5)).collect(Collectors.joining())
            + "}\n";

    private ColumnWidths() {}

    /** Whether it stands on the broad side of the paper. */
    static boolean isWide(Sheet sheet) {
        return sheet.width() > NARROW_MAX;
    }

    /** Whether numbers would run into each other if columns shared the paper. */
    static boolean isCrowded(Sheet sheet) {
        return isCrowded(of(sheet));
    }

    static boolean isCrowded(int[] widths) {
        return Arrays.stream(widths).sum() > (widths.length > NARROW_MAX ? WIDE_DIGITS : NARROW_DIGITS);
    }

    /** The size on paper of a crowded one, in half points. */
    static int size(int[] widths) {
        return Math.clamp((long) USUAL_SIZE * FULL_DIGITS / Arrays.stream(widths).sum(), SIZE_MIN, USUAL_SIZE);
    }

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
