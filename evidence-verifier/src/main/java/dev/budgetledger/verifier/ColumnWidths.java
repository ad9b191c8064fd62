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

    private final int[] widths;

    private ColumnWidths(int columns) {
        widths = new int[columns];
        Arrays.fill(widths, AT_LEAST);
    }

    /** Of the whole, to the nearest. */
    static List<Integer> inPercent(Members sheet, int columns) {
        ColumnWidths widths = new ColumnWidths(columns);
        widths.add(sheet.values("head"));
        widths.add(sheet.values("body"));
        int all = Arrays.stream(widths.widths).sum();
        return Arrays.stream(widths.widths).mapToObj(width -> (width * 100 + all / 2) / all).toList();
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
