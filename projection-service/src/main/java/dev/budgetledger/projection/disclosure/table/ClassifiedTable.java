package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineAmount;

/**
 * A table with a row for every 类, 款 and 项 that has lines, in the order of the codes, parents first, below the total.
 *
 * <p>A line that has nothing makes no row. Money whose code was not published has a last row without a code. A table without money has no rows (空表); its
 * notes say so where no such line was ever posted to, not where nothing is left, effective yet, approved or frozen.
 */
public final class ClassifiedTable {

    private static final String TOTAL = "total";
    private static final String UNPUBLISHED = "unpublished";

    private ClassifiedTable() {}

    /**
     * Makes the table of a budget that has no other lines than the table is about.
     *
     * @param side income or expenditure of these lines
     */
    public static Table of(
            String id,
            ClassifiedForm form,
            BudgetAsOf budget,
            Function<BudgetAsOf, List<LineAmount>> side,
            Coding coding,
            AmountColumns amounts) {
        List<LineAmount> lines = side.apply(budget);
        List<Map<String, Cell>> rows = isNothing(lines) ? List.of() : rows(form, lines, coding, amounts);
        List<String> notes = budget.hasLines() ? List.of() : form.notesWhenEmpty();
        return new Table(id, form.title(), form.digits(), form.columns(), Table.numbered(rows), notes);
    }

    private static List<Map<String, Cell>> rows(
            ClassifiedForm form, List<LineAmount> lines, Coding coding, AmountColumns amounts) {
        SortedMap<String, List<LineAmount>> byCode = new TreeMap<>();
        List<LineAmount> unpublished = new ArrayList<>();
        for (LineAmount line : lines) {
            String code = coding.codeOf().apply(line.line());
            if (code == null) {
                unpublished.add(line);
            } else {
                Coding.levelsOf(code).forEach(level -> byCode.computeIfAbsent(level, _ -> new ArrayList<>()).add(line));
            }
        }
        byCode.values().removeIf(ClassifiedTable::isNothing);
        List<Map<String, Cell>> rows = new ArrayList<>();
        rows.add(row("", form.total(), TOTAL, amounts.of(lines)));
        byCode.forEach((code, of) -> rows.add(row(code, coding.nameOf().apply(code), code, amounts.of(of))));
        if (!isNothing(unpublished)) {
            rows.add(row("", form.unpublished(), UNPUBLISHED, amounts.of(unpublished)));
        }
        return rows;
    }

    private static boolean isNothing(List<LineAmount> lines) {
        return lines.stream().allMatch(LineAmount::isZero);
    }

    private static Map<String, Cell> row(String code, String name, String identity, Map<String, Cell> amounts) {
        Map<String, Cell> cells = new HashMap<>(amounts);
        cells.put("code", new Cell.Text(code, identity));
        cells.put("name", new Cell.Text(name, identity));
        return cells;
    }
}
