package dev.budgetledger.projection.audit.http;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.GroupedAmount;
import dev.budgetledger.projection.console.LineWords;
import dev.budgetledger.projection.console.Proving;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.BudgetAsOf;

/**
 * A cell as a page: what is printed, what it is to the fen, and the postings that it is made of.
 *
 * @param answer what it says as JSON
 * @param table that it is of
 * @param budget whose table it is
 * @param inAddress what of the question is asked again of the table
 */
record CellPage(CellDocument answer, Table table, Column column, BudgetAsOf budget, String inAddress) {

    private static final List<Head> HEADS = List.of(
            new Head("记账号", "Posting"), new Head("业务", "Operation"), new Head("文号", "Document"), new Head("事由", "Reason"), new Head("业务日期", "Effective on"),
            new Head("记账时间(UTC)", "Recorded"), new Head("记账人", "Posted by"), new Head("指标", "Line"), new Head("金额(元)", "Amount, yuan"));

    private static final List<Head> PROPOSED = List.of(new Head("提请号", "Proposal"), new Head("金额(元)", "Amount, yuan"));

    String html() {
        String tables = "/v1/disclosures/" + budget.department().code() + "/" + budget.fiscalYear() + "/tables/" + table.id();
        String titled = Stream.concat(column.under().stream(), Stream.of(column.title())).filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" / "));
        ConsolePage page = ConsolePage.of(Wording.plain((answer.label() + " · " + titled).strip()), budget.department(), budget.fiscalYear(),
                answer.asOf(), new Link(tables + answer.asOf().inAddress() + inAddress, table.title(), ""));
        page.out().raw("<p class=\"figure\">").text(answer.printed().isEmpty() ? "—" : answer.printed()).raw(" ").text(answer.unit());
        if (answer.sum() != null) {
            page.out().raw(" ");
            page.said(new Wording("精确", "exact"));
            page.out().raw(" ").text(GroupedAmount.of(answer.sum())).raw(" ").text(new Wording("元", "", "yuan").text());
        }
        page.out().raw("</p>\n");
        page.heading("溯源", "The postings behind it");
        if (answer.contributions().isEmpty()) {
            page.paragraph("没有记账。", "No posting.");
        } else {
            page.rows(sum(GroupedAmount.of(answer.pageSum())), HEADS, answer.contributions().stream().map(this::row).toList());
        }
        if (answer.next() != null) {
            page.links("下一页", "Next page", List.of(new Link(answer.next(), "其余记账", "the other postings")));
        }
        if (answer.asOf().checkpoint() != null && !answer.contributions().isEmpty()) {
            new Proving(answer.contributions().stream().map(ContributionDocument::posting).map(CellPage::provable).distinct().toList())
                    .write(page);
        }
        List<ProposedShare> proposed = answer.proposed();
        if (proposed != null) {
            page.heading("含提请", "Proposals in it");
            page.rows(new Wording(proposed.size() + " 件", "", proposed.size() + " proposals"), PROPOSED, proposed.stream()
                    .map(each -> List.of(Value.leadingTo(each.href(), each.proposal()), Value.amount(each.amount())))
                    .toList());
            return page.end(answer.asOf()); // what is not posted has no evidence
        }
        page.links("证据包", "Evidence", List.of(new Link(
                "/v1/disclosures/" + budget.department().code() + "/" + budget.fiscalYear() + "/evidence" + answer.asOf().inAddress(),
                "下载", "download")));
        return page.end(answer.asOf());
    }

    private static Wording sum(String amount) {
        return new Wording("本页合计 " + amount + " 元", "", "Sum of this page: " + amount + " yuan");
    }

    private List<Value> row(ContributionDocument each) {
        PostingDocument posting = each.posting();
        return List.of(Value.leadingTo(PostingDocument.address(posting.postingId(), answer.asOf().position()), posting.postingId()), Value.said(operation(each)),
                Value.words(posting.documentNo()), Value.words(posting.reason()),
                Value.words(posting.effectiveOn().toString()), Value.words(RecordedTime.of(posting.recordedAt())), Value.words(posting.postedBy()),
                Value.said(LineWords.of(each.line())), Value.amount(each.amount()));
    }

    private static Wording operation(ContributionDocument each) {
        return Vocabulary.of(Vocabulary.FACT_TYPE, each.posting().type());
    }

    private static Proving.Provable provable(PostingDocument posting) {
        BudgetId of = BudgetId.ofStream(posting.postingId().substring(0, posting.postingId().lastIndexOf('-')));
        return new Proving.Provable(posting.postingId(),
                "/v1/disclosures/" + of.department() + "/" + of.fiscalYear() + "/evidence/" + posting.position());
    }
}
