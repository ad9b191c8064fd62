package dev.budgetledger.projection.disclosure.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.ExtendedValue;
import dev.budgetledger.projection.web.Format;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.ProposedParameters;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.TableFormParameters;
import dev.budgetledger.projection.web.UnitName;
import dev.budgetledger.projection.web.UnitParameters;

/** Serves the disclosure tables. */
@RestController
@RequestMapping("/v1/disclosures/{department}/{year}/tables")
@Tag(name = "Tables 公开表")
class DisclosureController {

    private static final String TABLE_NOTES = "Table-Notes";

    private final BudgetReader reader;
    private final AskedForms forms;
    private final TableMeters meters;
    private final LatestPostings latest;
    private final ProposedBudgets included;
    private final KnownStops stops;

    DisclosureController(BudgetReader reader, AskedForms forms, TableMeters meters, LatestPostings latest, ProposedBudgets included, KnownStops stops) {
        this.stops = stops;
        this.included = included;
        this.latest = latest;
        this.reader = reader;
        this.forms = forms;
        this.meters = meters;
    }

    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, XlsxConverter.XLSX, PageConverter.HTML})
    @Operation(summary = "公开目录: the tables of a budget, or all of them as a workbook, or the page of the budget")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TableList.class)), headers =
            @Header(name = "Vary", description = "Accept, where it chose the form"))
    ResponseEntity<InSheets> tables(
            @PathVariable String department, @PathVariable String year, TablesQuery query, HttpServletRequest request) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf budget = query.of().read(query.with().reader(reader, included, request), id, query.asOf().question(), Basis.ADJUSTED);
        Form form = forms.form(query.in().form(), budget).form();
        HttpHeaders headers = AsOfDocument.of(budget.asOf()).headers();
        switch (query.format()) {
            case JSON -> headers.setContentType(MediaType.APPLICATION_JSON);
            case XLSX -> headers.setContentType(MediaType.parseMediaType(XlsxConverter.XLSX));
            case HTML -> headers.setContentType(MediaType.parseMediaType(PageConverter.HTML));
            case null -> headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        TableList list = TableList.of(budget, form, query.in(), query.with());
        boolean mayAsk = ProposedParameters.mayBeAskedBy(request);
        return ResponseEntity.ok().headers(headers).body(new InSheets(list,
                () -> TableBooks.of(forms.tables(form, budget).stream().map(each -> ProposedNote.on(each, budget)).toList(), budget, form),
                () -> new BudgetPage(list, forms.yearOverYear(budget), query.in(), budget.ofUnit(), latest.of(budget), stops.of(budget), mayAsk).html()));
    }

    @GetMapping(
            path = "/{id}",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvConverter.TEXT_CSV_UTF_8, XlsxConverter.XLSX, PageConverter.HTML})
    @Operation(summary = "公开表: a table at an as-of point")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TableDocument.class)), headers = {
        @Header(name = "Table-Notes", description = "The notes below the table, each an extended value of RFC 8187"),
        @Header(name = "Vary", description = "Accept, where it chose the form")})
    ResponseEntity<InSheets> table(
            @PathVariable String department,
            @PathVariable String year,
            @PathVariable String id,
            TableQuery query,
            HttpServletRequest request) {
        BudgetId budgetId = ParameterValues.budget(department, year);
        return answer(meters.time(TableId.of(id), () -> read(budgetId, id, query, request)), query);
    }

    private InSheets read(BudgetId budgetId, String id, TableQuery query, HttpServletRequest request) {
        BudgetAsOf budget = query.form().of()
                .read(query.with().reader(reader, included, request), budgetId, query.asOf().question(), query.form().basisOrDefault());
        Amounts amounts = query.form().amountsOrDefault();
        Form form = forms.form(query.in().form(), budget).form();
        Table table = ProposedNote.on(
                forms.tables(List.of(AskedForms.table(form, "id", id)), budget, each -> each.showing(amounts)).getFirst(), budget);
        boolean mayAsk = ProposedParameters.mayBeAskedBy(request);
        Unit measure = AskedForms.measure(query.form().of(), table);
        TableDocument document = TableDocument.of(table, budget, amounts, measure);
        Supplier<InSheets.Book> book = () -> TableBooks.of(table, budget, form, amounts, measure);
        return new InSheets(document, book, () -> new TablePage(document, book.get(), form, query, stops.of(budget), mayAsk).html());
    }

    private static ResponseEntity<InSheets> answer(InSheets answer, TableQuery query) {
        TableDocument table = (TableDocument) answer.answer();
        HttpHeaders headers = table.asOf().headers();
        if (!table.notes().isEmpty()) {
            headers.set(TABLE_NOTES, table.notes().stream().map(ExtendedValue::of).collect(Collectors.joining(", ")));
        }
        switch (query.format()) {
            case JSON -> headers.setContentType(MediaType.APPLICATION_JSON);
            case CSV -> headers.setContentType(MediaType.parseMediaType(CsvConverter.TEXT_CSV_UTF_8));
            case XLSX -> headers.setContentType(MediaType.parseMediaType(XlsxConverter.XLSX));
            case HTML -> headers.setContentType(MediaType.parseMediaType(PageConverter.HTML));
            case null -> headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        return ResponseEntity.ok().headers(headers).body(answer);
    }

    /** What may be asked of a table. */
    record TableQuery(
            AsOfParameters asOf,
            TableFormParameters form,
            FormParameters in,
            ProposedParameters with,
            @Parameter(description = "json, csv, xlsx or html; else what the Accept header prefers")
            @Nullable Format format)
            implements Query {}

    /** What may be asked of the list of tables. */
    record TablesQuery(
            AsOfParameters asOf,
            @Parameter(description = "the code of a unit 预算单位: its tables; else the whole department's")
            @Nullable UnitName unit,
            FormParameters in,
            ProposedParameters with,
            @Parameter(description = "json, xlsx or html; else what the Accept header prefers")
            @Nullable ListFormat format)
            implements Query {

        /** @throws ProblemException if it is a unit of measure: each table has its own */
        UnitParameters of() {
            if (unit != null && unit.measure() != null) {
                throw ProblemException.invalid("unit", "the code of a unit, and no unit of measure");
            }
            return new UnitParameters(unit, null);
        }
    }

    /** The representation of the list of tables. */
    enum ListFormat {
        JSON,
        XLSX,
        HTML
    }

    /**
     * 公开目录: the tables of a budget and where to read them.
     *
     * @param proposed 提请: how many proposals they count as if they had been posted; absent where they are of what was posted
     */
    @JsonPropertyOrder({"department", "fiscalYear", "proposed", "asOf", "tables"})
    record TableList(
            Department department,
            int fiscalYear,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer proposed,
            AsOfDocument asOf,
            List<TableLink> tables) {

        /** @param href relative to the host, with no parameter but the unit and the form that were asked for, and whether with proposals */
        @JsonPropertyOrder({"id", "title", "href"})
        record TableLink(String id, String title, String href) {}

        static TableList of(BudgetAsOf budget, Form form, FormParameters in, ProposedParameters with) {
            List<String> asked = new ArrayList<>();
            if (budget.ofUnit() != null) {
                asked.add("unit=" + budget.ofUnit());
            }
            if (in.form() != null) {
                asked.add("form=" + in.form());
            }
            if (with.areIncluded()) {
                asked.add("proposed=included");
            }
            String question = asked.isEmpty() ? "" : "?" + String.join("&", asked);
            String tables = "/v1/disclosures/" + budget.department().code() + "/" + budget.fiscalYear() + "/tables/";
            return new TableList(
                    budget.department(),
                    budget.fiscalYear(),
                    ProposedNote.count(budget),
                    AsOfDocument.of(budget.asOf()),
                    form.tables().stream()
                            .map(table -> new TableLink(
                                    table.id(),
                                    TableMaker.inYear(table.title(), budget.fiscalYear()),
                                    tables + table.id() + question))
                            .toList());
        }
    }
}
