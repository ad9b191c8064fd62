package dev.budgetledger.ledger.commands;

import java.util.Comparator;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.store.LedgerWriter;

/** 部门预算 over HTTP, as the write side has it. Operations are posted by the {@link CommandLane}. */
@RestController
@RequestMapping("/v1")
@Tag(name = BudgetController.TAG)
record BudgetController(LedgerWriter writer) {

    static final String TAG = "Budgets 部门预算";

    /** Lines and balances once every known date has come, after everything accepted so far. */
    @GetMapping(path = "/budgets/{department}/{year}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Lines and balances, write side")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BudgetBody.class)),
            headers = @Header(name = "ETag", description = "The sequence of the stream", required = true))
    ResponseEntity<Object> budget(@PathVariable String department, @PathVariable String year)
            throws InterruptedException {
        BudgetId id = Fields.budget(department, year);
        return switch (CommandSubmitter.await(writer.inspect(id), writer.settings().patience())) {
            case Budget.Unopened _ -> throw new ProblemException(ProblemCode.BUDGET_NOT_OPEN, "budget",
                    "no budget of department " + department + " for " + year + " is open");
            case Budget.Open open -> ResponseEntity.ok()
                    .eTag(Long.toString(open.facts() - 1))
                    .body(BudgetBody.of(open));
        };
    }

    record BudgetBody(
            Department department, int fiscalYear, boolean comparative, boolean closed, long publications,
            long streamSequence, List<BalanceBody> lines) {
        static BudgetBody of(Budget.Open open) {
            return new BudgetBody(new Department(open.id().department(), open.departmentName()),
                    open.id().fiscalYear(), open.comparative(), open.closed(), open.publications(), open.facts() - 1,
                    open.lines().entrySet().stream()
                            .map(line -> new BalanceBody(line.getKey(), line.getValue().total().balance(),
                                    line.getValue().frozen().balance()))
                            .sorted(Comparator.comparing(BalanceBody::line, Line.ORDER))
                            .toList());
        }
    }

    /** @param frozen what of the balance may not be moved */
    record BalanceBody(Line line, Money balance, Money frozen) {}
}
