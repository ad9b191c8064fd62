package dev.budgetledger.verifier;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.verifier.Balances.LineMoney;

/**
 * 重算: the tables of a budget from a form and the money of its lines, made as those of a package are made again. For who has lines and
 * tables but no package, and wants to hold the tables against other code than made them.
 */
public final class Recalculation {

    private final Form form;
    private final Budget budget;
    private final @Nullable String unit;

    /**
     * 预算指标 that was ever posted to, and what of its money is asked for. Words and codes are those of facts.
     *
     * @param unit 单位
     * @param balanceFen without what was carried out
     * @param carriedOutFen 年终结转
     * @param approvedFen 年初批复: what was allocated
     */
    public record LineSum(
            String fund,
            String origin,
            @Nullable String unit,
            @Nullable String function,
            @Nullable String kind,
            @Nullable String economic,
            @Nullable String governmentEconomic,
            long balanceFen,
            long carriedOutFen,
            long approvedFen) {}

    /**
     * 科目名称 by code.
     *
     * @param functions 支出功能分类
     * @param economics 部门预算支出经济分类
     * @param governmentEconomics 政府预算支出经济分类
     */
    public record CodeNames(Map<String, String> functions, Map<String, String> economics, Map<String, String> governmentEconomics) {}

    /**
     * A table.
     *
     * @param unit 元 or 万元
     * @param rows of each row the printed cells by column, none left out
     */
    public record Printed(String unit, List<Map<String, String>> rows, List<String> notes) {}

    /**
     * Recalculates a budget.
     *
     * @param form 公开表样 in JSON, as the page on forms has it
     * @param unit 元 or 万元, absent for that of each table's form
     * @param comparative whether only part of the year was published
     * @param natures 单位性质 by the unit's code
     */
    public Recalculation(byte[] form, int fiscalYear, boolean comparative, @Nullable String unit, List<LineSum> lines, CodeNames codes,
            Map<String, String> natures) {
        Names names = new Names();
        codes.functions.forEach((code, name) -> names.define(Names.Classification.FUNCTION, code, 0, name));
        codes.economics.forEach((code, name) -> names.define(Names.Classification.ECONOMIC, code, 0, name));
        codes.governmentEconomics.forEach((code, name) -> names.define(Names.Classification.GOVERNMENT_ECONOMIC, code, 0, name));
        this.form = Form.written(ByteBuffer.wrap(form));
        this.unit = unit;
        this.budget = new Budget(fiscalYear, comparative, lines.stream()
                .map(each -> new LineMoney(
                        new Line(each.fund, each.origin, each.unit, each.function, each.kind, each.economic, each.governmentEconomic,
                                null, null),
                        each.balanceFen, each.carriedOutFen, each.approvedFen))
                .toList(), names, natures, 0);
    }

    /** Why this is no form, in both languages; nothing if it is one. */
    public static Optional<String> refusalOf(byte[] form) {
        try {
            Form.written(ByteBuffer.wrap(form));
            return Optional.empty();
        } catch (Fault e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** 摘要 of the form, as a publication pins it. */
    public String sha256() {
        return form.sha256();
    }

    /** The ids of all tables of the form, in their order. */
    public List<String> tables() {
        return form.tableIds();
    }

    /** One of the {@link #tables}. */
    public Printed table(String id) {
        TableForm table = form.tables().stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table is called " + id));
        Sheet sheet = Sheet.of(table, unit, budget);
        return new Printed(sheet.form().measure(), sheet.rows().stream().map(sheet::texts).toList(), sheet.notes());
    }
}
