package dev.budgetledger.projection.proposals;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.contract.ProposedPosting.LineAmount;
import dev.budgetledger.projection.audit.http.PostingDocument;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.GroupedAmount;
import dev.budgetledger.projection.console.LineWords;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.proposals.ListedProposal.ProposalDecision;
import dev.budgetledger.projection.proposals.ProposalSearchController.ProposalsDocument;
import dev.budgetledger.projection.web.Budgets;

/** A proposal as a page: what is to be posted, by whom, and what became of it. */
record ProposedPage(ProposalsDocument.ProposedDocument answer) {

    private static final List<Head> SAID = List.of(new Head("项目", "Field"), new Head("内容", "What it says"));
    private static final List<Head> LINES = List.of(new Head("账户", "Account"), new Head("金额(元)", "Amount, yuan"));

    String html() {
        ListedProposal proposal = answer.proposal();
        ProposedPosting proposed = proposal.proposed();
        String all = Budgets.address(answer.department(), answer.fiscalYear()) + "/proposals" + answer.asOf().inAddress();
        ConsolePage page = ConsolePage.of(new Wording("提请 " + proposal.proposal(), "Proposal", "Proposal " + proposal.proposal()), answer.department(), answer.fiscalYear(), answer.asOf(),
                new Link(all, "提请", "proposals"));
        page.rows(new Wording("提请", "", "Proposal"), SAID, paper(proposal));
        page.heading("拟记账", "To be posted");
        if (proposed.postingId() == null) {
            page.rows(sum(GroupedAmount.of(String.valueOf(proposal.amount()))), LINES, lines(proposed));
        } else {
            page.links("冲销", "Reverses", List.of(new Link(
                    PostingDocument.address(proposed.postingId(), answer.asOf().position()), proposed.postingId(), "")));
        }
        if (proposal.state() == ProposalState.OPEN) {
            String tables = ProposalsPage.tables(answer.department().code(), answer.fiscalYear(), answer.asOf());
            page.links("公开表", "Tables", List.of(
                    new Link(tables + "&proposed=included", "含提请", "with what is proposed"), new Link(tables, "不含提请", "without")));
        }
        ProposalDecision decision = proposal.decision();
        if (decision != null && decision.href() != null) {
            page.links("记账", "Posted as", List.of(new Link(decision.href(), String.valueOf(decision.postingId()), "")));
        }
        return page.end(answer.asOf());
    }

    private static Wording sum(String amount) {
        return new Wording("合计 " + amount + " 元", "", "Sum: " + amount + " yuan");
    }

    private static List<List<Value>> paper(ListedProposal proposal) {
        ProposedPosting proposed = proposal.proposed();
        List<List<Value>> rows = new ArrayList<>();
        said(rows, "状态", "State", Vocabulary.of(proposal.state()));
        said(rows, "操作", "Operation", Vocabulary.of(proposed.operation()));
        said(rows, "文号", "Document", proposed.documentNo());
        said(rows, "上级文号", "Document of the level above", proposed.superiorDocumentNo());
        said(rows, "调剂依据", "Authority", proposed.authority());
        said(rows, "事由", "Reason", proposed.reason());
        said(rows, "业务日期", "Effective on", proposed.effectiveOn().toString());
        said(rows, "提请人", "Proposed by", proposal.proposedBy());
        said(rows, "提请时间", "Proposed", RecordedTime.of(proposal.proposedAt()));
        said(rows, "复核人", "Approved by", proposal.approvedBy().isEmpty() ? null : String.join(", ", proposal.approvedBy()));
        said(rows, "有效期至", "Open until", proposal.expiresOn().toString());
        said(rows, "摘要", "Digest", proposal.digest());
        ProposalDecision decision = proposal.decision();
        if (decision != null) {
            said(rows, "办结人", "Decided by", decision.decidedBy());
            said(rows, "办结时间", "Decided", RecordedTime.of(decision.decidedAt()));
            said(rows, "理由", "Why", decision.reason());
        }
        return rows;
    }

    private static void said(List<List<Value>> rows, String chinese, String english, @Nullable String text) {
        if (text != null) {
            said(rows, chinese, english, Wording.plain(text));
        }
    }

    private static void said(List<List<Value>> rows, String chinese, String english, Wording what) {
        rows.add(List.of(Value.said(new Wording(chinese, english)), Value.said(what)));
    }

    private static List<List<Value>> lines(ProposedPosting proposed) {
        List<List<Value>> rows = new ArrayList<>();
        Money amount = proposed.amount();
        if (amount != null) {
            line(rows, "", proposed.from(), amount.negated());
            line(rows, proposed.toDepartment() == null ? "" : proposed.toDepartment() + " ", proposed.to(), amount);
        }
        List<LineAmount> lines = proposed.lines();
        if (lines != null) {
            lines.forEach(each -> line(rows, "", each.line(), each.amount()));
        }
        return rows;
    }

    private static void line(List<List<Value>> rows, String of, @Nullable Line line, Money amount) {
        if (line != null) {
            rows.add(List.of(Value.words(of + LineWords.of(line).brief()), Value.amount(amount.toYuan())));
        }
    }
}
