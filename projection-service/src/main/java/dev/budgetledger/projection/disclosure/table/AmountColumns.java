package dev.budgetledger.projection.disclosure.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.LineAmount;

/**
 * What the amount columns of a table count.
 *
 * @param counts which lines a column counts, by column id
 */
public record AmountColumns(Map<String, Predicate<Line>> counts) {

    /** 合计 and the three appropriations. */
    public static final AmountColumns BY_APPROPRIATION = new AmountColumns(Map.of(
            "total", _ -> true,
            "generalPublic", line -> line.fund() == Fund.GENERAL_PUBLIC,
            "governmentFund", line -> line.fund() == Fund.GOVERNMENT_FUND,
            "stateCapital", line -> line.fund() == Fund.STATE_CAPITAL));

    public AmountColumns {
        counts = Map.copyOf(counts);
    }

    /** The cells of a row made of some lines. */
    public Map<String, Cell> of(List<LineAmount> lines) {
        Map<String, Cell> cells = new HashMap<>();
        counts.forEach((id, counted) -> cells.put(
                id, Cell.sum(lines.stream().filter(line -> counted.test(line.line())).toList())));
        return cells;
    }
}
