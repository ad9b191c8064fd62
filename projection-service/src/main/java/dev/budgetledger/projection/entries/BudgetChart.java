package dev.budgetledger.projection.entries;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Project;

/** 单位和项目 of a budget at its point, read once one is asked for. */
public final class BudgetChart {

    private final ByCode<BudgetUnit> units;
    private final ByCode<Project> projects;

    public BudgetChart(ChartReader chart, BudgetAsOf budget) {
        units = new ByCode<>(() -> chart.units(budget.id(), budget.asOf()), BudgetUnit::code);
        projects = new ByCode<>(() -> chart.projects(budget.id(), budget.asOf()), Project::code);
    }

    /** 单位名称, empty if the code is not defined. */
    public String unitName(String code) {
        return units.of(code).map(BudgetUnit::name).orElse("");
    }

    /** 项目名称, empty if the code is not defined. */
    public String projectName(String code) {
        return projects.of(code).map(Project::name).orElse("");
    }

    /** 单位性质 of the unit of a line: money without a unit, or of one that is not defined, is a department's own. */
    public Nature nature(Line line) {
        return Optional.ofNullable(line.unit()).flatMap(units::of).map(BudgetUnit::nature).orElse(Nature.ADMINISTRATIVE);
    }

    private static final class ByCode<T> {

        private final Supplier<List<T>> defined;
        private final Function<T, String> code;
        private @Nullable Map<String, T> byCode;

        ByCode(Supplier<List<T>> defined, Function<T, String> code) {
            this.defined = defined;
            this.code = code;
        }

        Optional<T> of(String asked) {
            if (byCode == null) {
                byCode = defined.get().stream().collect(Collectors.toMap(code, each -> each));
            }
            return Optional.ofNullable(byCode.get(asked));
        }
    }
}
