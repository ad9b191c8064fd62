package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

import dev.budgetledger.verifier.Balances.LineMoney;

/**
 * A table with income by fund on the left and expenditure by 类 on the right.
 *
 * @param columns what the amount columns on the right count
 */
record TwoSides(Budget budget, Json.Members form, Map<String, Predicate<Line>> columns) {

    Sheet sheet(String id) {
        List<Map<String, String>> left = new ArrayList<>();
        List<Map<String, String>> right = new ArrayList<>();
        for (Json.Members row : form.objects("income")) {
            left.add(income(row.text("label"), line -> line.isCurrent() && line.fund().equals(row.text("fund"))));
        }
        classes(right);
        level(left, right);
        left.add(income(form.object("current").text("income"), Line::isCurrent));
        right.add(spent(form.object("current").text("expenditure"), LineMoney::balance));
        left.add(income(form.object("carried").text("income"), line -> !line.isCurrent()));
        right.add(spent(form.object("carried").text("expenditure"), LineMoney::carriedOut));
        for (Json.Members row : form.objects("broughtForward")) {
            left.add(income(row.text("label"), line -> !line.isCurrent() && line.fund().equals(row.text("fund"))));
        }
        level(left, right);
        left.add(income(form.object("all").text("income"), line -> true));
        right.add(spent(form.object("all").text("expenditure"), LineMoney::income));
        for (int i = 0; i < left.size(); i++) {
            left.get(i).putAll(right.get(i));
        }
        return new Sheet(id, form, left, List.of());
    }

    /** Those of the form, then those with money that it lacks, then what has no code. */
    private void classes(List<Map<String, String>> right) {
        TreeMap<String, List<LineMoney>> byClass = new TreeMap<>();
        List<LineMoney> withoutCode = new ArrayList<>();
        for (LineMoney each : budget.lines()) {
            String function = each.line().function();
            if (each.balance() != 0) {
                (function == null ? withoutCode : byClass.computeIfAbsent(function.substring(0, 3), key -> new ArrayList<>()))
                        .add(each);
            }
        }
        for (Json.Members row : form.objects("expenditure")) {
            List<LineMoney> lines = byClass.remove(row.text("function"));
            right.add(balance(row.text("label"), lines == null ? List.of() : lines));
        }
        byClass.forEach((code, lines) -> {
            String name = budget.name(Names.Classification.FUNCTION, code);
            right.add(balance(name.isEmpty() ? code : name, lines));
        });
        if (!withoutCode.isEmpty()) {
            right.add(balance(form.text("unpublished"), withoutCode));
        }
    }

    private Map<String, String> balance(String label, List<LineMoney> lines) {
        return new TwoSides(budget.with(lines), form, columns).spent(label, LineMoney::balance);
    }

    private Map<String, String> income(String label, Predicate<Line> counts) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("income", label);
        row.put("incomeAmount", print(LineMoney::income, counts));
        return row;
    }

    private Map<String, String> spent(String label, ToLongFunction<LineMoney> amount) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("expenditure", label);
        columns.forEach((column, counts) -> row.put(column, print(amount, counts)));
        return row;
    }

    private String print(ToLongFunction<LineMoney> amount, Predicate<Line> counts) {
        return budget.print(amount, counts, Tables.isShortest(form));
    }

    private static void level(List<Map<String, String>> left, List<Map<String, String>> right) {
        while (left.size() < right.size()) {
            left.add(new LinkedHashMap<>());
        }
        while (right.size() < left.size()) {
            right.add(Map.of());
        }
    }
}
