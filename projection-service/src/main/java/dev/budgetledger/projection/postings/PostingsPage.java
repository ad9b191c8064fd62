package dev.budgetledger.projection.postings;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.budgetledger.contract.PostingType;
import dev.budgetledger.projection.audit.http.PostingDocument;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.LineFields;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.PointBar.Choice;
import dev.budgetledger.projection.console.PointBar.Field;
import dev.budgetledger.projection.console.PointBar.Option;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.entries.Lateness;
import dev.budgetledger.projection.postings.PostingsDocument.FoundPosting;
import dev.budgetledger.projection.web.Budgets;

/**
 * Postings as a page: a form that asks for others, and those that were found.
 *
 * @param answer what it says as JSON
 * @param query as it was asked
 */
record PostingsPage(PostingsDocument answer, PostingsQuery query) {

    private static final List<Head> HEADS = List.of(
            new Head("记账号", "Posting"), new Head("操作", "Operation"), new Head("文号", "Document"), new Head("事由", "Reason"),
            new Head("业务日期", "Effective on"), new Head("记账时间", "Recorded"), new Head("记账人", "Posted by"), new Head("金额(元)", "Amount, yuan"),
            new Head("补记", "Lateness"));

    private static final List<Field> FIELDS = List.of(
            new Field("documentPrefix", "文号(开头)", "document begins with", "text"),
            new Field("effectiveFrom", "业务日期自", "effective from", "date"),
            new Field("effectiveTo", "业务日期至", "effective to", "date"),
            new Field("recordedFrom", "记账日期自", "recorded from", "date"),
            new Field("recordedTo", "记账日期至", "recorded to", "date"),
            new Field("postedBy", "记账人", "posted by", "text"));

    private static final List<Field> AMOUNTS = List.of(
            new Field("amountFrom", "金额自", "amount from", "text"),
            new Field("amountTo", "金额至", "amount to", "text"));

    String html() {
        String address = Budgets.address(answer.department(), answer.fiscalYear()) + "/postings";
        ConsolePage page = ConsolePage.about(new Wording("记账", "Postings"), answer.department(),
                answer.fiscalYear(), answer.asOf());
        form(page.out(), address);
        if (answer.postings().isEmpty()) {
            page.paragraph(answer.next() == null ? "没有这样的记账。" : "本页没有这样的记账，其余尚未查找。",
                    answer.next() == null ? "There is no such posting." : "None so far; the others have not been looked at.");
        } else {
            page.rows(new Wording(answer.postings().size() + " 笔", "", answer.postings().size() + " postings"), HEADS, answer.postings().stream().map(PostingsPage::row).toList());
        }
        page.next(answer.next(), "其余记账", "the other postings");
        return page.end(answer.asOf());
    }

    private static List<Value> row(FoundPosting each) {
        PostingDocument posting = each.posting();
        return List.of(Value.leadingTo(each.href(), posting.postingId()), Value.said(Vocabulary.of(each.operation())),
                Value.words(posting.documentNo()), Value.words(posting.reason()), Value.words(posting.effectiveOn().toString()),
                Value.words(RecordedTime.of(posting.recordedAt())), Value.words(posting.postedBy()), Value.amount(each.amount()),
                Value.words(each.lateness() == Lateness.IN_TIME ? "" : Vocabulary.of(each.lateness()).brief()));
    }

    private void form(Markup out, String address) {
        Map<String, String> asked = query.asked().parameters();
        out.raw("<form class=\"point-bar\" method=\"get\" action=\"").text(address).raw("\">\n");
        new Field("effectiveOn", "时点：业务日期", "as of: effective on", "date").write(out, answer.asOf().effectiveOn().toString());
        new Field("position", "已知到账本位置", "known at position", "number").write(out, Long.toString(answer.asOf().position()));
        Stream.of(FIELDS, LineFields.WRITTEN, AMOUNTS).flatMap(List::stream).forEach(each -> each.write(out, asked.getOrDefault(each.name(), "")));
        new Choice("measure", "金额单位", "unit of measure", List.of(new Option("YUAN", new Wording("元", "", "yuan")), new Option("WAN_YUAN", new Wording("万元", "", "10,000 yuan"))), asked.getOrDefault("measure", "")).write(out);
        Choice.ofAny("operation", "操作", "operation", PostingType.values(), asked).write(out);
        LineFields.choices(asked).forEach(each -> each.write(out));
        Choice.ofAny("lateness", "补记", "lateness", Lateness.values(), asked).write(out);
        new Choice("order", "顺序", "order", List.of(new Option("newest", new Wording("最新在前", "newest first")), new Option("oldest", new Wording("最早在前", "oldest first"))), asked.getOrDefault("order", "")).write(out);
        Stream.of("documentNo", "limit", "format").filter(asked::containsKey).forEach(name ->
                out.raw("<input type=\"hidden\" name=\"").text(name).raw("\" value=\"").text(asked.getOrDefault(name, "")).raw("\"/>\n"));
        PointBar.button(out, new Wording("查找", "Find"));
        PointBar.link(out, address, new Wording("全部，最新", "All, as of now"));
        out.raw("</form>\n");
    }
}
