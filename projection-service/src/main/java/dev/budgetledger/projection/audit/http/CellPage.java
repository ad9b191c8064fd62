package dev.budgetledger.projection.audit.http;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.audit.http.CellController.CellDocument;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.GroupedAmount;
import dev.budgetledger.projection.console.LineWords;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.web.Budgets;

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
        String tables = Budgets.address(budget.department(), budget.fiscalYear()) + "/tables/" + table.id();
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
        page.next(answer.next(), "其余记账", "the other postings");
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
                Budgets.address(budget.department(), budget.fiscalYear()) + "/evidence" + answer.asOf().inAddress(),
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
                Budgets.address(of) + "/evidence/" + posting.position());
    }

    /**
     * 在浏览器核验: where a reader verifies postings by a key of his own, and is told what that shows and what it does not.
     *
     * @param postings that are on the page
     */
    private record Proving(List<Provable> postings) {

        /** What the module says, by the names that it knows, in their order: a page is the same bytes from every process. */
        private static final SortedMap<String, Wording> SAID = new TreeMap<>(Map.of(
                "key-missing", new Wording("请填写公钥", "Give a key"),
                "no-crypto", new Wording("此浏览器在此地址不能核验：需要 https 或本机地址", "This browser does not verify here: it takes https or this machine"),
                "proven", new Wording("已证明：账本中第 {n} 号事实，签名者 {key}", "Proven: fact {n} of the log that {key} signed, {size} facts long")));

        /**
         * A posting that may be verified.
         *
         * @param evidence where it is given with its proof
         */
        record Provable(String postingId, String evidence) {}

        /** Writes the form, which only a browser that runs the module shows, and where the same is proven without it. */
        void write(ConsolePage page) {
            Markup out = page.out();
            out.raw("<section class=\"prove\" id=\"prove\"");
            SAID.forEach((name, said) -> out.raw(" data-" + name + "=\"").text(said.text()).raw("\""));
            out.raw(">\n");
            page.heading("在此浏览器核验", "Verify in this browser");
            page.paragraph("填写账本的验证公钥，形如“名称+8位+44位”。请从账本运营方以外取得：财政部门公告，或审计机关留存；不要取自本页所在的服务。公钥只存于此浏览器。",
                    "Give the verifier key of the log. Have it from elsewhere than who runs this service: published by the treasury, or kept by an auditor. It stays in this browser.");
            out.raw("<form hidden=\"hidden\">\n<label>");
            page.said(new Wording("公钥", "Verifier key"));
            out.raw(" <input name=\"key\" size=\"70\" maxlength=\"300\" autocomplete=\"off\" spellcheck=\"false\"/></label>\n");
            PointBar.button(out, new Wording("核验本页记账", "Verify the postings of this page"));
            out.raw("<button type=\"reset\">");
            page.said(new Wording("删除公钥", "Forget the key"));
            out.raw("</button>\n</form>\n<ul class=\"verdicts\" aria-live=\"polite\">\n");
            postings.forEach(each -> out.raw("<li><a href=\"").text(each.evidence()).raw("\">").text(each.postingId())
                    .raw("</a> <span class=\"verdict\"></span></li>\n"));
            out.raw("</ul>\n");
            page.paragraph("✓ 说明：这笔记账一字未改地在该公钥所签的账本之中。不能说明：没有遗漏其他记账；本页文字与之相符；记账在业务上正当。没有遗漏由证据包证明；若不信任本页所在的服务，请用离线核验程序核验证据包。",
                    "✓ shows that this posting is, unchanged, in the log that the key signed. It does not show that no posting is missing, that the words of this page are those of "
                            + "the posting, or that the posting was right. That none is missing is shown by the evidence package; who does not trust this service verifies that offline.");
            out.raw("</section>\n");
        }
    }
}
