package dev.budgetledger.projection.disclosure.http;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.comparison.PriorYear;
import dev.budgetledger.projection.comparison.YearOverYear;
import dev.budgetledger.projection.disclosure.Forms;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.disclosure.table.TableYear;
import dev.budgetledger.projection.entries.AdoptedForms;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetChart;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.RequestProblem;
import dev.budgetledger.projection.web.UnitParameters;

/** Makes tables in the form that is asked for, or else in that which the budget's place prescribes, or else in that of the year. */
@Component
public final class AskedForms {

    private final Templates templates;
    private final Forms released;
    private final AdoptedForms adopted;
    private final ChartReader chart;
    private final BudgetReader budgets;
    private final ProposedBudgets included;

    AskedForms(Templates templates, Forms released, AdoptedForms adopted, ChartReader chart, BudgetReader budgets, ProposedBudgets included) {
        this.templates = templates;
        this.released = released;
        this.adopted = adopted;
        this.chart = chart;
        this.budgets = budgets;
        this.included = included;
    }

    /**
     * A form that is known.
     *
     * @param position of the fact that adopted it; absent if it came with the release
     */
    public record Known(Form form, @Nullable Long position) {}

    /** The forms by id, as was known by a position: those after an id, at most so many. One that was adopted stands for a released one. */
    List<Known> all(String after, long position, int limit) {
        SortedMap<String, Known> all = new TreeMap<>();
        released.all().forEach(form -> all.put(form.id(), new Known(form, null)));
        adopted.all(after, position, limit).forEach(each -> all.put(each.form().id(), of(each)));
        return all.tailMap(after + '\0').values().stream().limit(limit).toList();
    }

    /**
     * The form of an id, as was known by a position.
     *
     * @throws dev.budgetledger.edge.problems.ProblemException if none was called that
     */
    Known form(String id, long position) {
        return known(id, position).orElseThrow(() -> RequestProblem.formUnknown(id));
    }

    /** The form of an id, as was known by a position, if one was called that. */
    public Optional<Known> known(String id, long position) {
        return Form.isId(id)
                ? adopted.of(id, position).map(AskedForms::of).or(() -> released.of(id).map(form -> new Known(form, null)))
                : Optional.empty();
    }

    /** The form of a year, which comes with the release. */
    public Form ofYear(int fiscalYear) {
        return templates.of(fiscalYear).form();
    }

    /**
     * The form that the tables of a budget have at its point.
     *
     * @param name of the form that is asked for, if one is
     * @throws dev.budgetledger.edge.problems.ProblemException if no form is called that
     */
    public Known form(@Nullable String name, BudgetAsOf budget) {
        return name != null
                ? form(name, budget.asOf().position())
                : prescribed(budget).orElseGet(() -> new Known(ofYear(budget.fiscalYear()), null));
    }

    /** A unit's tables have the form for units, or that for departments where there is none. */
    private Optional<Known> prescribed(BudgetAsOf budget) {
        String place = budget.jurisdiction();
        if (place == null) {
            return Optional.empty();
        }
        Stream<Form.Level> levels = budget.ofUnit() == null
                ? Stream.of(Form.Level.DEPARTMENT)
                : Stream.of(Form.Level.UNIT, Form.Level.DEPARTMENT);
        return levels
                .flatMap(level -> adopted.prescribed(place, level, budget.fiscalYear(), budget.asOf().position()).stream())
                .findFirst()
                .map(AskedForms::of);
    }

    private static Known of(AdoptedForms.Adopted adopted) {
        return new Known(adopted.form(), adopted.position());
    }

    /**
     * The form of a table.
     *
     * @param field how a problem names it
     * @param id of the table
     * @throws dev.budgetledger.edge.problems.ProblemException if there is no such table in the form
     */
    public static TableForm table(Form form, String field, String id) {
        return form.tables().stream()
                .filter(table -> table.id().equals(id))
                .findFirst()
                .orElseThrow(() -> RequestProblem.tableUnknown(field, id));
    }

    /** All tables of a budget, in the order of the form. */
    public List<Table> tables(Form form, BudgetAsOf budget) {
        return tables(form.tables(), budget, UnaryOperator.identity());
    }

    /**
     * Tables of a budget.
     *
     * @param shown what they show of it, and of the year before
     */
    public List<Table> tables(List<TableForm> tables, BudgetAsOf budget, UnaryOperator<BudgetAsOf> shown) {
        BudgetAsOf of = shown.apply(budget);
        return tables(tables, of, Published.of(of), prior(tables, budget).map(shown).orElse(null));
    }

    /**
     * The same, its lines taken at their word so far.
     *
     * @param prior the year before, absent if nothing is known of it
     */
    public List<Table> tables(List<TableForm> tables, BudgetAsOf budget, Published published, @Nullable BudgetAsOf prior) {
        TableYear current = year(budget, published);
        TableYear before = prior == null
                ? null
                : year(prior, PriorYear.published(prior, budget, templates.of(budget.fiscalYear()).threePublic()));
        return tables.stream().map(table -> TableMaker.table(table, current, before)).toList();
    }

    /** 上年: the year before a budget, or of its unit, if it is known and any of the tables has columns of it. */
    public Optional<BudgetAsOf> prior(List<TableForm> tables, BudgetAsOf budget) {
        if (tables.stream().noneMatch(TableForm::comparesYears)) {
            return Optional.empty();
        }
        return PriorYear.known(reader(budget), budget);
    }

    /** 年初批复与上年对比: the figures of a budget, or of its unit, at its point, as approved. */
    YearOverYear yearOverYear(BudgetAsOf budget) {
        BudgetAsOf approved = reader(budget).read(budget.id(), budget.asOf(), Basis.APPROVED).orElseThrow();
        return YearOverYear.of(approved, PriorYear.of(reader(budget), approved).orElse(null), budget.ofUnit(), templates, Unit.WAN_YUAN);
    }

    /** What other years of a budget are read with: of one that counts what is proposed, they do as well. */
    private BudgetReader reader(BudgetAsOf budget) {
        return budget.proposed() == null ? budgets : included;
    }

    private TableYear year(BudgetAsOf budget, Published published) {
        BudgetChart of = new BudgetChart(chart, budget);
        return new TableYear(budget, of::nature, (by, code) -> by == RowForm.By.UNIT ? of.unitName(code) : of.projectName(code), published);
    }

    /** 单位性质 of the unit of a line of a budget, at its point. */
    public Function<Line, Nature> natures(BudgetAsOf budget) {
        return new BudgetChart(chart, budget)::nature;
    }

    /** The unit of measure that is asked for, or else that of the form. */
    public static Unit measure(UnitParameters asked, Table table) {
        return asked.saysMeasure() ? asked.measureOrDefault() : table.unit();
    }
}
