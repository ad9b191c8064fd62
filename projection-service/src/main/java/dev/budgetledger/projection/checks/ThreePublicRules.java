package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** “三公”经费: the subtotal is its numbered items, and an item with parts is those. */
final class ThreePublicRules {

    /** 一、二、三、; what is not numbered is a part of the item above it. */
    private static final Pattern NUMBERED = Pattern.compile("[一二三四五六七八九十]+、.*");

    private ThreePublicRules() {}

    static Finding parts(PrintedTable table) {
        if (table.isEmpty()) {
            return new Finding.Unmet(table.id().id() + " is empty");
        }
        List<PrintedRow> below = table.rows().subList(1, table.rows().size());
        List<PrintedRow> numbered = below.stream().filter(ThreePublicRules::isNumbered).toList();
        List<Equation> comparisons = new ArrayList<>(compare(table, table.rows().getFirst(), numbered));
        for (PrintedRow item : numbered) {
            List<PrintedRow> parts = below.subList(below.indexOf(item) + 1, below.size()).stream()
                    .takeWhile(row -> !isNumbered(row))
                    .toList();
            if (!parts.isEmpty()) {
                comparisons.addAll(compare(table, item, parts));
            }
        }
        return new Finding.Compared(comparisons);
    }

    private static boolean isNumbered(PrintedRow row) {
        return NUMBERED.matcher(row.text("item")).matches();
    }

    private static List<Equation> compare(PrintedTable table, PrintedRow whole, List<PrintedRow> parts) {
        return table.amountColumns().stream()
                .map(column -> new Equation(table.sum(List.of(whole), column), table.sum(parts, column)))
                .toList();
    }
}
