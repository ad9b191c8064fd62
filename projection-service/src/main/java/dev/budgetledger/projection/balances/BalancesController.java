package dev.budgetledger.projection.balances;

import java.util.Comparator;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.disclosure.http.BudgetHistory;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetChart;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ChartReader;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.LineParameters;
import dev.budgetledger.projection.web.Paging;
import dev.budgetledger.projection.web.Paging.PageParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.ProposedParameters;
import dev.budgetledger.projection.web.Query.FormQuery;

/** 余额: what is left on lines, for who needs no table. A budget is read as for one, whatever its lines; none is looked up by itself. */
@RestController
@Tag(name = "Balances 余额")
record BalancesController(BudgetReader reader, ChartReader chart, ProposedBudgets included, BudgetHistory history) {

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/balances",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.CSV, PageConverter.HTML})
    @Operation(summary = "余额: the lines of a budget, each with its money at an as-of point, page by page")
    ResponseEntity<InPage<BalancesDocument>> balances(
            @PathVariable String department, @PathVariable String year, BalancesQuery query, HttpServletRequest request) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf budget = Budgets.read(query.with().reader(reader, included, request), id, query.asOf().question(), Basis.ADJUSTED);
        List<LineBalance> lines = budget.only(query.of()::askFor).includingEveryLine().lines().stream()
                .sorted(Comparator.comparing(LineBalance::line, Line.ORDER))
                .toList();
        AsOfDocument asOf = AsOfDocument.of(budget.asOf());
        var page = query.paged().of(lines, BalancesDocument::key);
        String next = query.paged().next(query.address(id, asOf), page);
        BalancesDocument document = BalancesDocument.of(budget, asOf, lines, page.shown(), next);
        boolean mayAsk = ProposedParameters.mayBeAskedBy(request);
        return InPage.answer(asOf, query.format(), next, new InPage<>(document, () ->
                new BalancesPage(document, query, budget.names(), new BudgetChart(chart, budget), history.stops(budget), mayAsk).html()).and(PageConverter.CSV, output -> {
            if (query.paged().limit() == null) {
                output.getHeaders().remove(HttpHeaders.LINK);
            }
            BalancesCsv.write(query.inFile(lines, page), document.proposed(), output.getBody());
        }));
    }

    /** The representation of balances. */
    enum BalancesFormat {
        JSON,
        CSV,
        HTML
    }

    /** What may be asked of balances. */
    record BalancesQuery(
            AsOfParameters asOf,
            LineParameters of,
            ProposedParameters with,
            PageParameters paged,
            @Parameter(description = "json, html, or csv: all that come, unless limit says how many; else what the Accept header prefers")
            @Nullable BalancesFormat format)
            implements FormQuery {

        /** The same list of a budget at a point. */
        String address(BudgetId id, AsOfDocument at) {
            return Budgets.address(id) + "/balances" + at.inAddress() + with.inAddress() + ofLines().and("format", format).inAddress();
        }

        /** Of which lines it is. */
        Asked ofLines() {
            return of.in(new Asked());
        }

        /** The lines of a file: there is no next one of a file that says nothing of it. */
        List<LineBalance> inFile(List<LineBalance> lines, Paging.Slice<LineBalance> page) {
            return paged.limit() != null ? page.shown() : Paging.after(lines, paged.after(), BalancesDocument::key);
        }
    }
}
