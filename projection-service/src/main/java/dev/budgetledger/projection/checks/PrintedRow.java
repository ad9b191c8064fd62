package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * 行 as it stands in print.
 *
 * @param number 序号
 * @param texts words and codes by column id; a blank is missing
 * @param amounts by column id; a blank is missing, and counts as zero
 */
record PrintedRow(int number, Map<String, String> texts, Map<String, PrintedAmount> amounts) {

    /** The columns that name a row, but for {@code income}, which names the left half of one. */
    private static final List<String> NAMES = List.of("code", "name", "item", "expenditure");

    PrintedRow {
        texts = Map.copyOf(texts);
        amounts = Map.copyOf(amounts);
    }

    /** The words of a column, empty if blank. */
    String text(String column) {
        return texts.getOrDefault(column, "");
    }

    /** The digits of the code, empty where the row has none: totals and what was not published. */
    String code() {
        return text("code");
    }

    /** How a reader finds the cell of this column: the code and the name, or the words on its side. */
    String label(String column) {
        return column.equals("incomeAmount")
                ? text("income")
                : NAMES.stream().map(this::text).filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }

    boolean isZero(String column) {
        PrintedAmount amount = amounts.get(column);
        return amount == null || amount.isZero();
    }
}
