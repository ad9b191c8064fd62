package dev.budgetledger.ledger.commands;

import java.util.Comparator;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.store.LedgerWriter;

/** 部门预算 over HTTP: one endpoint an operation. Amounts are decimal strings in yuan. */
@RestController
@RequestMapping("/v1")
@Tag(name = "Budgets 部门预算")
class BudgetController {

    private static final Comparator<Line> BY_CODES = Comparator.comparing(Line::fund)
            .thenComparing(Line::origin)
            .thenComparing(line -> String.valueOf(line.function()))
            .thenComparing(Line::kind)
            .thenComparing(line -> String.valueOf(line.economic()))
            .thenComparing(line -> String.valueOf(line.project()));

    private final CommandSubmitter intake;
    private final LedgerWriter writer;

    BudgetController(CommandSubmitter intake, LedgerWriter writer) {
        this.intake = intake;
        this.writer = writer;
    }

    @PostMapping(path = "/budgets", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Open a budget 开立预算")
    ResponseEntity<Object> open(@RequestBody Requests.OpenBudgetBody body, NativeWebRequest request)
            throws InterruptedException {
        return intake.submit(body.command(), request);
    }

    @PostMapping(path = "/classifications/{year}", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Define classification codes of a year 定义科目")
    ResponseEntity<Object> define(
            @PathVariable String year,
            @RequestBody List<Requests.@Nullable ClassificationBody> bodies,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(Requests.classifications(Fields.year(year), bodies, ""), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/allocations", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Allocate 下达/批复")
    ResponseEntity<Object> allocate(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.LinesBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.allocation(Fields.budget(department, year)), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/transfers", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Transfer 调剂, 划转 where `to` names another department")
    ResponseEntity<Object> transfer(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.TransferBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.command(Fields.budget(department, year)), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/adjustments", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Adjust 追加/追减, amounts signed")
    ResponseEntity<Object> adjust(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.LinesBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.adjustment(Fields.budget(department, year)), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/reversals", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Reverse 冲销")
    ResponseEntity<Object> reverse(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.ReversalBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.command(Fields.budget(department, year)), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/freezes", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Freeze 冻结")
    ResponseEntity<Object> freeze(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.LinesBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.freeze(Fields.budget(department, year)), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/releases", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Release 解冻")
    ResponseEntity<Object> release(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.LinesBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.release(Fields.budget(department, year)), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/carry-forwards", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Carry forward into the next year 结转")
    ResponseEntity<Object> carryForward(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.LinesBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.carryForward(Fields.budget(department, year), "year"), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/closing", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Close the year 年终结账")
    ResponseEntity<Object> close(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.ClosingBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.command(Fields.budget(department, year)), request);
    }

    @PostMapping(path = "/budgets/{department}/{year}/publications", consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Record a publication of the tables 公开")
    ResponseEntity<Object> publish(
            @PathVariable String department,
            @PathVariable String year,
            @RequestBody Requests.PublicationBody body,
            NativeWebRequest request) throws InterruptedException {
        return intake.submit(body.command(Fields.budget(department, year)), request);
    }

    /** Lines and balances once every known date has come, after everything accepted so far. */
    @GetMapping("/budgets/{department}/{year}")
    @Operation(summary = "Lines and balances, write side")
    ResponseEntity<Object> budget(@PathVariable String department, @PathVariable String year)
            throws InterruptedException {
        BudgetId id = Fields.budget(department, year);
        return switch (CommandSubmitter.await(writer.inspect(id), writer.settings().patience())) {
            case Budget.Unopened _ -> ResponseEntity.status(HttpStatus.NOT_FOUND).body(Problems.problem(
                    HttpStatus.NOT_FOUND, RefusalCode.BUDGET_NOT_OPEN.name(), "budget",
                    "no budget of department " + department + " for " + year + " is open"));
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
                            .sorted(Comparator.comparing(BalanceBody::line, BY_CODES))
                            .toList());
        }
    }

    /** @param frozen what of the balance may not be moved */
    record BalanceBody(Line line, Money balance, Money frozen) {}
}
