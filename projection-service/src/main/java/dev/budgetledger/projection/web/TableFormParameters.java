package dev.budgetledger.projection.web;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;

/** In which form tables are told: on which basis, of which amounts, in which unit. */
public record TableFormParameters(
        @Parameter(description = "approved 年初批复, or adjusted 变动后 (the default)")
        @Nullable Basis basis,
        @Parameter(description = "all (the default), frozen 冻结: only what is frozen, or free 可用: only what is not")
        @Nullable Amounts amounts,
        UnitParameters of)
        implements Query {

    public Basis basisOrDefault() {
        return basis == null ? Basis.ADJUSTED : basis;
    }

    public Amounts amountsOrDefault() {
        return amounts == null ? Amounts.ALL : amounts;
    }
}
