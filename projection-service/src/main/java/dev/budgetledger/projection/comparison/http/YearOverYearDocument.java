package dev.budgetledger.projection.comparison.http;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.comparison.YearOverYear;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;

/** The answer of a year-over-year comparison; what is not known is {@code null}, and a note says why. */
@JsonPropertyOrder({
    "department", "fiscalYear", "priorYear", "ofUnit", "unit", "basis", "total", "basic", "project", "threePublic", "byFund",
    "byFunction", "byThreePublicItem", "asOf", "notes"
})
record YearOverYearDocument(
        Department department,
        int fiscalYear,
        int priorYear,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
        String unit,
        String basis,
        FigureDocument total,
        FigureDocument basic,
        FigureDocument project,
        FigureDocument threePublic,
        List<FundFigure> byFund,
        List<ClassFigure> byFunction,
        List<ItemFigure> byThreePublicItem,
        AsOfDocument asOf,
        List<String> notes) {

    @JsonPropertyOrder({"current", "prior", "change", "percent"})
    record FigureDocument(
            @Nullable String current, @Nullable String prior, @Nullable String change, @Nullable String percent) {
        static FigureDocument of(YearOverYear.Figure figure) {
            return new FigureDocument(figure.current(), figure.prior(), figure.change(), figure.percent());
        }
    }

    /** A figure of a 资金性质. */
    @JsonPropertyOrder({"fund", "name", "figure"})
    record FundFigure(Fund fund, String name, FigureDocument figure) {}

    /** A figure of a 类 of 支出功能分类; {@code name} is empty if no catalogue has it. */
    @JsonPropertyOrder({"code", "name", "figure"})
    record ClassFigure(String code, String name, FigureDocument figure) {}

    /** A figure of an item of 三公经费, by the id of its row in the form. */
    @JsonPropertyOrder({"row", "label", "figure"})
    record ItemFigure(String row, String label, FigureDocument figure) {}

    static YearOverYearDocument of(
            BudgetAsOf current, @Nullable BudgetAsOf prior, @Nullable String ofUnit, Templates templates, Unit unit) {
        YearOverYear figures = YearOverYear.of(current, prior, ofUnit, templates, unit);
        return new YearOverYearDocument(
                current.department(),
                current.fiscalYear(),
                current.fiscalYear() - 1,
                ofUnit,
                unit.chinese(),
                current.basis().name().toLowerCase(Locale.ROOT),
                FigureDocument.of(figures.total()),
                FigureDocument.of(figures.basic()),
                FigureDocument.of(figures.project()),
                FigureDocument.of(figures.threePublic()),
                figures.funds().stream()
                        .map(each -> new FundFigure(each.of(), each.name(), FigureDocument.of(each.figure())))
                        .toList(),
                figures.classes().stream()
                        .map(each -> new ClassFigure(each.of(), each.name(), FigureDocument.of(each.figure())))
                        .toList(),
                figures.items().stream()
                        .map(each -> new ItemFigure(each.of(), each.name(), FigureDocument.of(each.figure())))
                        .toList(),
                AsOfDocument.of(current.asOf()),
                figures.notes());
    }
}
