package dev.budgetledger.projection.disclosure.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.Forms;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.RequestProblem;
import dev.budgetledger.projection.web.UnitParameters;

/** Makes tables in the form that is asked for, or else in that of the year. */
@Component
public final class AskedForms {

    private final Templates templates;
    private final Forms forms;
    private final ChartReader chart;

    AskedForms(Templates templates, Forms forms, ChartReader chart) {
        this.templates = templates;
        this.forms = forms;
        this.chart = chart;
    }

    /** All that may be asked for by name. */
    List<Form> all() {
        return forms.all();
    }

    /**
     * The form of a name, or of a year.
     *
     * @param name null for the form of the year
     * @throws dev.budgetledger.edge.problems.ProblemException if no form is called that
     */
    public Form form(@Nullable String name, int year) {
        return name == null
                ? templates.of(year).form()
                : forms.of(name).orElseThrow(() -> RequestProblem.formUnknown(name));
    }

    /**
     * A table of a budget.
     *
     * @param name of the form, null for the form of the year
     * @param id of the table
     * @throws dev.budgetledger.edge.problems.ProblemException if there is no such form, or no such table in it
     */
    public Table table(@Nullable String name, String id, BudgetAsOf budget) {
        TableForm form = form(name, budget.fiscalYear()).tables().stream()
                .filter(table -> table.id().equals(id))
                .findFirst()
                .orElseThrow(() -> RequestProblem.tableUnknown("id", id));
        return TableMaker.table(form, budget, name == null ? _ -> Nature.ADMINISTRATIVE : natures(budget));
    }

    /** The unit of measure that is asked for, or else that of the named form's table. */
    public static Unit measure(@Nullable String name, UnitParameters asked, Table table) {
        return name == null || asked.saysMeasure() ? asked.measureOrDefault() : table.unit();
    }

    /** Money of a line without a unit, or of one that is not defined, is a department's own. */
    private Function<Line, Nature> natures(BudgetAsOf budget) {
        if (budget.sums().stream().allMatch(each -> each.line().unit() == null)) {
            return _ -> Nature.ADMINISTRATIVE;
        }
        Map<String, Nature> natures = new HashMap<>();
        for (BudgetUnit unit : chart.units(budget.id(), budget.asOf())) {
            natures.put(unit.code(), unit.nature());
        }
        return line -> {
            String unit = line.unit();
            return unit == null ? Nature.ADMINISTRATIVE : natures.getOrDefault(unit, Nature.ADMINISTRATIVE);
        };
    }
}
