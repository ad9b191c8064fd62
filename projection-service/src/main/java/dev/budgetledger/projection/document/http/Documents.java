package dev.budgetledger.projection.document.http;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Project;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.comparison.BudgetPair;
import dev.budgetledger.projection.comparison.PriorYear;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.DocumentMaker;
import dev.budgetledger.projection.document.StatedParts;
import dev.budgetledger.projection.document.Year;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.entries.StatementReader.Said;

/** Reads what a document is made of, and makes it. */
@Component
public final class Documents {

    private final BudgetReader reader;
    private final AskedForms forms;
    private final Templates templates;
    private final StatementReader statements;
    private final ChartReader chart;

    public Documents(BudgetReader reader, AskedForms forms, Templates templates, StatementReader statements, ChartReader chart) {
        this.reader = reader;
        this.forms = forms;
        this.templates = templates;
        this.statements = statements;
        this.chart = chart;
    }

    /**
     * The document of a budget, or of one of its units, at its point.
     *
     * @param whole the department's
     * @param form the id of the form that is asked for, if one is
     * @throws dev.budgetledger.edge.problems.ProblemException if no form is called that
     */
    public Document document(BudgetAsOf whole, @Nullable String unit, @Nullable String form) {
        return made(whole, unit, form).document();
    }

    /** The same, and what it lacks. */
    public DocumentMaker.Made made(BudgetAsOf whole, @Nullable String unit, @Nullable String form) {
        return disclosed(whole, unit, form).made();
    }

    /** The same, with what it is made of. */
    Disclosed disclosed(BudgetAsOf whole, @Nullable String unit, @Nullable String form) {
        BudgetAsOf budget = unit == null ? whole : whole.ofUnit(unit);
        Form in = forms.form(form, budget).form();
        List<Table> tables = forms.tables(in, budget);
        StatedParts stated = StatedParts.of(statements.statements(budget.id(), budget.asOf()), unit);
        List<Project> projects = chart.projects(budget.id(), budget.asOf());
        DocumentMaker.Made made = DocumentMaker.made(in, new DocumentMaker.Sources(
                new Year(budget, forms.natures(budget), Published.of(budget)),
                prior(budget).orElse(null),
                tables,
                stated,
                projects,
                templates.of(budget.fiscalYear()).threePublic()));
        return new Disclosed(made, budget, in, tables, stated.said(), chart.units(budget.id(), budget.asOf()), projects);
    }

    private Optional<Year> prior(BudgetAsOf budget) {
        return PriorYear.known(reader, budget)
                .map(prior -> new Year(prior, forms.natures(prior), new BudgetPair(prior, budget, Amounts.ALL).publishedBefore()));
    }

    /**
     * A document and what it was made of.
     *
     * @param tables of the form
     * @param said what it says that counts at the point
     */
    record Disclosed(
            DocumentMaker.Made made,
            BudgetAsOf budget,
            Form form,
            List<Table> tables,
            List<Said> said,
            List<BudgetUnit> units,
            List<Project> projects) {

        Disclosed {
            tables = List.copyOf(tables);
            said = List.copyOf(said);
            units = List.copyOf(units);
            projects = List.copyOf(projects);
        }

        Document document() {
            return made.document();
        }
    }
}
