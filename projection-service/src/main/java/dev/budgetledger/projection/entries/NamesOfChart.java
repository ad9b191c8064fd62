package dev.budgetledger.projection.entries;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Project;

/** 单位名称和项目名称 of a budget at its point, read once one is asked for. Empty of a code that is not defined. */
public final class NamesOfChart {

    private final Names<BudgetUnit> units;
    private final Names<Project> projects;

    public NamesOfChart(ChartReader chart, BudgetAsOf budget) {
        units = new Names<>(() -> chart.units(budget.id(), budget.asOf()), BudgetUnit::code, BudgetUnit::name);
        projects = new Names<>(() -> chart.projects(budget.id(), budget.asOf()), Project::code, Project::name);
    }

    public String ofUnit(String code) {
        return units.of(code);
    }

    public String ofProject(String code) {
        return projects.of(code);
    }

    private static final class Names<T> {

        private final Supplier<List<T>> defined;
        private final Function<T, String> code;
        private final Function<T, String> name;
        private @Nullable Map<String, String> byCode;

        Names(Supplier<List<T>> defined, Function<T, String> code, Function<T, String> name) {
            this.defined = defined;
            this.code = code;
            this.name = name;
        }

        String of(String asked) {
            if (byCode == null) {
                byCode = defined.get().stream().collect(Collectors.toMap(code, name));
            }
            return byCode.getOrDefault(asked, "");
        }
    }
}
