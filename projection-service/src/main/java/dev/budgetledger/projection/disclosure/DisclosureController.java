package dev.budgetledger.projection.disclosure;

import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ExtendedValue;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.PointQuery;
import dev.budgetledger.projection.web.RequestProblem;

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
            @PathVariable String department, @PathVariable String year, PointQuery query) {
        BudgetId id = ParameterValues.budget(department, year);
        TableList list = TableList.of(
                Budgets.read(reader, id, query.question(), Basis.ADJUSTED), templates.of(id.fiscalYear()));
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
        BudgetAsOf budget = Budgets.read(reader, budgetId, query.question(), query.basisOrDefault());
        Amounts amounts = query.amountsOrDefault();
        Table table = Disclosure.table(tableId, budget.showing(amounts), templates.of(budget.fiscalYear()));
        return TableDocument.of(table, budget, amounts, query.unitOrDefault());
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
}
