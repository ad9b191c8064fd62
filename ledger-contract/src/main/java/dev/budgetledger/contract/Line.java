package dev.budgetledger.contract;

import java.util.Comparator;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 预算指标: what money is for, within one department budget. The key of a balance.
 *
 * <p>Of a comparative budget a line says what was published: only its fund is always there, and its codes may be those of a 类 or 款.
 *
 * @param fund 资金性质
 * @param origin 来源
 * @param unit 单位: the code of the unit of the department whose money it is; absent if the department's units are not distinguished
 * @param function 支出功能分类科目, the seven digits of a 项; absent only in a comparative budget
 * @param kind 支出性质; absent only in a comparative budget
 * @param economic 部门预算支出经济分类科目, the five digits of a 款; required for personnel and operating expenditure
 * @param governmentEconomic 政府预算支出经济分类科目, the five digits of a 款
 * @param project 项目代码, required for project expenditure of a budget that is not comparative; a project that has no code of
 *     its own is named by its name
 * @param tag 追踪标志: what the money is followed by through all levels, as 直达 is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Line(
        Fund fund,
        Origin origin,
        @Nullable String unit,
        @Nullable String function,
        @Nullable Kind kind,
        @Nullable String economic,
        @Nullable String governmentEconomic,
        @Nullable String project,
        @Nullable String tag) {

    /** By all that a line says; what says nothing comes first. */
    public static final Comparator<Line> ORDER = Comparator.comparing(Line::fund)
            .thenComparing(Line::origin)
            .thenComparing(Line::unit, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::function, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::kind, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::economic, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::governmentEconomic, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::project, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::tag, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** A line of a department whose units are not distinguished. */
    public Line(
            Fund fund,
            Origin origin,
            @Nullable String function,
            @Nullable Kind kind,
            @Nullable String economic,
            @Nullable String project) {
        this(fund, origin, null, function, kind, economic, null, project, null);
    }

    /** Its code in a classification, if it says one. */
    public @Nullable String code(Classification.Type of) {
        return switch (of) {
            case FUNCTION -> function;
            case ECONOMIC -> economic;
            case GOVERNMENT_ECONOMIC -> governmentEconomic;
        };
    }

    /** The same line in the following year, its money then being 上年结转. */
    public Line carriedOver() {
        return new Line(fund, Origin.CARRIED_OVER, unit, function, kind, economic, governmentEconomic, project, tag);
    }
}
