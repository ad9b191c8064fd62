package dev.budgetledger.projection.comparison.http;

import java.util.List;

import dev.budgetledger.projection.comparison.http.YearOverYearController.YearOverYearQuery;
import dev.budgetledger.projection.comparison.http.YearOverYearDocument.FigureDocument;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.console.YearBars;
import dev.budgetledger.projection.entries.Basis;

/**
 * 与上年对比 as a page: bars, and the same numbers.
 *
 * @param answer what it says as JSON
 * @param query as it was asked
 */
record YearOverYearPage(YearOverYearDocument answer, YearOverYearQuery query) {

    String html() {
        String budget = "/v1/disclosures/" + answer.department().code() + "/" + answer.fiscalYear();
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
