package dev.budgetledger.verifier;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Balances.LineMoney;

/**
 * 重算: the tables of a budget from the money of its lines, made as those of a package are made again. For who has lines and tables but no
 * package, and wants to hold the tables against other code than made them.
 */
public final class Recalculation {

    private final Budget budget;
    private final Json.Members forms;

    /**
     * 预算指标 that was ever posted to, and what of its money is asked for. Words and codes are those of facts.
     *
     * @param balanceFen without what was carried out
     * @param carriedOutFen 年终结转
     */
    public record LineSum(String fund, String origin, @Nullable String function, @Nullable String kind, @Nullable String economic,
            long balanceFen, long carriedOutFen) {}

    /** A table: of each row the printed cells by column, none left out. */
    public record Printed(List<Map<String, String>> rows, List<String> notes) {}

    /**
     * Recalculates a budget.
     *
     * @param form the year of the form 表样, one that this release knows
     * @param unit 元 or 万元
     * @param functions the names of 支出功能分类 by code
     * @param economics the names of 经济分类 by code
     */
    public Recalculation(int form, String unit, List<LineSum> lines, Map<String, String> functions, Map<String, String> economics) {
        Names names = new Names();
        functions.forEach((code, name) -> names.define(Names.Classification.FUNCTION, code, 0, name));
        economics.forEach((code, name) -> names.define(Names.Classification.ECONOMIC, code, 0, name));
        this.forms = Templates.of(form);
        this.budget = new Budget(lines.stream()
                .map(each -> new LineMoney(
                        new Line(each.fund, each.origin, null, each.function, each.kind, each.economic, null, null, null),
                        each.balanceFen, each.carriedOutFen))
                .toList(), names, 0, unit);
    }

    /** The ids of all tables, in their order. */
    public static List<String> tables() {
        return Contents.TABLES;
    }

    /** One of the {@link #tables}. */
    public Printed table(String id) {
        Sheet sheet = Tables.of(id, budget, forms, false);
        return new Printed(sheet.rows().stream().map(sheet::cells).toList(), sheet.notes());
    }
}
