package dev.budgetledger.projection.checks;

import java.io.IOException;
import java.io.InputStream;
import java.time.Year;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.comparison.PriorYear;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.console.PageFormat;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.http.AskedForms;
import dev.budgetledger.projection.disclosure.http.FormParameters;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.ProposedParameters;
import dev.budgetledger.projection.web.Query;
import dev.budgetledger.projection.web.RequestProblem;
import dev.budgetledger.projection.web.UnitParameters;

/** Checks the tables that are served, and those that someone brings. */
@RestController
@Tag(name = "Checks 勾稽")
record ChecksController(BudgetReader reader, Templates templates, AskedForms forms, StatementReader statements, ProposedBudgets included) {

    private static final String ZIP = "application/zip";
    private static final AsOfQuestion NOW = new AsOfQuestion(null, null, null, null);

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/checks",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.HTML})
    @Operation(summary = "勾稽: what the tables say of each other, and amounts in texts of them, at an as-of point")
    ResponseEntity<InPage<ChecksDocument.Served>> checks(
            @PathVariable String department, @PathVariable String year, ChecksQuery query, HttpServletRequest request) {
        boolean mayAsk = ProposedParameters.mayBeAskedBy(request);
        BudgetReader budgets = query.with().reader(reader, included, request);
        BudgetAsOf budget = query.of().read(
                budgets, ParameterValues.budget(department, year), query.asOf().question(), query.basisOrDefault());
        Form form = forms.form(query.in().form(), budget).form();
        PrintedTables tables = ServedTables.of(
                form,
                forms.tables(form, budget),
                table -> AskedForms.measure(query.of(), table),
                budget,
                ServedTables.statements(budget, PriorYear.of(budgets, budget).orElse(null), templates,
                        query.of().measureOrDefault()));
        List<StatementReader.Said> said = statements.statements(budget.id(), budget.asOf());
        // What the department says speaks of all of it.
        List<TextAmounts.Found> texts =
                TextAmounts.of(said.stream().filter(each -> each.isOf(budget.ofUnit())).toList(), form.id(), tables);
        ChecksDocument.Served document = ChecksDocument.Served.of(budget, tables, sameMoney(budget.fiscalYear()),
                TieChecks.of(form, budget, forms.natures(budget), said), texts);
        return InPage.answer(document.asOf(), query.format(), new InPage<>(document, () -> new ChecksPage(document, query, mayAsk).html()));
    }

    @PostMapping(path = "/v1/checks", consumes = ZIP, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "勾稽 of imported tables: a zip of CSV files; nothing of it is kept",
            requestBody = @RequestBody(
                    required = true,
                    content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(responseCode = "404")
    @ApiResponse(responseCode = "422")
    ChecksDocument.Imported checkTables(ImportQuery query, InputStream body) throws IOException {
        int year = query.fiscalYear();
        Form form = form(query.in().form(), year);
        return ChecksDocument.Imported.of(
                year, ImportedTables.read(body, form, year, query.measureOrNull(), query.nature()), sameMoney(year));
    }

    /** As is known now: tables that are brought in have no point of their own. */
    private Form form(@Nullable String name, int year) {
        return name == null
                ? forms.ofYear(year)
                : forms.known(name, reader.resolve(year, NOW).position())
                        .map(AskedForms.Known::form)
                        .orElseThrow(() -> RequestProblem.formUnknown(name));
    }

    private List<Template.SameMoney> sameMoney(int year) {
        return templates.of(year).sameMoney();
    }

    /** What may be asked of the checks of served tables. */
    record ChecksQuery(
            AsOfParameters asOf,
            @Parameter(description = "approved 年初批复, or adjusted 变动后 (the default); the same for the prior year")
            @Nullable Basis basis,
            UnitParameters of,
            FormParameters in,
            ProposedParameters with,
            @Parameter(description = PageFormat.DESCRIPTION)
            @Nullable PageFormat format)
            implements Query {

        Basis basisOrDefault() {
            return basis == null ? Basis.ADJUSTED : basis;
        }
    }

    /** What is said of imported tables. */
    record ImportQuery(
            @Parameter(description = "预算年度 of the tables", required = true)
            @Nullable Year year,
            FormParameters in,
            @Parameter(description = "万元 (WAN_YUAN) or 元 (YUAN), of every amount of the tables; else as each says, or its form")
            @Nullable Unit measure,
            @Parameter(description = "the same, as it was called before")
            @Nullable Unit unit,
            @Parameter(description = "单位性质: administrative 行政, civil_service_managed 参公 or institution 事业; else not known")
            @Nullable UnitNature nature)
            implements Query {

        int fiscalYear() {
            if (year == null) {
                throw ProblemException.missing("year");
            }
            return year.getValue();
        }

        @Nullable Unit measureOrNull() {
            return measure != null ? measure : unit;
        }
    }
}
