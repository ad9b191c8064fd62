package dev.budgetledger.projection.audit.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.projection.audit.Contribution;
import dev.budgetledger.projection.audit.Page;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.FormParameters;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.ProposedParameters;
import dev.budgetledger.projection.web.TableFormParameters;

/** Opens a cell of a table into the postings behind it. */
@RestController
@Tag(name = "Tables 公开表")
record CellController(BudgetReader budgets, EntryReader entries, Proofs proofs, AskedForms forms, ProposedBudgets included) {

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/tables/{id}/cells/{row}/{column}",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "溯源: the postings behind a cell, page by page")
    @ApiResponse(responseCode = "422")
    ResponseEntity<InPage<CellDocument>> cell(
            @PathVariable String department,
            @PathVariable String year,
            @PathVariable String id,
            @PathVariable String row,
            @PathVariable String column,
            CellQuery query,
            HttpServletRequest request) {
        BudgetId budgetId = ParameterValues.budget(department, year);
        int limit = query.limitOrDefault();
        BudgetAsOf budget = query.form().of().read(
                query.with().reader(budgets, included, request), budgetId, query.asOf().question(), query.form().basisOrDefault());
        Amounts amounts = query.form().amountsOrDefault();
        List<TableForm> forms = List.of(AskedForms.table(this.forms.form(query.in().form(), budget).form(), "id", id));
        Table table = this.forms.tables(forms, budget, each -> each.includingEveryLine().showing(amounts)).getFirst();
        Unit measure = AskedForms.measure(query.form().of(), table);
        CellLocation cell = CellLocation.in(table, row, column);
        BudgetAsOf prior = this.forms.prior(forms, budget).orElse(budget); // if it is not known, nothing is opened of it
        List<Contribution> shares = cell.shares(budget, prior, amounts);
        Page page = Page.read(entries, shares, query.afterOrStart(), limit);
        CellDocument document = new CellDocument(
                table.id(),
                cell.row().number(),
                cell.label(),
                cell.column().id(),
                measure.chinese(),
                CellDocument.lower(budget.basis()),
                CellDocument.lower(amounts),
                AsOfDocument.of(budget.asOf()),
                cell.row().print(cell.column(), measure, table.digits()),
                cell.isKnown() ? cell.value().toYuan() : null,
                page.sum().toYuan(),
                ContributionDocument.of(page, postings(page, budget.asOf().checkpoint()), _ -> null),
                query.with().areIncluded() ? ProposedShare.of(included, shares, budget.asOf()) : null,
                next(budget, cell, table, query, page));
        String inAddress = "&basis=" + document.basis() + "&amounts=" + document.amounts() + query.form().of().inAddress() + query.in().inAddress()
                + query.with().inAddress();
        return InPage.answer(document.asOf(), query.format(), document.next(), new InPage<>(document,
                () -> new CellPage(document, table, cell.column(), budget, inAddress).html()));
    }

    private Map<Long, PostingDocument> postings(Page page, @Nullable VerifiedCheckpoint checkpoint) {
        Map<Long, PostingDocument> postings = PostingDocument.read(entries, page.positions());
        if (checkpoint != null) {
            for (InclusionProof proof : proofs.inclusions(List.copyOf(postings.keySet()), checkpoint.size())) {
                postings.computeIfPresent(proof.index() + 1, (_, posting) -> posting.with(proof));
            }
        }
        return postings;
    }

    private static @Nullable String next(
            BudgetAsOf budget, CellLocation cell, Table table, CellQuery query, Page page) {
        if (!page.more()) {
            return null;
        }
        return Budgets.address(budget.department(), budget.fiscalYear()) + "/tables/" + table.id()
                + "/cells/" + cell.row().number() + "/" + cell.column().id()
                + AsOfDocument.of(budget.asOf()).inAddress()
                + "&basis=" + CellDocument.lower(budget.basis())
                + "&amounts=" + CellDocument.lower(query.form().amountsOrDefault())
                + query.form().of().inAddress()
                + query.in().inAddress()
                + query.with().inAddress()
                + "&after=" + page.last() + "&limit=" + query.limitOrDefault()
                + PageFormat.inAddress(query.format());
    }

    /** What may be asked of a cell: as of a table, and which page. */
    record CellQuery(
            AsOfParameters asOf,
            TableFormParameters form,
            FormParameters in,
            ProposedParameters with,
            @Parameter(description = "entries after this one, such as 17-3")
            @Nullable EntryPlace after,
            @Parameter(description = "at most this many entries, 1 to 1000; 100 by default", schema = @Schema(minimum = "1", maximum = "1000"))
            @Nullable Integer limit,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements PageQuery {}

    /**
     * A cell and the entries behind it.
     *
     * @param printed as the table shows it
     * @param sum before rounding, in yuan: what the entries of all pages, and those proposed, add up to; null where the cell is not known
     * @param pageSum what the entries of this page add up to
     * @param proposed 提请: the proposals that would change it, and are counted in it; absent where none are
     * @param next the address of the next page, at the same as-of point; null on the last
     */
    @JsonPropertyOrder({
        "table", "row", "label", "column", "unit", "basis", "amounts", "asOf", "printed", "sum", "pageSum",
        "contributions", "proposed", "next"
    })
    record CellDocument(
            String table,
            int row,
            String label,
            String column,
            String unit,
            String basis,
            String amounts,
            AsOfDocument asOf,
            String printed,
            @Nullable String sum,
            String pageSum,
            List<ContributionDocument> contributions,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ProposedShare> proposed,
            @Nullable String next) {

        static String lower(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }
}
