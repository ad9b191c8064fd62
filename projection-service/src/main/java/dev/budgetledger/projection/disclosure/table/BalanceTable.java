package dev.budgetledger.projection.disclosure.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineAmount;

/**
 * 收支总表: income by fund on the left, expenditure by functional 类 on the right, each with its totals.
 *
 * <p>A line is income of its fund, of this year or brought forward, and expenditure of its 类 but for what was carried out
 * of it into the next year. Income is what was given: carrying it out takes nothing from it. So the two totals agree.
 */
public final class BalanceTable {

    private static final Map<String, Cell> BLANK = Map.of();

    private BalanceTable() {}

    /**
     * Makes the table of a budget that has no other lines than the table is about.
     *
     * @param amounts what the amount columns on the right count
     */
    public static Table of(String id, BalanceForm form, BudgetAsOf budget, AmountColumns amounts) {
        List<LineAmount> given = budget.income();
        List<LineAmount> spent = budget.expenditure();
        List<LineAmount> carriedOut = budget.carriedOut();
        List<Map<String, Cell>> left = new ArrayList<>();
        List<Map<String, Cell>> right = new ArrayList<>(expenditure(form, spent, budget.names(), amounts));
        form.income().forEach(row -> left.add(
                income(row.label(), row.fund().name(), given, of(row.fund(), Origin.CURRENT))));
        level(left, right);

        left.add(income(form.current().income(), "current", given, of(Origin.CURRENT)));
        right.add(expenditure(form.current().expenditure(), "current", amounts.of(spent)));
        left.add(income(form.carried().income(), "carriedOver", given, of(Origin.CARRIED_OVER)));
        right.add(expenditure(form.carried().expenditure(), "carriedOut", amounts.of(carriedOut)));
        form.broughtForward()
                .forEach(row -> left.add(income(
                        row.label(), "carriedOver-" + row.fund(), given, of(row.fund(), Origin.CARRIED_OVER))));
        level(left, right);

        List<LineAmount> spentOrCarriedOut = new ArrayList<>(spent);
        spentOrCarriedOut.addAll(carriedOut);
        left.add(income(form.all().income(), "total", given, _ -> true));
        right.add(expenditure(form.all().expenditure(), "total", amounts.of(spentOrCarriedOut)));
        return new Table(
                id, form.title(), form.digits(), form.columns(), Table.numbered(sideBySide(left, right)), List.of());
    }

    /** The rows of the form, then the 类 that have lines but no row in the form, so that no money disappears. */
    private static List<Map<String, Cell>> expenditure(
            BalanceForm form, List<LineAmount> lines, ClassificationNames names, AmountColumns amounts) {
        List<Map<String, Cell>> rows = new ArrayList<>();
        for (BalanceForm.ClassRow row : form.expenditure()) {
            rows.add(expenditure(row.label(), row.function(), amounts.of(ofClass(row.function(), lines))));
        }
        List<String> known = form.expenditure().stream().map(BalanceForm.ClassRow::function).toList();
        lines.stream()
                .filter(line -> !line.isZero())
                .map(line -> line.line().function())
                .filter(Objects::nonNull)
                .map(Coding::classOf)
                .filter(code -> !known.contains(code))
                .distinct()
                .sorted()
                .forEach(code -> rows.add(expenditure(label(code, names), code, amounts.of(ofClass(code, lines)))));
        List<LineAmount> unpublished = lines.stream().filter(line -> line.line().function() == null).toList();
        if (!unpublished.stream().allMatch(LineAmount::isZero)) {
            rows.add(expenditure(form.unpublished(), "unpublished", amounts.of(unpublished)));
        }
        return rows;
    }

    private static String label(String code, ClassificationNames names) {
        String name = names.ofFunction(code);
        return name.isEmpty() ? code : name;
    }

    private static List<LineAmount> ofClass(String code, List<LineAmount> lines) {
        return lines.stream()
                .filter(line -> {
                    String function = line.line().function();
                    return function != null && Coding.classOf(function).equals(code);
                })
                .toList();
    }

    private static Map<String, Cell> income(
            String label, String identity, List<LineAmount> lines, Predicate<Line> counted) {
        List<LineAmount> of = lines.stream().filter(line -> counted.test(line.line())).toList();
        return Map.of("income", new Cell.Text(label, identity), "incomeAmount", Cell.sum(of));
    }

    private static Map<String, Cell> expenditure(String label, String identity, Map<String, Cell> amounts) {
        Map<String, Cell> cells = new HashMap<>(amounts);
        cells.put("expenditure", new Cell.Text(label, identity));
        return cells;
    }

    private static Predicate<Line> of(Origin origin) {
        return line -> line.origin() == origin;
    }

    private static Predicate<Line> of(Fund fund, Origin origin) {
        return of(origin).and(line -> line.fund() == fund);
    }

    private static void level(List<Map<String, Cell>> left, List<Map<String, Cell>> right) {
        while (left.size() < right.size()) {
            left.add(BLANK);
        }
        while (right.size() < left.size()) {
            right.add(BLANK);
        }
    }

    private static List<Map<String, Cell>> sideBySide(List<Map<String, Cell>> left, List<Map<String, Cell>> right) {
        List<Map<String, Cell>> rows = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Map<String, Cell> row = new HashMap<>(left.get(i));
            row.putAll(right.get(i));
            rows.add(row);
        }
        return rows;
    }
}
