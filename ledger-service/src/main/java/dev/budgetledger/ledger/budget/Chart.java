package dev.budgetledger.ledger.budget;

import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Project;

/**
 * The codes that are defined in a budget. A department that defines none has none distinguished.
 *
 * @param units 单位
 * @param projects 项目
 */
public record Chart(PSet<String> units, PSet<String> projects) {

    static final Chart EMPTY = new Chart(HashTreePSet.empty(), HashTreePSet.empty());

    Chart with(Fact.ChartDefined defined) {
        return switch (defined) {
            case Fact.UnitsDefined(var more) ->
                new Chart(units.plusAll(more.stream().map(BudgetUnit::code).toList()), projects);
            case Fact.ProjectsDefined(var more) ->
                new Chart(units, projects.plusAll(more.stream().map(Project::code).toList()));
            case Fact.NamesDefined _ -> this; // what is printed decides nothing
        };
    }

    /** About the memory it takes. */
    long bytes() {
        return 120L * (units.size() + projects.size());
    }
}
