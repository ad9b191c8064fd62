package dev.budgetledger.projection.checks;

import java.time.Year;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.Query;

/** What is said of imported tables. */
record ImportQuery(
        @Parameter(description = "预算年度, whose form the tables have", required = true)
        @Nullable Year year,
        @Parameter(description = "万元 (WAN_YUAN, the default) or 元 (YUAN)")
        @Nullable Unit unit,
        @Parameter(description = "单位性质: administrative 行政 or institution 事业; else not known")
        @Nullable UnitNature nature)
        implements Query {

    int fiscalYear() {
        if (year == null) {
            throw ProblemException.missing("year");
        }
        return year.getValue();
    }

    Unit unitOrDefault() {
        return unit == null ? Unit.WAN_YUAN : unit;
    }
}
