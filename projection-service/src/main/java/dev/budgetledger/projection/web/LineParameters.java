package dev.budgetledger.projection.web;

import java.util.stream.Stream;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;

/** 指标: of which lines something is asked. What is absent does not matter. */
public record LineParameters(
        @Parameter(description = "资金性质 of a line") @Nullable Fund fund,
        @Parameter(description = "支出功能分类科目 of a line, or what it begins with") @Nullable String function,
        @Parameter(description = "部门预算支出经济分类科目 of a line, or what it begins with") @Nullable String economic,
        @Parameter(description = "支出性质 of a line") @Nullable Kind kind,
        @Parameter(description = "项目 of a line") @Nullable String project,
        @Parameter(description = "the code of the unit 预算单位 of a line") @Nullable String unit)
        implements Query {

    /** Whether any line will do. */
    public boolean areAbsent() {
        return Stream.of(fund, function, economic, kind, project, unit).allMatch(each -> each == null);
    }

    /** Whether a line is all that is asked. */
    public boolean askFor(Line line) {
        return (fund == null || fund == line.fund()) && begins(line.function(), function) && begins(line.economic(), economic)
                && (kind == null || kind == line.kind()) && (project == null || project.equals(line.project()))
                && (unit == null || unit.equals(line.unit()));
    }

    private static boolean begins(@Nullable String code, @Nullable String asked) {
        return asked == null || (code != null && code.startsWith(asked));
    }

    /** The same question, added to what is asked again in an address. */
    public Asked in(Asked asked) {
        return asked.and("fund", fund)
                .and("function", function)
                .and("economic", economic)
                .and("kind", kind)
                .and("project", project)
                .and("unit", unit);
    }
}
