package dev.budgetledger.projection.directory;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.console.InPage;
import dev.budgetledger.projection.console.PageConverter;
import dev.budgetledger.projection.document.StatementCsv;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.Paging.PageParameters;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query.FormQuery;

/** What a department says of its budget, and of its units. */
@RestController
@Tag(name = "Document 公开文档")
record StatementsController(BudgetReader budgets, StatementReader statements) {

    @GetMapping(
            path = "/v1/disclosures/{department}/{year}/statements",
            produces = {MediaType.APPLICATION_JSON_VALUE, PageConverter.CSV, PageConverter.HTML})
    @Operation(summary = "陈述: the statements of a budget that count at an as-of point, one of each part, key and unit")
    ResponseEntity<InPage<StatementsDocument>> statements(
            @PathVariable String department, @PathVariable String year, StatementsQuery query) {
        BudgetAsOf budget = Budgets.read(budgets, ParameterValues.budget(department, year), query.asOf().question(), Basis.ADJUSTED);
        List<StatementReader.Said> said = statements.statements(budget.id(), budget.asOf()).stream().filter(query::asksFor).toList();
        AsOfDocument asOf = AsOfDocument.of(budget.asOf());
        var page = query.paged().of(said.stream().map(Said::of).toList(), Said::listedAs);
        String next = query.paged().next(query.address(budget.id(), asOf), page);
        StatementsDocument document = new StatementsDocument(budget.department(), budget.fiscalYear(), asOf, page.shown(), next);
        return InPage.answer(asOf, query.format(), next, new InPage<>(document, () -> new StatementsPage(document, query).html())
                .and(PageConverter.CSV, output -> output.getBody().write(StatementCsv.of(budget.id(), query.rows(), said).getBytes(StandardCharsets.UTF_8))));
    }

    /** The representation of statements. */
    enum StatementsFormat {
        JSON,
        CSV,
        HTML
    }

    /** What may be asked of statements. */
    record StatementsQuery(
            AsOfParameters asOf,
            @Parameter(description = "only of this part")
            Statement.@Nullable Part part,
            @Parameter(description = "only of this key: a project, or the slot of a form")
            @Nullable String key,
            @Parameter(description = "only of this unit 预算单位, by its code; else of the department and of all its units")
            @Nullable String ofUnit,
            @Parameter(description = "json, html, or csv: the rows of performance, attainment and procurement; else what the Accept header prefers")
            @Nullable StatementsFormat format,
            PageParameters paged)
            implements FormQuery {

        /** The same list of a budget at a point. */
        String address(BudgetId id, AsOfDocument at) {
            return Budgets.address(id) + "/statements" + at.inAddress()
                    + new Asked().and("part", part == null ? null : part.name()).and("key", key).and("ofUnit", ofUnit).and("format", format).inAddress();
        }

        boolean asksFor(StatementReader.Said said) {
            return (part == null || part == said.fact().statement().content().part()) && (key == null || key.equals(said.fact().key()))
                    && (ofUnit == null || said.isOf(ofUnit));
        }

        /** The parts of which a table has rows. */
        List<Statement.Part> rows() {
            return StatementCsv.PARTS.stream().filter(each -> part == null || part == each).toList();
        }
    }

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "statements", "next"})
    record StatementsDocument(
            Department department, int fiscalYear, AsOfDocument asOf, List<Said> statements, @Nullable String next) {}

    /**
     * A statement.
     *
     * @param ofUnit the code of the unit that it is of; absent if it is of the department
     * @param position of its fact
     */
    @JsonPropertyOrder({"part", "key", "ofUnit", "position", "documentNo", "effectiveOn", "reason", "statement"})
    record Said(
            Statement.Part part,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String ofUnit,
            long position,
            String documentNo,
            LocalDate effectiveOn,
            String reason,
            Statement statement) {

        /** Its place in the list: no part has a slash, and no unit. */
        @JsonIgnore
        String listedAs() {
            String about = key == null ? part.name() : part + ":" + key;
            return ofUnit == null ? about : ofUnit + "/" + about;
        }

        static Said of(StatementReader.Said said) {
            Fact.StatementMade made = said.fact();
            return new Said(made.statement().content().part(), made.key(), made.ofUnit(), said.position(), made.documentNo(), made.effectiveOn(),
                    made.reason(), made.statement());
        }
    }
}
