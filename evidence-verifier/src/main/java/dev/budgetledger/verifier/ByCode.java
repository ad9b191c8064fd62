package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Balances.LineMoney;

/**
 * A table with a row for every 类, 款 and 项 that has money.
 *
 * @param budget only the lines that the table is about
 * @param amount of a line: income or expenditure
 * @param by which codes
 * @param columns what the amount columns count
 */
record ByCode(
        Budget budget,
        Json.Members form,
        ToLongFunction<LineMoney> amount,
        Names.Classification by,
        Map<String, Predicate<Line>> columns) {

    Sheet sheet(String id) {
        List<Map<String, String>> rows = new ArrayList<>();
        if (budget.has(amount)) {
            rows.add(row("", form.text("total"), budget));
            withMoney().forEach((code, lines) ->
                    rows.add(row(code, budget.name(by, code), budget.with(lines))));
            Budget unpublished = budget.only(line -> code(line) == null);
            if (unpublished.has(amount)) {
                rows.add(row("", form.text("unpublished"), unpublished));
            }
        }
        List<String> notes = budget.lines().isEmpty() ? form.texts("notesWhenEmpty") : List.of();
        return new Sheet(id, form, rows, notes);
    }

    /** The lines under each code of each level under which one has something; in order, each before what is under it. */
    private TreeMap<String, List<LineMoney>> withMoney() {
        TreeMap<String, List<LineMoney>> byCode = new TreeMap<>();
        for (LineMoney each : budget.lines()) {
            String code = code(each.line());
            if (code != null && amount.applyAsLong(each) != 0) {
                for (int digits = 3; digits < code.length(); digits += 2) {
                    byCode.computeIfAbsent(code.substring(0, digits), key -> new ArrayList<>()).add(each);
                }
                byCode.computeIfAbsent(code, key -> new ArrayList<>()).add(each);
            }
        }
        return byCode;
    }

    private Map<String, String> row(String code, String name, Budget of) {
        Map<String, String> row = new LinkedHashMap<>(Map.of("code", code, "name", name));
        columns.forEach((column, counts) -> row.put(column, of.print(amount, counts, Tables.isShortest(form))));
        return row;
    }

    private @Nullable String code(Line line) {
        return switch (by) {
            case FUNCTION -> line.function();
            case ECONOMIC -> line.economic();
            case GOVERNMENT_ECONOMIC -> line.governmentEconomic();
        };
    }
}
