package dev.budgetledger.projection.proposals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ProposedPosting;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.PointBar.Choice;
import dev.budgetledger.projection.console.PointBar.Option;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.proposals.ProposalSearchController.ProposalsDocument;
import dev.budgetledger.projection.proposals.ProposalSearchController.ProposalsQuery;
import dev.budgetledger.projection.web.AsOfDocument;

/** Proposals as a page: in which state, and which they are. */
final class ProposalsPage {

    private static final List<Head> HEADS = List.of(
            new Head("提请号", "Proposal"), new Head("状态", "State"), new Head("操作", "Operation"), new Head("文号", "Document"),
            new Head("事由", "Reason"), new Head("业务日期", "Effective on"), new Head("金额(元)", "Amount, yuan"), new Head("提请人", "Proposed by"),
            new Head("已复核", "Approved by"), new Head("有效期至", "Open until"));

    private ProposalsPage() {}

    /** Those of a budget. */
    static String of(ProposalsDocument answer, String address, ProposalsQuery.Choice choice) {
        ConsolePage page = ConsolePage.about(new Wording("提请", "Proposals"), answer.department(),
                answer.fiscalYear(), answer.asOf());
        PointBar.of(address, answer.asOf(), choices(choice), choice.kept().parameters()).write(page.out());
        page.links("公开表", "Tables", List.of(
                new Link(tables(answer.department().code(), answer.fiscalYear(), answer.asOf()) + "&proposed=included", "含提请", "with them"),
                new Link(tables(answer.department().code(), answer.fiscalYear(), answer.asOf()), "不含提请", "without")));
        return html(page, answer.proposals(), answer.next(), answer.asOf());
    }

    /** Where the tables of a budget are listed, at a point. */
    static String tables(String department, int fiscalYear, AsOfDocument asOf) {
        return "/v1/disclosures/" + department + "/" + fiscalYear + "/tables" + asOf.inAddress();
    }

    /** Those of many budgets. */
    static String of(ProposalsDocument.ManyProposals answer, AsOfDocument asOf, String address, ProposalsQuery.Choice choice) {
        ConsolePage page = new ConsolePage(new Wording("各部门提请", "Proposals of all departments"), List.of());
        new PointBar(address, List.of(), choices(choice), choice.kept().parameters()).write(page.out());
        if (answer.shard() != null) {
            page.paragraph("这里只有第 " + answer.shard() + " 分片的部门。", "Only the departments of shard " + answer.shard() + " are here.");
        }
        return html(page, answer.proposals(), answer.next(), asOf);
    }

    private static List<Choice> choices(ProposalsQuery.Choice asked) {
        ProposalState state = asked.state();
        Stream<Option> states = Stream.concat(Stream.of(new Option("", new Wording("不限", "any"))), Arrays.stream(ProposalState.values()).map(Option::of));
        return List.of(
                new Choice("state", "状态", "state", states.toList(), state == null ? "" : state.name().toLowerCase(Locale.ROOT)),
                new Choice("order", "顺序", "order", List.of(new Option("newest", new Wording("最新在前", "newest first")), new Option("oldest", new Wording("最早在前", "oldest first"))),
                        asked.orderOrDefault() == Order.OLDEST ? "oldest" : "newest"));
    }

    private static String html(ConsolePage page, List<ListedProposal> proposals, @Nullable String next, AsOfDocument asOf) {
        if (!proposals.isEmpty()) {
            page.rows(new Wording(proposals.size() + " 件", "", proposals.size() + " proposals"), HEADS, proposals.stream().map(ProposalsPage::row).toList());
        } else if (next == null) {
            page.paragraph("没有这样的提请。", "There is no such proposal.");
        } else {
            page.paragraph("本页没有这样的提请，其余尚未查找。", "None so far; the others have not been looked at.");
        }
        page.next(next, "其余提请", "the other proposals");
        return page.end(asOf);
    }

    private static List<Value> row(ListedProposal each) {
        ProposedPosting proposed = each.proposed();
        return List.of(Value.leadingTo(each.href(), each.proposal()), Value.said(Vocabulary.of(each.state())),
                Value.said(Vocabulary.of(proposed.operation())), Value.words(proposed.documentNo()), Value.words(proposed.reason()),
                Value.words(proposed.effectiveOn().toString()), Value.amount(Objects.requireNonNullElse(each.amount(), "")),
                Value.words(each.proposedBy()), Value.words(String.join(", ", each.approvedBy())), Value.words(each.expiresOn().toString()));
    }
}
