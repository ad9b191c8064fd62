package dev.budgetledger.projection.disclosure.http;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ExtendedValue;
import dev.budgetledger.projection.web.Format;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.RequestProblem;
import dev.budgetledger.projection.web.TableFormParameters;

/** Serves the disclosure tables. */
@RestController
@RequestMapping("/v1/disclosures/{department}/{year}/tables")
@Tag(name = "Tables 公开表")
class DisclosureController {

    private static final String TABLE_NOTES = "Table-Notes";

    private final BudgetReader reader;
    private final Templates templates;
    private final TableMeters meters;

    DisclosureController(BudgetReader reader, Templates templates, TableMeters meters) {
        this.reader = reader;
        this.templates = templates;
        this.meters = meters;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "公开目录: the nine tables of a budget")
    ResponseEntity<TableList> tables(
            @PathVariable String department, @PathVariable String year, AsOfParameters asOf) {
        BudgetId id = ParameterValues.budget(department, year);
        TableList list = TableList.of(
                Budgets.read(reader, id, asOf.question(), Basis.ADJUSTED), templates.of(id.fiscalYear()));
        return ResponseEntity.ok().headers(list.asOf().headers()).body(list);
    }

    @GetMapping(
            path = "/{id}",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvConverter.TEXT_CSV_UTF_8})
    @Operation(summary = "公开表: a table at an as-of point")
    @ApiResponse(responseCode = "200", headers = {
        @Header(name = "Table-Notes", description = "The notes below the table, each an extended value of RFC 8187"),
        @Header(name = "Vary", description = "Accept, where it chose the form")})
    ResponseEntity<TableDocument> table(
            @PathVariable String department,
            @PathVariable String year,
            @PathVariable String id,
            TableQuery query) {
        BudgetId budgetId = ParameterValues.budget(department, year);
        TableId tableId = TableId.of(id).orElseThrow(() -> RequestProblem.tableUnknown("id", id));
        return answer(meters.time(tableId, () -> read(budgetId, tableId, query)), query);
    }

    private TableDocument read(BudgetId budgetId, TableId tableId, TableQuery query) {
        BudgetAsOf budget = query.form().of()
                .read(reader, budgetId, query.asOf().question(), query.form().basisOrDefault());
        Amounts amounts = query.form().amountsOrDefault();
        Table table = Disclosure.table(tableId, budget.showing(amounts), templates.of(budget.fiscalYear()));
        return TableDocument.of(table, budget, amounts, query.form().of().measureOrDefault());
    }

    private static ResponseEntity<TableDocument> answer(TableDocument table, TableQuery query) {
        HttpHeaders headers = table.asOf().headers();
        if (!table.notes().isEmpty()) {
            headers.set(TABLE_NOTES, table.notes().stream().map(ExtendedValue::of).collect(Collectors.joining(", ")));
        }
        switch (query.format()) {
            case JSON -> headers.setContentType(MediaType.APPLICATION_JSON);
            case CSV -> headers.setContentType(MediaType.parseMediaType(CsvConverter.TEXT_CSV_UTF_8));
            case null -> headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
        return ResponseEntity.ok().headers(headers).body(table);
    }

    /** What may be asked of a table. */
    record TableQuery(
            AsOfParameters asOf,
            TableFormParameters form,
            @Parameter(description = "json or csv; else what the Accept header prefers")
            @Nullable Format format)
            implements Query {}

    /** 公开目录: the tables of a budget and where to read them. */
    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "tables"})
    record TableList(
            Department department, int fiscalYear, AsOfDocument asOf, List<TableLink> tables) {

        /** @param href relative to the host, without parameters */
        @JsonPropertyOrder({"id", "title", "href"})
        record TableLink(String id, String title, String href) {}

        static TableList of(BudgetAsOf budget, Template forms) {
            String tables = "/v1/disclosures/" + budget.department().code() + "/" + budget.fiscalYear() + "/tables/";
            return new TableList(
                    budget.department(),
                    budget.fiscalYear(),
                    AsOfDocument.of(budget.asOf()),
                    Arrays.stream(TableId.values())
                            .map(id -> new TableLink(
                                    id.id(), forms.title(id), tables + id.id()))
                            .toList());
        }
    }
}
