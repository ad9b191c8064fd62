package dev.budgetledger.projection.directory;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.edge.HtmlPage;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.BudgetDirectory.Opened;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * What is shown of budgets.
 *
 * @param budgets in order
 * @param from what was asked for
 * @param next the first that is not shown
 */
record DirectoryPage(
        List<Opened> budgets, @Nullable String from, @Nullable BudgetId next, AsOfDocument asOf, Templates templates) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    HtmlPage html() {
        return new HtmlPage("部门预算公开 · Department budgets", """
                <h1>部门预算公开 <span lang="en">Department budgets</span></h1>
                <p>各部门的部门预算公开表，可按任一业务日期、按任一时点已知的内容重新编出；每一格都能追到记账，每一张表都能取得证据。</p>
                <p lang="en">The disclosure tables of departments, as of any date and as known at any time. Every cell opens into its postings,
                and every table comes with its evidence.</p>
                <form action="/" method="get">
                <label for="from">从部门代码起 <span lang="en">From department code</span></label>
                <input id="from" name="from" required pattern="[A-Za-z0-9]{1,12}" maxlength="12" value="%s">
                <button>查找 <span lang="en">Find</span></button>
                </form>
                <h2>部门和年度 <span lang="en">Departments and years</span></h2>
                %s
                <nav aria-label="翻页 Pages">%s</nav>
                <footer>
                <p>截至账本日志位置 <span lang="en">As of position</span> %d，记于 <span lang="en">recorded</span> %s UTC</p>
                <p><a href="/swagger-ui.html">接口说明 <span lang="en">API, to try</span></a> ·
                <a href="/v3/api-docs">OpenAPI</a></p>
                </footer>""".formatted(
                from == null ? "" : HtmlPage.text(from.replaceFirst("-.*", "")),
                budgets.isEmpty() ? none() : departments(),
                pages(),
                asOf.position(),
                TIME.format(asOf.recordedAsOf())));
    }

    private String none() {
        return from == null
                ? "<p>还没有预算。<span lang=\"en\">There is no budget yet.</span></p>"
                : "<p>此后没有部门。<span lang=\"en\">There is no department from there on.</span></p>";
    }

    private String departments() {
        StringBuilder html = new StringBuilder();
        Department before = null;
        for (Opened each : budgets) {
            Department department = new Department(each.id().department(), each.departmentName());
            if (!department.equals(before)) {
                html.append("<h3>").append(department.code()).append(' ').append(HtmlPage.text(department.name())).append("</h3>\n");
            }
            html.append(budget(each.id()));
            before = department;
        }
        return html.toString();
    }

    private String budget(BudgetId id) {
        String address = "/v1/disclosures/" + id.department() + "/" + id.fiscalYear();
        Template forms = templates.of(id.fiscalYear());
        String tables = Arrays.stream(TableId.values())
                .map(table -> item(address + "/tables/" + table.id(), forms.title(table)))
                .collect(Collectors.joining());
        return """
                <p><a href="%3$s/tables">%1$d 年预算 <span lang="en">The budget</span></a> ·
                <a href="%3$s/document">公开文档 <span lang="en">The whole document</span></a></p>
                <details><summary>%1$d 年：任一时点、各表、证据 <span lang="en">As of any two dates, tables, evidence</span></summary>
                <form action="%3$s/document" method="get">
                <label>业务日期 <span lang="en">Counts by</span> <input type="date" name="effectiveOn" required value="%1$d-12-31"></label>
                <label>账本位置 <span lang="en">Known at position</span>
                <input type="number" name="position" required min="1" max="%4$d" value="%4$d"></label>
                <button>打开文档 <span lang="en">Open the document</span></button>
                </form>
                <ol>
                %2$s</ol>
                <p><a href="%3$s/year-over-year">与上年对比 <span lang="en">Against the year before</span></a> ·
                <a href="%3$s/checks">勾稽 <span lang="en">Checks</span></a> ·
                <a href="%3$s/evidence">证据包 <span lang="en">Evidence package</span></a></p>
                </details>
                """.formatted(id.fiscalYear(), tables, address, asOf.position());
    }

    private static String item(String address, String title) {
        return ("<li><a href=\"%2$s\">%1$s</a> <a href=\"%2$s?format=csv\" aria-label=\"%1$s CSV\">CSV</a>"
                + " <a href=\"%2$s?format=json\" aria-label=\"%1$s JSON\">JSON</a></li>\n")
                .formatted(HtmlPage.text(title), address);
    }

    private String pages() {
        String first = from == null ? "" : "<a href=\"/\">首页 <span lang=\"en\">First page</span></a> ";
        return next == null
                ? first
                : first + "<a rel=\"next\" href=\"/?from=%1$s\">下一页 <span lang=\"en\">Next page</span> (%1$s …)</a>".formatted(next.stream());
    }
}
