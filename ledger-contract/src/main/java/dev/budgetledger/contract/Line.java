package dev.budgetledger.contract;

import org.jspecify.annotations.Nullable;

/**
 * 预算指标: what money is for, within one department budget. The key of a balance.
 *
 * @param fund 资金性质
 * @param origin 来源
 * @param function 支出功能分类科目, the seven digits of a 项; absent only in a comparative budget
 * @param kind 支出性质
 * @param economic 部门预算支出经济分类科目, the five digits of a 款; required for personnel and operating expenditure
 * @param project 项目, required for project expenditure of a budget that is not comparative
 */
public record Line(
        Fund fund,
        Origin origin,
        @Nullable String function,
        Kind kind,
        @Nullable String economic,
        @Nullable String project) {

    /** The same line in the following year, its money then being 上年结转. */
    public Line carriedOver() {
        return new Line(fund, Origin.CARRIED_OVER, function, kind, economic, project);
    }
}
