package dev.budgetledger.projection.postings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
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
import dev.budgetledger.projection.entries.Lateness;
import dev.budgetledger.projection.postings.PostedDocument.LinkedPosting;
import dev.budgetledger.projection.postings.PostedDocument.SideOfPosting;
import dev.budgetledger.projection.web.Budgets;

/** A posting as a page: its paper, both sides of it, and what it belongs together with. */
record PostingPage(PostedDocument answer) {

    private static final List<Head> SIDES = List.of(
            new Head("账户", "Account"), new Head("转入(元)", "In, yuan"), new Head("转出(元)", "Out, yuan"));

    String html() {
        PostingDocument posting = answer.posting().posting();
        String all = Budgets.address(answer.department(), answer.fiscalYear()) + "/postings";
        ConsolePage page = ConsolePage.of(new Wording("记账 " + posting.postingId(), "Posting", "Posting " + posting.postingId()), answer.department(), answer.fiscalYear(), answer.asOf(),
                new Link(all + answer.asOf().inAddress(), "记账", "postings"));
        if (!answer.counts()) {
            page.paragraph("late", new Wording("在此业务日期尚未计入。", "Not yet effective on the date asked for."));
        }
        page.out().raw("<dl>\n");
        paper(posting).forEach(each -> {
            page.out().raw("<dt>");
            page.said(new Wording(each.chinese(), each.english()));
            page.out().raw("</dt><dd>").text(each.text()).raw("</dd>\n");
        });
        page.out().raw("</dl>\n");
        page.heading("分录", "Both sides");
        page.rows(sum(GroupedAmount.of(answer.posting().amount())), SIDES, answer.entries().stream().map(PostingPage::row).toList());
        List<Link> related = new ArrayList<>();
        related(related, answer.reverses(), "冲销了", "reverses");
        related(related, answer.reversedBy(), "被冲销", "reversed by");
        related(related, answer.counterpart(), "对方记账", "the other half");
        if (!related.isEmpty()) {
            page.links("关联", "Belongs with", related);
        }
        page.links("影响", "What it changed", List.of(new Link(answer.changes(), "各表的变动", "cells of the tables")));
        page.links("证明", "Prove", List.of(
                new Link(answer.evidence(), "证据包", "evidence"), new Link(answer.posting().href() + "&format=json", "JSON", "")));
        return page.end(answer.asOf());
    }

    private static Wording sum(String amount) {
        return new Wording("合计 " + amount + " 元", "", "Sum: " + amount + " yuan");
    }

    private record Said(String chinese, String english, String text) {}

    private List<Said> paper(PostingDocument posting) {
        Lateness lateness = answer.posting().lateness();
        return Stream.of(
                        new Said("操作", "Operation", Vocabulary.of(answer.posting().operation()).brief()),
                        new Said("文号", "Document", posting.documentNo()),
                        new Said("上级文号", "Document of the level above", text(answer.superiorDocumentNo())),
                        new Said("事由", "Reason", posting.reason()),
                        new Said("业务日期", "Effective on", posting.effectiveOn().toString()),
                        new Said("记账时间", "Recorded", RecordedTime.of(posting.recordedAt())),
                        new Said("补记", "Lateness", lateness == Lateness.IN_TIME ? "" : Vocabulary.of(lateness).brief()),
                        new Said("记账人", "Posted by", posting.postedBy()),
                        new Said("提请人", "Proposed by", text(posting.proposedBy())),
                        new Said("复核人", "Approved by", posting.approvedBy() == null ? "" : String.join(", ", posting.approvedBy())),
                        new Said("账本位置", "Position", Long.toString(posting.position())),
                        new Said("叶哈希", "Leaf hash", posting.leafHash()))
                .filter(each -> !each.text().isEmpty())
                .toList();
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static List<Value> row(SideOfPosting side) {
        boolean in = !side.amount().startsWith("-");
        return List.of(Value.words(account(side)), Value.amount(in ? side.amount() : ""), Value.amount(in ? "" : side.amount().substring(1)));
    }

    private static String account(SideOfPosting side) {
        Line line = side.line();
        if (line == null) {
            return side.budget() == null ? new Wording("资金来源", "Funding").brief() + " " + fund(side) : new Wording("往来", "Clearing").brief() + " " + side.budget() + " " + fund(side);
        }
        String codes = LineWords.of(line).brief();
        return Boolean.TRUE.equals(side.frozen()) ? new Wording("冻结", "Frozen").brief() + " " + codes : codes;
    }

    private static String fund(SideOfPosting side) {
        return side.fund() == null ? "" : Vocabulary.of(side.fund()).brief();
    }

    private static void related(List<Link> links, @Nullable LinkedPosting other, String chinese, String english) {
        if (other != null) {
            links.add(new Link(other.href(), new Wording(chinese, english).with(other.postingId())));
        }
    }
}
