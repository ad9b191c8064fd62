package dev.budgetledger.projection.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;

/** 预算指标 as facts write it: what a line does not have is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"fund", "origin", "function", "kind", "economic", "project"})
record LineDocument(
        Fund fund,
        Origin origin,
        @Nullable String function,
        Kind kind,
        @Nullable String economic,
        @Nullable String project) {

    static LineDocument of(Line line) {
        return new LineDocument(
                line.fund(), line.origin(), line.function(), line.kind(), line.economic(), line.project());
    }
}
