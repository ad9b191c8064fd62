package dev.budgetledger.projection.disclosure.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
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
import dev.budgetledger.projection.console.InPage;
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
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.ProposedParameters;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.TableFormParameters;
import dev.budgetledger.projection.web.UnitParameters;
import dev.budgetledger.projection.web.UnitParameters.UnitName;

/** Serves the disclosure tables. */
@RestController
@RequestMapping("/v1/disclosures/{department}/{year}/tables")
@Tag(name = "Tables 公开表")
record DisclosureController(BudgetReader reader, AskedForms forms, TableMeters meters, BudgetHistory history, ProposedBudgets included) {

    private static final String TABLE_NOTES = "Table-Notes";

    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.XLSX, PageConverter.HTML})
    @Operation(summary = "公开目录: the tables of a budget, or all of them as a workbook, or the page of the budget")
    ResponseEntity<InPage<TableList>> tables(
            @PathVariable String department, @PathVariable String year, TablesQuery query, HttpServletRequest request) {
        BudgetId id = ParameterValues.budget(department, year);
        BudgetAsOf budget = query.of().read(query.with().reader(reader, included, request), id, query.asOf().question(), Basis.ADJUSTED);
        Form form = forms.form(query.in().form(), budget).form();
        TableList list = TableList.of(budget, form, query.in(), query.with());
        boolean mayAsk = ProposedParameters.mayBeAskedBy(request);
        return InPage.answer(list.asOf(), query.format(), new InPage<>(list, () ->
                        new BudgetPage(list, forms.yearOverYear(budget), query.in(), budget.ofUnit(), history.latest(budget), history.stops(budget), mayAsk).html())
                .and(PageConverter.XLSX, output -> TableBooks.of(
                        forms.tables(form, budget).stream().map(each -> ProposedNote.on(each, budget)).toList(), budget, form).download(output)));
    }

    @GetMapping(
            path = "/{id}",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.CSV, PageConverter.XLSX, PageConverter.HTML})
    @Operation(summary = "公开表: a table at an as-of point")
    @ApiResponse(responseCode = "200", headers =
            @Header(name = TABLE_NOTES, description = "The notes below the table, each an extended value of RFC 8187"))
    ResponseEntity<InPage<TableDocument>> table(
            @PathVariable String department,
            @PathVariable String year,
            @PathVariable String id,
            TableQuery query,
            HttpServletRequest request) {
        BudgetId budgetId = ParameterValues.budget(department, year);
        return answer(meters.time(TableId.of(id), () -> read(budgetId, id, query, request)), query);
    }

    private InPage<TableDocument> read(BudgetId budgetId, String id, TableQuery query, HttpServletRequest request) {
        BudgetAsOf budget = query.form().of()
                .read(query.with().reader(reader, included, request), budgetId, query.asOf().question(), query.form().basisOrDefault());
        Amounts amounts = query.form().amountsOrDefault();
        Form form = forms.form(query.in().form(), budget).form();
        Table table = ProposedNote.on(
                forms.tables(List.of(AskedForms.table(form, "id", id)), budget, each -> each.showing(amounts)).getFirst(), budget);
        boolean mayAsk = ProposedParameters.mayBeAskedBy(request);
        Unit measure = AskedForms.measure(query.form().of(), table);
        TableDocument document = TableDocument.of(table, budget, amounts, measure);
        Supplier<TableBooks.Book> book = () -> TableBooks.of(table, budget, form, amounts, measure);
        return new InPage<>(document, () -> new TablePage(document, book.get(), form, query, history.stops(budget), mayAsk).html())
                .and(PageConverter.XLSX, output -> book.get().download(output))
                .and(PageConverter.CSV, output -> output.getBody().write(Csv.of(document).getBytes(StandardCharsets.UTF_8)));
    }

    private static ResponseEntity<InPage<TableDocument>> answer(InPage<TableDocument> answer, TableQuery query) {
        TableDocument table = answer.answer();
        HttpHeaders headers = table.asOf().headers();
        if (!table.notes().isEmpty()) {
            headers.set(TABLE_NOTES, table.notes().stream().map(ExtendedValue::of).collect(Collectors.joining(", ")));
        }
        return InPage.answer(headers, query.format(), answer);
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
            String tables = Budgets.address(budget.department(), budget.fiscalYear()) + "/tables/";
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

    /** RFC 8187 extended values, the way to put Chinese into a header: {@code UTF-8''%E6%B3%A8}. */
    private static class ExtendedValue {

        /** {@code attr-char} of RFC 8187. */
        private static final String PLAIN =
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&+-.^_`|~";

        private ExtendedValue() {}

        static String of(String text) {
            StringBuilder value = new StringBuilder("UTF-8''");
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                if (PLAIN.indexOf(b) >= 0) {
                    value.append((char) b);
                } else {
                    value.append(String.format("%%%02X", b));
                }
            }
            return value.toString();
        }
    }

    /** The representation of a table, where the address rather than the {@code Accept} header names it. */
    public enum Format {
        JSON,
        CSV,
        XLSX,
        HTML
    }
}
