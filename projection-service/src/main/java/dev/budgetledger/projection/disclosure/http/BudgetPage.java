package dev.budgetledger.projection.disclosure.http;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.projection.comparison.YearOverYear;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.PointStops;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.console.YearBars;
import dev.budgetledger.projection.disclosure.http.DisclosureController.TableList;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.entries.PostingSummary;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.Budgets;
import dev.budgetledger.projection.web.ProposedParameters;
import dev.budgetledger.projection.web.ProposedParameters.WithProposals;

/**
 * A budget as a page: its figures beside those of the year before, its document and its tables as of any two dates, and what is known of them beside.
 *
 * @param figures in 万元, as approved
 * @param ofUnit whose tables they are, absent where they are the department's
 * @param latest the postings of the department that were recorded last
 * @param stops where the budget becomes another
 * @param mayAsk whether who asks may read what is proposed
 */
record BudgetPage(TableList answer, YearOverYear figures, FormParameters in, @Nullable String ofUnit, List<Envelope> latest, PointStops stops, boolean mayAsk) {

    private static final List<Head> HEADS = List.of(
            new Head("记账号", "Posting"), new Head("操作", "Operation"), new Head("文号", "Document"), new Head("事由", "Reason"),
            new Head("业务日期", "Effective on"), new Head("金额(元)", "Amount, yuan"));

    String html() {
        String budget = Budgets.address(answer.department(), answer.fiscalYear());
        String point = answer.asOf().inAddress();
        Asked of = new Asked().and("form", in.form()).and("unit", ofUnit);
        String asked = point + of.inAddress();
        ConsolePage page = ConsolePage.about(new Wording("部门预算", "Budget of the department"), answer.department(),
                answer.fiscalYear(), answer.asOf());
        ProposedParameters with = new ProposedParameters(answer.proposed() == null ? WithProposals.EXCLUDED : WithProposals.INCLUDED);
        PointBar.of(budget + "/tables", answer.asOf(), stops, mayAsk ? List.of(ProposedNote.choice(with)) : List.of(), of.parameters())
                .write(page.out());
        ProposedNote.write(page, answer.department(), answer.fiscalYear(), answer.asOf(), answer.proposed());
        page.heading("年初批复与上年对比", "As approved, against the year before");
        new YearBars(answer.fiscalYear(), Unit.WAN_YUAN.chinese(), known()).write(page, known().size());
        figures.notes().forEach(note -> page.out().raw("<p class=\"note\">").text(note).raw("</p>\n"));
        page.links("公开文档", "Document", List.of(
                new Link(budget + "/document" + asked, "全文", "read"),
                new Link(budget + "/document" + asked + "&format=pdf", "PDF", ""),
                new Link(budget + "/document" + asked + "&format=xlsx", "Excel", ""),
                new Link(budget + "/document" + asked + "&format=zip", "全部文件", "everything")));
        page.heading("公开表", "Tables");
        Markup out = page.out().raw("<ol class=\"contents-list\">\n");
        answer.tables().forEach(table -> out.raw("<li><a href=\"").text(budget + "/tables/" + table.id() + asked + with.inAddress()).raw("\">")
                .text(table.title()).raw("</a></li>\n"));
        out.raw("</ol>\n");
        page.heading("最近记账", "Latest postings");
        if (!latest.isEmpty()) {
            page.rows(new Wording(latest.size() + " 笔", "", latest.size() + " postings"), HEADS, latest.stream().map(each -> row(each, budget)).toList());
        }
        page.links("记账", "Postings", List.of(new Link(budget + "/postings" + point, "查找记账", "find postings")));
        page.heading("核对", "Check and compare");
        page.links("比较", "Compare", List.of(
                new Link(budget + "/year-over-year" + point, "与上年对比", "year over year"),
                new Link(budget + "/changes?fromEffectiveOn=" + answer.fiscalYear() + "-01-01", "年初以来的变动", "changes since January")));
        page.links("证明", "Prove", List.of(
                new Link(budget + "/checks" + point + in.inAddress() + with.inAddress(), "勾稽", "checks"),
                new Link(budget + "/publications", "公开记录", "publications"),
                new Link(budget + "/evidence" + asked, "证据包", "evidence")));
        page.links("资料", "Data", List.of(
                new Link(budget + "/balances" + point + new Asked().and("unit", ofUnit).inAddress() + with.inAddress(), "余额", "balances"),
                new Link(budget + "/units" + point, "单位", "units"),
                new Link(budget + "/projects" + point, "项目", "projects"),
                new Link(budget + "/statements" + point, "陈述", "statements"),
                new Link(budget + "/datapackage" + point, "数据包", "data package")));
        return page.end(answer.asOf());
    }

    private List<Value> row(Envelope envelope, String budget) {
        PostingSummary row = PostingSummary.of(envelope).orElseThrow();
        Posting posting = ((Fact.Posted) envelope.fact()).posting();
        return List.of(
                Value.leadingTo(budget + "/postings/" + envelope.sequence() + answer.asOf().inAddress(), posting.id()),
                Value.said(Vocabulary.of(row.type())), Value.words(posting.documentNo()), Value.words(posting.reason()),
                Value.words(posting.effectiveOn().toString()), Value.amount(row.amount().toYuan()));
    }

    /** Those that the budget says. */
    private List<YearBars.Figure> known() {
        return Stream.of(
                        figure(new Wording("支出合计", "Total"), figures.total()),
                        figure(new Wording("基本支出", "Basic"), figures.basic()),
                        figure(new Wording("项目支出", "Projects"), figures.project()),
                        figure(new Wording("“三公”经费", "Three public expenses"), figures.threePublic()))
                .filter(each -> each.current() != null)
                .toList();
    }

    private static YearBars.Figure figure(Wording name, YearOverYear.Figure figure) {
        return new YearBars.Figure(name, figure.current(), figure.prior(), figure.change(), figure.percent());
    }
}
