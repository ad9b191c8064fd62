package dev.budgetledger.projection.directory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.PointBar.Choice;
import dev.budgetledger.projection.console.PointBar.Field;
import dev.budgetledger.projection.console.PointBar.Option;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.directory.LogBrowserController.LogDocument;
import dev.budgetledger.projection.directory.LogBrowserController.LogQuery;
import dev.budgetledger.projection.directory.LogBrowserController.LoggedFact;
import dev.budgetledger.projection.document.pages.Markup;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * 账本日志 as a page: facts in order, the oldest first, of a stream or a type where that is asked.
 *
 * @param answer what it says as JSON
 * @param query as it was asked
 */
record LogPage(LogDocument answer, LogQuery query, AsOfDocument asOf) {

    private static final String ADDRESS = "/v1/log";

    private static final List<Head> HEADS = List.of(new Head("位置", "Position"), new Head("记账时间(UTC)", "Recorded"), new Head("流", "Stream"),
            new Head("流内序号", "Number in it"), new Head("类型", "Type"), new Head("记账人", "Posted by"), new Head("证明", "Proof"));

    private static final Set<String> POSTED = Arrays.stream(Fact.Posted.class.getPermittedSubclasses()).map(Class::getSimpleName)
            .collect(Collectors.toUnmodifiableSet());

    String html() {
        ConsolePage page = new ConsolePage(new Wording("账本日志", "The log"), List.of());
        form(page.out());
        if (answer.facts().isEmpty()) {
            page.paragraph(answer.next() == null ? "没有这样的记录。" : "本页没有这样的记录，其余尚未查找。",
                    answer.next() == null ? "There is no such fact." : "None so far; the others have not been looked at.");
        } else {
            page.rows(new Wording(answer.facts().size() + " 条", "", answer.facts().size() + " facts"), HEADS, answer.facts().stream().map(LogPage::row).toList());
        }
        if (answer.next() != null) {
            page.links("下一页", "Next page", List.of(new Link(answer.next(), "其后记录", "the facts behind these")));
        }
        page.links("下载", "Download", List.of(new Link(ADDRESS + "?position=" + answer.position() + query.asked() + "&format=json", "JSON", "")));
        return page.end(asOf);
    }

    private static List<Value> row(LoggedFact each) {
        Wording type = Vocabulary.of(Vocabulary.FACT_TYPE, each.type());
        String budget = BudgetId.isStream(each.stream()) ? home(BudgetId.ofStream(each.stream())) : "";
        return List.of(Value.number(Long.toString(each.position())), Value.words(RecordedTime.of(each.recordedAt())),
                Value.leadingTo(ADDRESS + "?stream=" + each.stream(), each.stream()), Value.number(Long.toString(each.sequence())),
                POSTED.contains(each.type()) ? Value.leadingTo(budget + "/postings/" + each.sequence(), type) : Value.said(type),
                Value.words(each.postedBy()),
                budget.isEmpty() ? Value.words("") : Value.leadingTo(budget + "/evidence/" + each.position(), new Wording("证明", "proof")));
    }

    private static String home(BudgetId budget) {
        return "/v1/disclosures/" + budget.department() + "/" + budget.fiscalYear();
    }

    private void form(Markup out) {
        List<Option> types = new ArrayList<>(List.of(new Option("", new Wording("不限", "any"))));
        Vocabulary.all(Vocabulary.FACT_TYPE).forEach((code, called) -> types.add(new Option(code, called)));
        out.raw("<form class=\"point-bar\" method=\"get\" action=\"" + ADDRESS + "\">\n");
        new Field("stream", "流，如 301-2023", "of stream", "text").write(out, Objects.toString(query.stream(), ""));
        new Choice("type", "类型", "of type", types, Objects.toString(query.type(), "")).write(out);
        new Field("after", "在此位置之后", "behind position", "number").write(out, Objects.toString(query.after(), ""));
        new Field("position", "已知到账本位置", "known at position", "number").write(out, Long.toString(answer.position()));
        PointBar.button(out, new Wording("查找", "Find"));
        PointBar.link(out, ADDRESS, new Wording("全部", "All"));
        out.raw("</form>\n");
    }
}
