package dev.budgetledger.projection.directory;

import java.time.LocalDate;
import java.util.List;

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

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.AsOfParameters;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;
import dev.budgetledger.projection.web.Query;

/** What a department says of its budget. */
@RestController
@Tag(name = "Document 公开文档")
class StatementsController {

    private final BudgetReader budgets;
    private final StatementReader statements;

    StatementsController(BudgetReader budgets, StatementReader statements) {
        this.budgets = budgets;
        this.statements = statements;
    }

    @GetMapping(path = "/v1/disclosures/{department}/{year}/statements", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "陈述: the statements of a budget that count at an as-of point, one of each part and key")
    ResponseEntity<StatementsDocument> statements(
            @PathVariable String department, @PathVariable String year, StatementsQuery query) {
        BudgetAsOf budget = Budgets.read(budgets, ParameterValues.budget(department, year), query.asOf().question(), Basis.ADJUSTED);
        StatementsDocument document = new StatementsDocument(budget.department(), budget.fiscalYear(), AsOfDocument.of(budget.asOf()),
                statements.statements(budget.id(), budget.asOf()).stream().map(Said::of).filter(query::asksFor).toList());
        return ResponseEntity.ok().headers(document.asOf().headers()).body(document);
    }

    /** What may be asked of statements. */
    record StatementsQuery(
            AsOfParameters asOf,
            @Parameter(description = "only of this part")
            Statement.@Nullable Part part,
            @Parameter(description = "only of this key: a project, or the slot of a form")
            @Nullable String key)
            implements Query {

        boolean asksFor(Said said) {
            return (part == null || part == said.part) && (key == null || key.equals(said.key));
        }
    }

    @JsonPropertyOrder({"department", "fiscalYear", "asOf", "statements"})
    record StatementsDocument(Department department, int fiscalYear, AsOfDocument asOf, List<Said> statements) {}

    /**
     * A statement.
     *
     * @param position of its fact
     */
    @JsonPropertyOrder({"part", "key", "position", "documentNo", "effectiveOn", "reason", "statement"})
    record Said(
            Statement.Part part,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
            long position,
            String documentNo,
            LocalDate effectiveOn,
            String reason,
            Statement statement) {

        static Said of(StatementReader.Said said) {
            Fact.StatementMade made = said.fact();
            return new Said(made.statement().content().part(), made.key(), said.position(), made.documentNo(), made.effectiveOn(),
                    made.reason(), made.statement());
        }
    }
}
