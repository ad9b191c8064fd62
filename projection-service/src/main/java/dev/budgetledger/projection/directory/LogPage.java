package dev.budgetledger.projection.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
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
        ConsolePage page = new ConsolePage("账本日志", List.of());
        form(page.out());
        if (answer.facts().isEmpty()) {
            page.paragraph(answer.next() == null ? "没有这样的记录。" : "本页没有这样的记录，其余尚未查找。",
                    answer.next() == null ? "There is no such fact." : "None so far; the others have not been looked at.");
        } else {
            page.rows(answer.facts().size() + " 条", HEADS, answer.facts().stream().map(LogPage::row).toList());
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
        return List.of(Value.amount(Long.toString(each.position())), Value.words(RecordedTime.of(each.recordedAt())),
                Value.leadingTo(ADDRESS + "?stream=" + each.stream(), each.stream()), Value.amount(Long.toString(each.sequence())),
                POSTED.contains(each.type()) ? Value.leadingTo(budget + "/postings/" + each.sequence(), type) : Value.said(type),
                Value.words(each.postedBy()),
                budget.isEmpty() ? Value.words("") : Value.leadingTo(budget + "/evidence/" + each.position(), new Wording("证明", "proof")));
    }

    private static String home(BudgetId budget) {
        return "/v1/disclosures/" + budget.department() + "/" + budget.fiscalYear();
    }

    private void form(Markup out) {
        out.raw("<form class=\"point-bar\" method=\"get\" action=\"" + ADDRESS + "\">\n");
        field(out, "stream", "流，如 301-2023", "of stream", query.stream());
        type(out);
        field(out, "after", "在此位置之后", "behind position", query.after());
        field(out, "position", "已知到账本位置", "known at position", answer.position());
        out.raw("<button>查找 <span lang=\"en\">Find</span></button>\n<a href=\"" + ADDRESS + "\">全部 <span lang=\"en\">All</span></a>\n</form>\n");
    }

    private void type(Markup out) {
        out.raw("<label>类型 <span lang=\"en\">of type</span> <select name=\"type\"><option value=\"\">不限 any</option>");
        Vocabulary.all(Vocabulary.FACT_TYPE).forEach((code, called) -> out.raw("<option value=\"" + code + "\"")
                .raw(code.equals(query.type()) ? " selected=\"selected\">" : ">").text(called.chinese() + " " + called.english()).raw("</option>"));
        out.raw("</select></label>\n");
    }

    private static void field(Markup out, String name, String chinese, String english, @Nullable Object value) {
        out.raw("<label>").text(chinese).raw(" <span lang=\"en\">").text(english).raw("</span> <input name=\"" + name + "\" value=\"")
                .text(Objects.toString(value, "")).raw("\"/></label>\n");
    }
}
