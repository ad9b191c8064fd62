package dev.budgetledger.projection.desk;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.LineWords;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.desk.DeskFields.Fault;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * A form as a page, with what would become of it.
 *
 * @param formToken of the session
 * @param key under which it is posted, however often it is sent
 * @param told what there is to say of it, null nothing
 * @param result of a dry run, null if there was none
 * @param step what may be done next: {@code check}, {@code post} or {@code propose}
 */
record DeskPage(DeskForm form, BudgetAsOf budget, DeskValues values, String formToken, String key, @Nullable Wording told, @Nullable Fault fault,
        @Nullable JsonNode result, String step) {

    private static final List<Head> CHANGES = List.of(new Head("指标", "Line"), new Head("现在(元)", "Now, yuan"), new Head("之后(元)", "Then, yuan"));

    static String home(BudgetAsOf budget) {
        return "/desk/" + budget.department().code() + "/" + budget.fiscalYear();
    }

    String html() {
        ConsolePage page = ConsolePage.of(form.title(), budget.department(), budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()), new Link(home(budget), "经办", "Post"));
        if (told != null || fault != null) {
            page.out().raw("<div role=\"alert\" class=\"notice\">");
            if (told != null) {
                page.paragraph(told);
            }
            if (fault != null) {
                summary(page, fault);
            }
            page.out().raw("</div>\n");
        }
        if (result != null) {
            result(page, result);
        }
        Markup out = page.out();
        out.raw("<form class=\"desk\" method=\"post\" action=\"" + home(budget) + "/" + form.collection() + "\">\n")
                .raw("<input type=\"hidden\" name=\"formToken\" value=\"").text(formToken).raw("\"/><input type=\"hidden\" name=\"key\" value=\"").text(key).raw("\"/>\n");
        buttons(out, "first");
        new DeskFields(out, budget, values, fault).write(form.body());
        buttons(out, "last");
        out.raw("</form>\n");
        return page.end(AsOfDocument.of(budget.asOf()));
    }

    private static void summary(ConsolePage page, Fault fault) {
        FaultField field = fault.field();
        page.out().raw("<p>");
        if (!field.id().isEmpty()) {
            page.out().raw("<a href=\"#" + field.id() + "\">");
            page.said(field.called());
            page.out().raw("</a> ");
        } else if (!field.called().chinese().isEmpty()) {
            page.said(field.called());
            page.out().raw(" ");
        }
        page.out().text(fault.detail()).raw("</p>\n");
    }

    /** What Enter presses is the check: the first button of the form. */
    private void buttons(Markup out, String where) {
        boolean isFirst = where.equals("first");
        out.raw(isFirst ? "<p class=\"enter\">" : "<p>");
        button(out, "check", new Wording("试算", "Check"));
        if (!isFirst && !step.equals("check")) {
            button(out.raw(" "), step, step.equals("post") ? new Wording("记账", "Post") : new Wording("提请复核", "Propose"));
        }
        out.raw("</p>\n");
    }

    private static void button(Markup out, String step, Wording said) {
        out.raw("<button name=\"step\" value=\"" + step + "\">");
        said.write(out);
        out.raw("</button>");
    }

    private static void result(ConsolePage page, JsonNode result) {
        page.heading("试算结果", "What would be");
        int approvals = result.path("approvals").asInt(0);
        if (approvals > 0) {
            page.paragraph("需要另外 " + approvals + " 人复核，现在只能提请。", approvals + " others must approve: it can be proposed.");
        }
        for (JsonNode budget : result.path("budgets")) {
            List<List<Value>> rows = new ArrayList<>();
            for (JsonNode each : budget.path("lines")) {
                Line line = ContractJson.read(JsonMapper.shared().writeValueAsBytes(each.path("line")), Line.class);
                rows.add(row(LineWords.of(line), each.path("balance")));
                if (!each.path("frozen").path("before").equals(each.path("frozen").path("after"))) {
                    rows.add(row(new Wording("其中冻结", "of which frozen"), each.path("frozen")));
                }
            }
            rows.add(row(new Wording("支出合计", "Expenditure in total"), budget.path("totals").path("expenditure")));
            page.rows(Wording.plain(budget.path("department").asString("") + " " + budget.path("fiscalYear").asInt(0)), CHANGES, rows);
        }
    }

    private static List<Value> row(Wording of, JsonNode change) {
        return List.of(Value.said(of), Value.amount(change.path("before").asString("")), Value.amount(change.path("after").asString("")));
    }
}
