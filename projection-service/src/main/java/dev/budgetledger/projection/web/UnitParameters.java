package dev.budgetledger.projection.web;

import java.util.SortedMap;
import java.util.TreeMap;

import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.Unit;

/** Of which unit something is told, and in which unit of measure. */
public record UnitParameters(
        @Parameter(description = "the code of a unit 预算单位: only its money; else the whole department's")
        @Nullable UnitName unit,
        @Parameter(description = "万元 (WAN_YUAN, the default) or 元 (YUAN), of what is printed")
        @Nullable Unit measure)
        implements Query {

    /** Whether a unit of measure is asked for. */
    public boolean saysMeasure() {
        return measure != null || (unit != null && unit.measure() != null);
    }

    public Unit measureOrDefault() {
        if (measure != null) {
            return measure;
        }
        return unit == null || unit.measure() == null ? Unit.WAN_YUAN : unit.measure();
    }

    /** The unit that is asked for, null for the department. */
    public @Nullable String code() {
        return unit == null ? null : unit.code();
    }

    /**
     * The budget of the unit, or of the whole department, at the point asked for.
     *
     * @throws ProblemException if it was not open by then, or has no line of the unit
     */
    public BudgetAsOf read(BudgetReader reader, BudgetId id, AsOfQuestion question, Basis basis) {
        return of(readWhole(reader, id, question, basis));
    }

    /** The same of the whole department, though a unit is asked for. */
    public BudgetAsOf readWhole(BudgetReader reader, BudgetId id, AsOfQuestion question, Basis basis) {
        BudgetAsOf budget = Budgets.read(reader, id, question, basis);
        String code = code();
        if (code != null && budget.sums().stream().noneMatch(each -> code.equals(each.line().unit()))) {
            throw RequestProblem.unitUnknown(id, code);
        }
        return budget;
    }

    /** What of a budget is asked for: of another year, say, in which the unit may have been of no money. */
    public BudgetAsOf of(BudgetAsOf budget) {
        String code = code();
        return code == null ? budget : budget.ofUnit(code);
    }

    /** The same question in an address: of no measure where none was asked for, so that each table keeps that of its form. */
    public String inAddress() {
        return Paging.inAddress(parameters());
    }

    /** The same as parameters, by their names. */
    public SortedMap<String, String> parameters() {
        SortedMap<String, String> parameters = new TreeMap<>();
        if (saysMeasure()) {
            parameters.put("measure", measureOrDefault().name());
        }
        String code = code();
        if (code != null) {
            parameters.put("unit", code);
        }
        return parameters;
    }

    /**
     * What {@code unit=} says: a unit 预算单位, or, as before there were any, a unit of measure 计量单位. No unit is called as one of those.
     *
     * @param code of a unit
     * @param measure if it is one
     */
    public record UnitName(@Nullable String code, @Nullable Unit measure) {}
}
