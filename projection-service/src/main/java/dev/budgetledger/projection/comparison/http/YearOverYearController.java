package dev.budgetledger.projection.comparison.http;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.comparison.PriorYear;
import dev.budgetledger.projection.comparison.YearOverYear;
import dev.budgetledger.projection.comparison.http.YearOverYearController.YearOverYearDocument.FigureDocument;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.console.YearBars;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.UnitParameters;

/** Serves the comparison of a budget with the year before. */
@RestController
@Tag(name = "Comparisons 比较")
record YearOverYearController(BudgetReader reader, Templates templates) {

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/year-over-year",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "比上年增减情况: total, basic, project and 三公, by fund, 类 and item of 三公, beside the prior year")
    ResponseEntity<InPage<YearOverYearDocument>> yearOverYear(
            @PathVariable String department, @PathVariable String year, YearOverYearQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf current = query.of().readWhole(reader, id, query.asOf().question(), query.basisOrDefault());
        YearOverYearDocument document = YearOverYearDocument.of(
                current, PriorYear.of(reader, current).orElse(null), query.of().code(), templates,
                query.of().measureOrDefault());
        return InPage.answer(document.asOf(), query.format(), new InPage<>(document, () -> new YearOverYearPage(document, query).html()));
    }

    /** What may be asked of a comparison. */
    record YearOverYearQuery(
            AsOfParameters asOf,
            @Parameter(description = "approved 年初批复 (the default), or adjusted 变动后; the same for both years")
            @Nullable Basis basis,
            UnitParameters of,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements Query {

        Basis basisOrDefault() {
            return basis == null ? Basis.APPROVED : basis;
        }
    }

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

    /**
     * 与上年对比 as a page: bars, and the same numbers.
     *
     * @param answer what it says as JSON
     * @param query as it was asked
     */
    private record YearOverYearPage(YearOverYearDocument answer, YearOverYearQuery query) {

        String html() {
            String budget = Budgets.address(answer.department(), answer.fiscalYear());
            String address = budget + "/year-over-year";
            ConsolePage page = ConsolePage.about(new Wording("与上年对比", "Year over year"), answer.department(),
                    answer.fiscalYear(), answer.asOf());
            PointBar.of(address, answer.asOf(), List.of(new PointBar.Choice("basis", "口径", "Basis",
                    List.of(PointBar.Option.of(Basis.APPROVED), PointBar.Option.of(Basis.ADJUSTED)), answer.basis())), query.of().parameters()).write(page.out());
            bars(List.of(figure(new Wording("支出合计", "Total"), answer.total()), figure(new Wording("基本支出", "Basic"), answer.basic()),
                    figure(new Wording("项目支出", "Projects"), answer.project()),
                    figure(new Wording("“三公”经费", "Three public expenses"), answer.threePublic()))).write(page, 4);
            page.heading("按资金性质", "By fund");
            bars(answer.byFund().stream().map(each -> figure(Vocabulary.of(each.fund()), each.figure())).toList()).write(page, 0);
            page.heading("按支出功能分类", "By function");
            bars(answer.byFunction().stream().map(each -> figure(Wording.plain((each.code() + " " + each.name()).strip()), each.figure())).toList())
                    .write(page, 0);
            page.heading("“三公”经费", "Three public expenses");
            bars(answer.byThreePublicItem().stream().map(each -> figure(Wording.plain(each.label()), each.figure())).toList()).write(page, 0);
            answer.notes().forEach(note -> page.out().raw("<p class=\"note\">").text(note).raw("</p>\n"));
            page.links("下载", "Download", List.of(new Link(address + answer.asOf().inAddress() + "&basis=" + answer.basis() + query.of().inAddress()
                    + "&format=json", "JSON", "")));
            return page.end(answer.asOf());
        }

        private YearBars bars(List<YearBars.Figure> figures) {
            return new YearBars(answer.fiscalYear(), answer.unit(), figures);
        }

        private static YearBars.Figure figure(Wording name, FigureDocument figure) {
            return new YearBars.Figure(name, figure.current(), figure.prior(), figure.change(), figure.percent());
        }
    }
}
