package dev.budgetledger.verifier;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.verifier.Json.Members;

/** How wide the columns of a sheet are, counted in digits: each as its widest cell that spans no other. */
final class ColumnWidths {

    private static final int AT_LEAST = 6;
    private static final int AROUND = 2;
    private static final Map<String, Integer> AT_MOST =
            Map.of("HEAD", 9, "LABEL", 26, "WORDS", 20, "COUNT", 24, "MARK", 24, "NUMBER", 24);

    /** From here on a character is as wide as two digits. */
    private static final int FIRST_WIDE = 0x1100;

    /** Of how many digits columns can share the paper: with few columns its narrow side. */
    private static final int FEW_COLUMNS = 9;
    private static final int SHARED_BY_FEW = 108;
    private static final int SHARED_BY_MANY = 137;

    /** A sheet with more is as wide as it is, and printed smaller: in half points, 18 of which have this many digits on the broad side. */
    private static final int FULL = 146;
    private static final int SIZE_MAX = 18;
    private static final int SIZE_MIN = 5;

    private final int[] widths;

    private ColumnWidths(int columns) {
        widths = new int[columns];
        Arrays.fill(widths, AT_LEAST);
    }

    static ColumnWidths of(Members sheet, int columns) {
        ColumnWidths widths = new ColumnWidths(columns);
        widths.add(sheet.values("head"));
        widths.add(sheet.values("body"));
        return widths;
    }

    private int all() {
        return Arrays.stream(widths).sum();
    }

    boolean isCrowded() {
        return all() > (widths.length > FEW_COLUMNS ? SHARED_BY_MANY : SHARED_BY_FEW);
    }

    int size() {
        return Math.max(SIZE_MIN, Math.min(SIZE_MAX, SIZE_MAX * FULL / all()));
    }

    List<Integer> inDigits() {
        return Arrays.stream(widths).boxed().toList();
    }

    /** Of the whole, to the nearest. */
    List<Integer> inPercent() {
        int all = all();
        return Arrays.stream(widths).mapToObj(width -> (width * 100 + all / 2) / all).toList();
    }

    /** A cell stands in the first place from the left that no cell above reaches into. */
    private void add(List<Json> rows) {
        Map<Integer, BitSet> taken = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            int column = 0;
            for (Json each : Members.values(rows.get(row), "row")) {
                Members cell = (Members) each;
                int spanned = (int) cell.whole("columns");
                column = taken.computeIfAbsent(row, key -> new BitSet()).nextClearBit(column);
                for (int down = 0; down < cell.whole("rows"); down++) {
                    taken.computeIfAbsent(row + down, key -> new BitSet()).set(column, column + spanned);
                }
                if (spanned == 1) {
                    int width = Math.min(digits(cell.text("text")) + AROUND, AT_MOST.getOrDefault(cell.text("kind"), 0));
                    widths[column] = Math.max(widths[column], width);
                }
            }
            taken.remove(row);
        }
    }

    private static int digits(String text) {
        return text.codePoints().map(c -> c < FIRST_WIDE ? 1 : 2).sum();
    }
}
