package dev.budgetledger.projection.desk;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.desk.KeptUploads.KeptUpload;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * 上传: where a file is chosen, and what the ledger says of it.
 *
 * @param formToken of the session
 * @param key of the form in which a file is chosen
 * @param upload the file, null if there is none yet
 * @param told what there is to say, null nothing
 * @param outcome of the last step, null if the ledger said nothing
 * @param next what may be done with the file now
 */
record UploadPage(BudgetAsOf budget, String formToken, String key, @Nullable KeptUpload upload, @Nullable Wording told, @Nullable UploadOutcome outcome,
        List<UploadStep> next) {

    private static final List<Head> FAULTS = List.of(new Head("行", "Row"), new Head("列", "Column"), new Head("原因", "Why"));

    static String address(BudgetAsOf budget) {
        return DeskPage.home(budget) + "/upload";
    }

    String html() {
        ConsolePage page = ConsolePage.of(new Wording("上传表格", "Upload a sheet"), budget.department(), budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()), new Link(DeskPage.home(budget), "经办", "Post"));
        if (told != null) {
            page.out().raw("<div role=\"alert\" class=\"notice\">");
            page.paragraph(told);
            if (outcome != null && outcome.faults().isEmpty() && !outcome.problem().path("detail").asString("").isEmpty()) {
                page.paragraph(outcome.problem().path("detail").asString(""), "");
            }
            page.out().raw("</div>\n");
        }
        if (outcome != null) {
            faults(page, outcome);
            postings(page, outcome);
        }
        if (upload != null && !next.isEmpty()) {
            page.heading(upload.name(), "");
            steps(page.out(), upload);
        }
        choose(page);
        return page.end(AsOfDocument.of(budget.asOf()));
    }

    private static void faults(ConsolePage page, UploadOutcome outcome) {
        if (outcome.faults().isEmpty()) {
            return;
        }
        List<List<Value>> rows = new ArrayList<>();
        outcome.faults().forEach(each -> rows.add(List.of(Value.number(each.row() == 0 ? "" : Long.toString(each.row())), Value.words(each.column()),
                Value.said(new Wording(each.detail(), each.code(), each.detail() + " " + each.code())))));
        page.rows(new Wording("有误之处", "What is wrong"), FAULTS, rows);
        if (outcome.moreFaults() > 0) {
            page.paragraph("另有 " + outcome.moreFaults() + " 处未列出。", outcome.moreFaults() + " more are not listed.");
        }
    }

    private static void postings(ConsolePage page, UploadOutcome outcome) {
        if (!outcome.postings().isEmpty()) {
            page.links("记账号", "Postings", outcome.postings().stream().map(each -> new Link(address(each), each, "")).toList());
            if (outcome.accepted() > outcome.postings().size()) {
                page.paragraph("只列出前 " + outcome.postings().size() + " 笔。", "The first " + outcome.postings().size() + " of them.");
            }
        }
    }

    /** Of {@code 301-2023-7}. */
    private static String address(String posting) {
        return "/v1/disclosures/" + posting.replaceFirst("-(\\d{4})-(\\d+)$", "/$1/postings/$2");
    }

    private void steps(Markup out, KeptUpload file) {
        begin(out, address(budget) + "/" + file.id(), "");
        out.raw("<p>");
        next.forEach(each -> button(out, each));
        out.raw("</p>\n</form>\n");
    }

    private void choose(ConsolePage page) {
        page.heading("选择文件", "Choose a file");
        page.paragraph("工作簿（xlsx）或文本（csv），第一行为表头；先试算，不记账。各笔的部门、年度由表内的栏目说明。最大 " + UploadController.MEBIBYTES_MAX + " MB。",
                "A workbook (xlsx) or text (csv) with a header; it is checked first and nothing is posted. The sheet says department and year of each posting. At most "
                        + UploadController.MEBIBYTES_MAX + " MB.");
        page.links("模板", "Template", List.of(new Link(DeskPage.home(budget) + "/template.xlsx", "下载模板", "Download it")));
        Markup out = page.out();
        begin(out, address(budget), " enctype=\"multipart/form-data\"");
        out.raw("<input type=\"hidden\" name=\"key\" value=\"").text(key).raw("\"/>\n<label for=\"file\"><span>");
        new Wording("文件", "File").write(out);
        out.raw("</span> <input type=\"file\" name=\"file\" id=\"file\" required=\"required\" accept=\".xlsx,.csv,text/csv," + KeptUpload.WORKBOOK + "\"/></label>\n<p>");
        button(out, UploadStep.CHECK);
        out.raw("</p>\n</form>\n");
    }

    private void begin(Markup out, String action, String more) {
        out.raw("<form class=\"desk\" method=\"post\" action=\"" + action + "\"" + more + ">\n<input type=\"hidden\" name=\"formToken\" value=\"").text(formToken).raw("\"/>");
    }

    private static void button(Markup out, UploadStep step) {
        out.raw("<button name=\"step\" value=\"" + step.value() + "\">");
        step.wording().write(out);
        out.raw("</button> ");
    }
}
