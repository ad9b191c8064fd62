package dev.budgetledger.projection.desk;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.desk.DeskFields.Fault;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.NotCaughtUpException;
import dev.budgetledger.projection.login.LoginSession;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;

/** 经办: what is posted from pages. A form is checked by a dry run, then posted under the key that it came with. */
@Controller
@ConditionalOnProperty("console.ledger-url")
@RequestMapping("/desk")
class DeskController {

    private static final String APPROVAL_NEEDED = "APPROVAL_NEEDED";
    private static final String CHECK = "check";
    private static final String PROPOSE = "propose";
    private static final String POST = "post";

    private final BudgetReader budgets;
    private final LedgerHttp ledger;
    private final InstantSource clock = InstantSource.system();

    DeskController(BudgetReader budgets, LedgerHttp ledger) {
        this.budgets = budgets;
        this.ledger = ledger;
    }

    @GetMapping("/{department}/{year}")
    ResponseEntity<byte[]> desk(HttpServletRequest request, @PathVariable String department, @PathVariable String year) {
        BudgetAsOf budget = budget(department, year);
        ConsolePage page = ConsolePage.of(new Wording("经办", "Post"), budget.department(), budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()));
        page.links("操作", "Operations", DeskForm.ALL.stream()
                .map(each -> new Link(DeskPage.home(budget) + "/" + each.collection(), each.title())).toList());
        page.links("成批", "In bulk", List.of(new Link(DeskPage.home(budget) + "/upload", "上传表格", "Upload a sheet")));
        page.links("提请", "Proposals", List.of(new Link(Budgets.address(budget.department(), budget.fiscalYear()) + "/proposals?state=open",
                "待复核的提请", "What waits for approval")));
        return DeskResponses.page(request, HttpStatus.OK, page.end());
    }

    @GetMapping("/{department}/{year}/{collection}")
    ResponseEntity<byte[]> form(HttpServletRequest request, @PathVariable String department, @PathVariable String year, @PathVariable String collection) {
        return blank(request, budget(department, year), form(collection), DeskValues.none());
    }

    /** The same of one posting or proposal. */
    @GetMapping("/{department}/{year}/{collection}/{number}")
    ResponseEntity<byte[]> formOf(HttpServletRequest request, @PathVariable String department, @PathVariable String year, @PathVariable String collection,
            @PathVariable String number) {
        BudgetAsOf budget = budget(department, year);
        DeskForm form = form(collection);
        if (!form.hasSubject() || !number.matches("[0-9]{1,9}")) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "number", "there is nothing at this address");
        }
        DeskValues values = DeskValues.none();
        values.said().put(form.subject(), budget.id().stream() + "-" + number);
        return blank(request, budget, form, values);
    }

    private ResponseEntity<byte[]> blank(HttpServletRequest request, BudgetAsOf budget, DeskForm form, DeskValues values) {
        return DeskResponses.page(request, HttpStatus.OK, new DeskPage(form, budget, values, DeskResponses.session(request).formToken(), LoginSession.random(),
                null, null, null, CHECK).html());
    }

    @PostMapping("/{department}/{year}/{collection}")
    ResponseEntity<byte[]> send(HttpServletRequest request, @PathVariable String department, @PathVariable String year, @PathVariable String collection) {
        LoginSession session = DeskResponses.session(request);
        BudgetAsOf budget = budget(department, year);
        DeskForm form = form(collection);
        DeskValues values = DeskValues.of(form, request::getParameter);
        Filled filled = new Filled(request, session, budget, form, values, DeskResponses.key(request));
        String step = Objects.requireNonNullElse(request.getParameter("step"), CHECK);
        if (step.equals("row")) {
            return filled.again(HttpStatus.OK, null, null, null, CHECK, filled.withRow());
        }
        if (!session.hasToken(clock.instant())) {
            return filled.again(HttpStatus.UNAUTHORIZED, new Wording("登录已经到期，没有记账。请在另一窗口重新登录，再回到此页提交；所填内容不会丢失。",
                    "The login has ended, and nothing was posted. Log in in another window, then send this page again: what you filled in stays."), null, null, step, values);
        }
        return switch (step) {
            case POST, PROPOSE -> post(filled, step.equals(PROPOSE));
            default -> check(filled, false);
        };
    }

    private ResponseEntity<byte[]> check(Filled filled, boolean proposes) {
        LedgerHttp.Answer answer = ledger.send(filled.sent(proposes, null));
        if (answer.status() == 200) {
            return filled.again(HttpStatus.OK, null, null, DeskResponses.json(answer), proposes ? PROPOSE : POST, filled.values());
        }
        return isForTwo(filled, answer, proposes) ? check(filled, true) : refused(filled, answer, filled.key());
    }

    private ResponseEntity<byte[]> post(Filled filled, boolean proposes) {
        LedgerHttp.Answer answer = ledger.send(filled.sent(proposes, filled.key()));
        if (answer.status() == 201) {
            return posted(filled, DeskResponses.json(answer), proposes);
        }
        // A refusal is kept under its key: what is corrected is another command.
        return isForTwo(filled, answer, proposes) ? check(filled.withNewKey(), true)
                : refused(filled, answer, DeskResponses.isRefusal(answer.status()) ? LoginSession.random() : filled.key());
    }

    private static boolean isForTwo(Filled filled, LedgerHttp.Answer answer, boolean proposes) {
        return !proposes && filled.form().operation() != null && answer.status() == 409 && DeskResponses.json(answer).path("code").asString("").equals(APPROVAL_NEEDED);
    }

    private ResponseEntity<byte[]> refused(Filled filled, LedgerHttp.Answer answer, String key) {
        Filled next = new Filled(filled.request(), filled.session(), filled.budget(), filled.form(), filled.values(), key);
        if (!DeskResponses.isRefusal(answer.status())) {
            return next.again(HttpStatus.SERVICE_UNAVAILABLE, new Wording("账本没有应答，不知道是否已经记账。请再提交一次：同一份表单只记一次账。",
                    "The ledger did not answer; it may have posted or not. Send it again: one form is posted once."), null, null, POST, filled.values());
        }
        JsonNode problem = DeskResponses.json(answer);
        String path = problem.path("field").asString("");
        FaultField field = FaultField.of(filled.form().body(), path);
        Fault fault = new Fault(field, FaultField.inWords(problem.path("detail").asString(""), path, field.called()));
        return next.again(HttpStatus.valueOf(answer.status()), DeskResponses.refusal(answer.status(), problem), fault, null, CHECK, filled.values());
    }

    /** Leads to the posting, or to the proposal, once it can be read: a page that nobody sends again by going back to it. */
    private ResponseEntity<byte[]> posted(Filled filled, JsonNode receipt, boolean proposes) {
        BudgetAsOf budget = filled.budget();
        String id = receipt.path("postingId").asString("");
        boolean moved = !proposes && filled.form().operation() != null;
        String address = Budgets.address(budget.department(), budget.fiscalYear())
                + (moved ? "/postings/" + number(id) : "/proposals/" + number(proposes ? id : filled.values().text(filled.form().subject())));
        long position = receipt.path("position").asLong(0);
        if (hasArrived(budget.id(), position)) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER).header(HttpHeaders.LOCATION, DeskResponses.inLanguage(address)).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
        }
        ConsolePage page = ConsolePage.of(proposes ? new Wording("已提请", "Proposed") : new Wording("已记录", "Recorded"), budget.department(), budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()), new Link(DeskPage.home(budget), "经办", "Post"));
        page.paragraph(new Wording(id + "，账本第 " + position + " 号。", "Position " + position + " of the log.", id + ", position " + position + " of the log."));
        page.paragraph("公开页面尚未读到，稍后可查。", "The tables have not read it yet.");
        page.links("查看", "See", List.of(new Link(address, id, "")));
        return DeskResponses.page(filled.request(), HttpStatus.CREATED, page.end());
    }

    private static String number(String id) {
        return id.substring(id.lastIndexOf('-') + 1);
    }

    private boolean hasArrived(BudgetId id, long position) {
        try {
            return budgets.resolve(id.fiscalYear(), new AsOfQuestion(null, null, null, position)).position() >= position;
        } catch (NotCaughtUpException later) {
            return false;
        }
    }

    /** What a person sent, and who he is. */
    private record Filled(HttpServletRequest request, LoginSession session, BudgetAsOf budget, DeskForm form, DeskValues values, String key) {

        Filled withNewKey() {
            return new Filled(request, session, budget, form, values, LoginSession.random());
        }

        DeskValues withRow() {
            return values.withRow("lines");
        }

        LedgerHttp.Sent sent(boolean proposes, @Nullable String key) {
            ObjectNode body = values.json(form);
            if (proposes) {
                body.put("operation", String.valueOf(form.operation()));
            }
            return new LedgerHttp.Sent("/v1/budgets/" + budget.department().code() + "/" + budget.fiscalYear() + "/" + (proposes ? "proposals" : form.collection()),
                    JsonMapper.shared().writeValueAsBytes(body), key, session.token(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        }

        ResponseEntity<byte[]> again(HttpStatus status, @Nullable Wording told, @Nullable Fault fault, @Nullable JsonNode result, String step, DeskValues shown) {
            return DeskResponses.page(request, status, new DeskPage(form, budget, shown, session.formToken(), key, told, fault, result, step).html());
        }
    }

    private BudgetAsOf budget(String department, String year) {
        return Budgets.read(budgets, ParameterValues.budget(department, year), AsOfQuestion.NOW, Basis.ADJUSTED);
    }

    private static DeskForm form(String collection) {
        return DeskForm.named(collection).orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "", "there is nothing at this address"));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> problem(HttpServletRequest request, ProblemException why) {
        return DeskResponses.problem(request, why);
    }
}
