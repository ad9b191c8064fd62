package dev.budgetledger.projection.checks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.checks.CheckDocument.SideDocument;
import dev.budgetledger.projection.checks.ChecksController.ChecksQuery;
import dev.budgetledger.projection.checks.ChecksDocument.Served;
import dev.budgetledger.projection.checks.ChecksDocument.Summary;
import dev.budgetledger.projection.checks.Result.Verdict;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.disclosure.http.ProposedNote;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.web.Budgets;

/**
 * 勾稽 as a page: how many checks came out how, and each, the worst first.
 *
 * @param answer what it says as JSON
 * @param query as it was asked
 * @param mayAsk whether who asks may read what is proposed
 */
record ChecksPage(Served answer, ChecksQuery query, boolean mayAsk) {

    private static final List<Head> HEADS = List.of(new Head("结果", "Verdict"), new Head("勾稽关系", "Check"), new Head("左", "Left"),
            new Head("右", "Right"), new Head("相差", "Difference"), new Head("比较数", "Compared"), new Head("编号", "Id"));

    String html() {
        String address = Budgets.address(answer.department(), answer.fiscalYear()) + "/checks";
        ConsolePage page = ConsolePage.about(new Wording("勾稽", "Checks"), answer.department(),
                answer.fiscalYear(), answer.asOf());
        PointBar.Choice basis = new PointBar.Choice("basis", "口径", "Basis",
                List.of(PointBar.Option.of(Basis.ADJUSTED), PointBar.Option.of(Basis.APPROVED)), answer.basis());
        PointBar.of(address, answer.asOf(), mayAsk ? List.of(basis, ProposedNote.choice(query.with())) : List.of(basis), kept())
                .write(page.out());
        ProposedNote.write(page, answer.department(), answer.fiscalYear(), answer.asOf(), answer.proposed());
        Wording summary = Wording.joined(counts(answer.summary()), ", ");
        page.paragraph(summary);
        page.rows(Vocabulary.unit(answer.unit()), HEADS, answer.checks().stream()
                .sorted(Comparator.comparing((CheckDocument each) -> verdict(each.verdict())).reversed())
                .map(ChecksPage::row)
                .toList());
        page.links("下载", "Download", List.of(new Link(address + answer.asOf().inAddress() + "&basis=" + answer.basis() + query.of().inAddress()
                + query.in().inAddress() + query.with().inAddress() + "&format=json", "JSON", "")));
        return page.end(answer.asOf());
    }

    private static List<Wording> counts(Summary summary) {
        return Stream.of(count(Verdict.PASS, summary.pass()), count(Verdict.ROUNDING, summary.rounding()),
                        count(Verdict.NOT_ENOUGH_DATA, summary.notEnoughData()), count(Verdict.FAIL, summary.fail()))
                .toList();
    }

    private static Wording count(Verdict verdict, long count) {
        Wording called = Vocabulary.of(verdict);
        return new Wording(called.chinese() + " " + count, called.english() + " " + count);
    }

    private static List<Value> row(CheckDocument check) {
        return List.of(Value.said(result(check)), Value.said(new Wording(check.formula(), check.description())), side(check.left()),
                side(check.right()), Value.amount(check.difference() == null ? "" : check.difference()),
                Value.number(Integer.toString(check.compared())), Value.words(check.id()));
    }

    private static Wording result(CheckDocument check) {
        Wording called = Vocabulary.of(verdict(check.verdict()));
        return check.reason() == null ? called : new Wording(called.chinese(), called.english() + ": " + check.reason());
    }

    private static Value side(@Nullable SideDocument side) {
        return Value.amount(side == null || side.sum() == null ? "" : side.sum());
    }

    private static Verdict verdict(String text) {
        return Arrays.stream(Verdict.values()).filter(each -> each.text().equals(text)).findFirst().orElseThrow();
    }

    private Map<String, String> kept() {
        Map<String, String> kept = query.of().parameters();
        if (query.in().form() != null) {
            kept.put("form", query.in().form());
        }
        return kept;
    }
}
