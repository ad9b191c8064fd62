package dev.budgetledger.projection.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.desk.KeptUploads.KeptUpload;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.login.LoginSession;
import dev.budgetledger.projection.login.UploadLimit;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ParameterValues;

/** 上传: a sheet of postings is checked, then posted as it was checked, all or none or each by itself. What it says is read by the ledger alone. */
@Controller
@ConditionalOnProperty("console.ledger-url")
@RequestMapping("/desk/{department}/{year}")
class UploadController {

    static final long MEBIBYTES_MAX = UploadLimit.FILE_BYTES_MAX >> 20;

    private static final int NAME_CHARS_MAX = 100;
    private static final String TEMPLATE = "/v1/postings/template.xlsx";
    private static final Wording SILENT = new Wording("账本没有应答，或应答中断，不知道是否已经记账。请再提交一次：同一份表单只记一次账。",
            "The ledger did not answer, or not to the end; it may have posted or not. Send it again: one form is posted once.");

    private final BudgetReader budgets;
    private final LedgerHttp ledger;
    private final KeptUploads uploads;
    private final InstantSource clock = InstantSource.system();

    UploadController(BudgetReader budgets, LedgerHttp ledger, KeptUploads uploads) {
        this.budgets = budgets;
        this.ledger = ledger;
        this.uploads = uploads;
    }

    @GetMapping("/upload")
    ResponseEntity<byte[]> page(HttpServletRequest request, @PathVariable String department, @PathVariable String year) {
        return new UploadVisit(request, budget(department, year), null).page(HttpStatus.OK, null, null, List.of());
    }

    @GetMapping("/template.xlsx")
    ResponseEntity<byte[]> template(HttpServletRequest request, @PathVariable String department, @PathVariable String year) {
        LedgerHttp.Answer answer = ledger.get(TEMPLATE, DeskResponses.session(request).token(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        if (answer.status() != HttpStatus.OK.value()) {
            return new UploadVisit(request, budget(department, year), null)
                    .page(HttpStatus.SERVICE_UNAVAILABLE, new Wording("账本没有给出模板，请稍后再试。", "The ledger gave no template; try again later."), null, List.of());
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(KeptUpload.WORKBOOK)).header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment("记账模板.xlsx")).body(answer.body());
    }

    /** A file comes, and is checked. */
    @PostMapping(path = "/upload", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Nullable ResponseEntity<byte[]> upload(HttpServletRequest request, HttpServletResponse response, @PathVariable String department, @PathVariable String year)
            throws IOException, ServletException {
        BudgetAsOf budget = budget(department, year);
        Part part = request.getPart("file");
        if (part == null || part.getSize() == 0) {
            return new UploadVisit(request, budget, null).page(HttpStatus.BAD_REQUEST, new Wording("请选择一个有内容的文件。没有记账。", "Choose a file that has something in it. Nothing was posted."),
                    null, List.of());
        }
        try (InputStream in = part.getInputStream()) {
            KeptUpload upload = uploads.keep(DeskResponses.session(request).formToken(), DeskResponses.key(request), name(part), in);
            return new UploadVisit(request, budget, upload).take(UploadStep.CHECK, response);
        }
    }

    /** What becomes of a file that was checked. */
    @PostMapping("/upload/{id}")
    @Nullable ResponseEntity<byte[]> step(HttpServletRequest request, HttpServletResponse response, @PathVariable String department, @PathVariable String year,
            @PathVariable String id) throws IOException {
        KeptUpload upload = uploads.find(id, DeskResponses.session(request).formToken());
        UploadVisit sent = new UploadVisit(request, budget(department, year), upload);
        if (upload == null) {
            return sent.page(HttpStatus.GONE, new Wording("此文件已不在这里，此次没有记账。请重新选择文件。", "This file is no longer here, and nothing was posted now. Choose it again."),
                    null, List.of());
        }
        return sent.take(UploadStep.of(Objects.requireNonNullElse(request.getParameter("step"), "")).orElse(UploadStep.CHECK), response);
    }

    /** The last part of what a browser calls it. */
    private static String name(Part part) {
        String name = Objects.requireNonNullElse(part.getSubmittedFileName(), "").replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
        return name.isBlank() ? "表格" : name.substring(0, Math.min(name.length(), NAME_CHARS_MAX));
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString();
    }

    private BudgetAsOf budget(String department, String year) {
        return Budgets.read(budgets, ParameterValues.budget(department, year), AsOfQuestion.NOW, Basis.ADJUSTED);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> problem(HttpServletRequest request, ProblemException why) {
        return DeskResponses.problem(request, why);
    }

    /** Who has sent which file from where. */
    private final class UploadVisit {

        private final HttpServletRequest request;
        private final BudgetAsOf budget;
        private final @Nullable KeptUpload upload;
        private final LoginSession session;

        UploadVisit(HttpServletRequest request, BudgetAsOf budget, @Nullable KeptUpload upload) {
            this.request = request;
            this.budget = budget;
            this.upload = upload;
            this.session = DeskResponses.session(request);
        }

        ResponseEntity<byte[]> page(HttpStatus status, @Nullable Wording told, @Nullable UploadOutcome outcome, List<UploadStep> next) {
            return DeskResponses.page(request, status,
                    new UploadPage(budget, session.formToken(), LoginSession.random(), upload, told, outcome, next).html());
        }

        /** Null once a sheet was written. */
        @Nullable ResponseEntity<byte[]> take(UploadStep step, HttpServletResponse response) throws IOException {
            KeptUpload file = Objects.requireNonNull(upload);
            if (!session.hasToken(clock.instant())) {
                return page(HttpStatus.UNAUTHORIZED, new Wording("登录已经到期，没有记账。请在另一窗口重新登录，再回到此页继续；所选文件不会丢失。",
                        "The login has ended, and nothing was posted. Log in in another window, then continue here: the file stays."), null, List.of(step));
            }
            UploadOutcome outcome = new UploadOutcome();
            boolean wantsSheet = step.isSheet();
            boolean answered = ledger.send(batch(file, step, wantsSheet), (status, body) -> {
                if (wantsSheet && status == HttpStatus.OK.value()) {
                    write(response, file, body);
                } else {
                    outcome.read(status, body);
                }
            });
            if (response.isCommitted()) {
                if (!answered) {
                    throw new IOException("the ledger broke off an outcome sheet");
                }
                return null;
            }
            return answered ? told(step, outcome) : page(HttpStatus.SERVICE_UNAVAILABLE, SILENT, null, List.of(step));
        }

        private LedgerHttp.Batch batch(KeptUpload file, UploadStep step, boolean wantsSheet) {
            return new LedgerHttp.Batch(step.path(), file.type(), (wantsSheet ? file.sheetType() : "application/x-ndjson") + ", application/problem+json",
                    step.posts() ? file.key() : null, file::read, file.bytes(), session.token(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        }

        private void write(HttpServletResponse response, KeptUpload file, InputStream body) throws IOException {
            response.setContentType(file.type());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(file.name().replaceFirst("[.][^.]*$", "") + "-结果." + (file.isWorkbook() ? "xlsx" : "csv")));
            body.transferTo(response.getOutputStream());
            response.flushBuffer();
        }

        private ResponseEntity<byte[]> told(UploadStep step, UploadOutcome outcome) {
            if (outcome.status() != HttpStatus.OK.value()) {
                return DeskResponses.isRefusal(outcome.status())
                        ? page(HttpStatus.valueOf(outcome.status()), DeskResponses.refusal(outcome.status(), outcome.problem()), outcome, sheetOf(UploadStep.CHECK, outcome))
                        : page(HttpStatus.SERVICE_UNAVAILABLE, SILENT, null, List.of(step));
            }
            if (outcome.isForbidden()) {
                return page(HttpStatus.FORBIDDEN, DeskResponses.refusal(HttpStatus.FORBIDDEN.value(), outcome.problem()), outcome, List.of());
            }
            boolean isRight = outcome.refused() == 0 && outcome.unknown() == 0;
            if (step.posts()) {
                return page(outcome.unknown() > 0 ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK, posted(outcome), outcome,
                        outcome.unknown() > 0 ? List.of(step) : sheetOf(step, outcome));
            }
            List<UploadStep> next = new ArrayList<>();
            if (outcome.accepted() > 0) {
                if (isRight) {
                    next.add(UploadStep.TOGETHER);
                }
                next.add(UploadStep.EACH);
            }
            next.addAll(sheetOf(step, outcome));
            return page(isRight ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                    new Wording("试算结果：可以记账 " + outcome.accepted() + " 笔，有误 " + (outcome.refused() + outcome.unknown()) + " 笔。没有记账。",
                            outcome.accepted() + " would be posted, " + (outcome.refused() + outcome.unknown()) + " are wrong. Nothing was posted."),
                    outcome, next);
        }

        private Wording posted(UploadOutcome outcome) {
            String before = outcome.repeated() == 0 ? "" : "，其中此前已记账 " + outcome.repeated() + " 笔";
            String english = outcome.repeated() == 0 ? "" : ", of which before " + outcome.repeated();
            return outcome.unknown() > 0
                    ? new Wording("已记账 " + outcome.accepted() + " 笔，另有 " + outcome.unknown() + " 笔不知道是否已经记账。请再提交一次：同一份表单只记一次账。",
                            outcome.accepted() + " are posted, of " + outcome.unknown() + " nobody knows. Send it again: one form is posted once.")
                    : new Wording("已记账 " + outcome.accepted() + " 笔" + before + "；未记账 " + outcome.refused() + " 笔。",
                            "Posted " + outcome.accepted() + english + "; not posted " + outcome.refused() + ".");
        }

        /** Of a sheet that could be read. */
        private List<UploadStep> sheetOf(UploadStep step, UploadOutcome outcome) {
            boolean isRead = outcome.status() == HttpStatus.OK.value() || !outcome.faults().isEmpty();
            return upload != null && isRead ? List.of(step.sheet()) : List.of();
        }
    }
}
