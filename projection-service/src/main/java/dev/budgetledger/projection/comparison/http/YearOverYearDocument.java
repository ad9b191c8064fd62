package dev.budgetledger.projection.comparison.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.comparison.YearOverYear;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;

/** The answer of a year-over-year comparison; what is not known is {@code null}, and a note says why. */
@JsonPropertyOrder({
    "department", "fiscalYear", "priorYear", "unit", "basis", "total", "basic", "project", "threePublic", "asOf", "notes"
})
record YearOverYearDocument(
        Department department,
        int fiscalYear,
        int priorYear,
        String unit,
        String basis,
        FigureDocument total,
        FigureDocument basic,
        FigureDocument project,
        FigureDocument threePublic,
        AsOfDocument asOf,
        List<String> notes) {

    @JsonPropertyOrder({"current", "prior", "change"})
    record FigureDocument(String current, @Nullable String prior, @Nullable String change) {
        static FigureDocument of(YearOverYear.Figure figure) {
            return new FigureDocument(figure.current(), figure.prior(), figure.change());
        }
    }

    static YearOverYearDocument of(
            BudgetAsOf current, @Nullable BudgetAsOf prior, Templates templates, Unit unit) {
        YearOverYear figures = YearOverYear.of(current, prior, templates, unit);
        return new YearOverYearDocument(
                current.department(),
                current.fiscalYear(),
                current.fiscalYear() - 1,
                unit.chinese(),
                current.basis().name().toLowerCase(Locale.ROOT),
                FigureDocument.of(figures.total()),
                FigureDocument.of(figures.basic()),
                FigureDocument.of(figures.project()),
                FigureDocument.of(figures.threePublic()),
                AsOfDocument.of(current.asOf()),
                notes(current, prior, templates));
    }

    private static List<String> notes(BudgetAsOf current, @Nullable BudgetAsOf prior, Templates templates) {
        List<String> notes = new ArrayList<>();
        if (prior == null) {
            notes.add("注:" + (current.fiscalYear() - 1) + "年部门预算未开立,无上年数可比。");
        } else if (prior.comparative()) {
            notes.add("注:" + prior.fiscalYear() + "年部门预算仅公布合计。");
            if (YearOverYear.threePublicUnpublished(prior, templates)) {
                notes.add("注:" + prior.fiscalYear() + "年“三公”经费未公布。");
            }
        }
        return notes;
    }
}
