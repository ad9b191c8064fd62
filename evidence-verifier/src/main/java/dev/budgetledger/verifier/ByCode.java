package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Balances.LineMoney;

/**
 * A table with a row for every 类, 款 and 项 that has money.
 *
 * @param budget only the lines that the table is about
 * @param amount of a line: income or expenditure
 * @param byFunction by 支出功能分类, else by 经济分类
 * @param columns what the amount columns count
 */
record ByCode(
        Budget budget,
        Json.Members form,
        ToLongFunction<LineMoney> amount,
        boolean byFunction,
        Map<String, Predicate<Line>> columns) {

    Sheet sheet(String id) {
        List<Map<String, String>> rows = new ArrayList<>();
        if (budget.has(amount, _ -> true)) {
            rows.add(row("", form.text("total"), _ -> true));
            for (String code : codes()) {
                rows.add(row(code, budget.names().of(code, byFunction), line -> isUnder(line, code)));
            }
            if (budget.has(amount, line -> code(line) == null)) {
                rows.add(row("", form.text("unpublished"), line -> code(line) == null));
            }
        }
        List<String> notes = budget.lines().isEmpty() ? form.texts("notesWhenEmpty") : List.of();
        return new Sheet(id, form, rows, notes);
    }

    /** In order, each before what is under it. */
    private TreeSet<String> codes() {
        TreeSet<String> codes = new TreeSet<>();
        for (LineMoney each : budget.lines()) {
            String code = code(each.line());
            if (code != null && amount.applyAsLong(each) != 0) {
                for (int digits = 3; digits < code.length(); digits += 2) {
                    codes.add(code.substring(0, digits));
                }
                codes.add(code);
            }
        }
        return codes;
    }

    /** Levels end at three, five … digits; a code is under itself. */
    private boolean isUnder(Line line, String code) {
        String own = code(line);
        return own != null
                && (own.equals(code) || (own.startsWith(code) && code.length() >= 3 && code.length() % 2 == 1));
    }

    private Map<String, String> row(String code, String name, Predicate<Line> of) {
        Map<String, String> row = new LinkedHashMap<>(Map.of("code", code, "name", name));
        columns.forEach((column, counts) -> row.put(column, Yuan.print(
                budget.sum(amount, of.and(counts)), budget.unit(), Tables.isShortest(form))));
        return row;
    }

    private @Nullable String code(Line line) {
        return byFunction ? line.function() : line.economic();
    }
}
