package dev.budgetledger.projection.directory;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.directory.DirectoryController.DepartmentsDocument;
import dev.budgetledger.projection.directory.DirectoryController.DepartmentsDocument.BudgetDocument;
import dev.budgetledger.projection.directory.DirectoryController.DepartmentsDocument.DepartmentDocument;
import dev.budgetledger.projection.directory.DirectoryController.DepartmentsDocument.HappenedDocument;
import dev.budgetledger.projection.directory.DirectoryController.DirectoryQuery;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.web.AsOfDocument;
import dev.budgetledger.projection.web.Budgets;

/**
 * Departments and years as a page.
 *
 * @param address that asks for them
 * @param answer what it says as JSON
 * @param query as it was asked
 */
record DirectoryPage(String address, DepartmentsDocument answer, DirectoryQuery query, AsOfDocument asOf) {

    private static final List<Head> HEADS = List.of(
            new Head("部门", "Department"), new Head("名称", "Name"), new Head("年度", "Year"), new Head("最近记账", "Last posting"),
            new Head("最近公开", "Last publication"), new Head("公开文档", "Document"));

    String html() {
        ConsolePage page = new ConsolePage(new Wording("部门预算公开", "Budgets of departments"), List.of());
        page.paragraph("各部门的部门预算公开表，可按任一业务日期、按任一时点已知的内容重新编出；每一格都能追到记账，每一张表都能取得证据。",
                "The disclosure tables of departments, as of any date and as known at any time. Every cell opens into its postings, and every table comes with its evidence.");
        Markup out = page.out().raw("<form class=\"point-bar\" method=\"get\" action=\"").text(address).raw("\">\n");
        new PointBar.Field("q", "部门代码或名称的开头", "code or name begins with", "search").write(out, query.q() == null ? "" : query.q());
        PointBar.button(out, new Wording("查找", "Find"));
        PointBar.link(out, address, new Wording("全部", "All"));
        out.raw("</form>\n");
        page.heading("部门和年度", "Departments and years");
        if (answer.shard() != null) {
            page.paragraph("这里只有第 " + answer.shard() + " 分片的部门。", "Only the departments of shard " + answer.shard() + " are here.");
        }
        if (answer.departments().isEmpty()) {
            page.paragraph(query.q() == null && query.after() == null
                    ? new Wording("还没有预算。", "There is no budget yet.") : new Wording("没有这样的部门。", "There is no such department."));
        } else {
            page.rows(new Wording(answer.departments().size() + " 个部门", "", answer.departments().size() + " departments"), HEADS, answer.departments().stream().flatMap(each ->
                    each.budgets().stream().map(budget -> row(each, budget))).toList());
        }
        page.next(answer.next(), "其余部门", "the other departments");
        page.links("账本", "The log", List.of(new Link("/v1/log", "日志", "log"), new Link("/v1/status", "状态", "status")));
        page.links("接口", "For programs", List.of(
                new Link("/swagger-ui.html", "接口说明", "API, to try"), new Link("/v3/api-docs", "OpenAPI", "")));
        return page.end(asOf);
    }

    private static List<Value> row(DepartmentDocument department, BudgetDocument budget) {
        String home = Budgets.address(new BudgetId(department.code(), budget.fiscalYear()));
        return List.of(Value.words(department.code()), Value.words(budget.name()),
                Value.leadingTo(home + "/tables", budget.comparative() ? new Wording(budget.fiscalYear() + " 对比", "", budget.fiscalYear() + " to compare with") : Wording.plain(Integer.toString(budget.fiscalYear()))),
                happened(home + "/postings", budget.lastPosting()), happened(home + "/publications", budget.lastPublication()),
                Value.leadingTo(home + "/document", new Wording("全文", "", "Read")));
    }

    private static Value happened(String address, @Nullable HappenedDocument last) {
        if (last == null) {
            return Value.words("");
        }
        LocalDate day = Envelope.dayOf(last.recordedAt());
        return Value.leadingTo(address, last.number() == null ? Wording.plain(day.toString()) : new Wording("第 " + last.number() + " 次 " + day, "", "No. " + last.number() + ", " + day));
    }
}
