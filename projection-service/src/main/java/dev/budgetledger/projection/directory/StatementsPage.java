package dev.budgetledger.projection.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.directory.StatementsController.Said;
import dev.budgetledger.projection.directory.StatementsController.StatementsDocument;
import dev.budgetledger.projection.directory.StatementsController.StatementsQuery;
import dev.budgetledger.projection.web.Budgets;

/**
 * 陈述 as a page: each statement with its paper, then what it says, in the order of print.
 *
 * @param answer what it says as JSON
 * @param query as it was asked
 */
record StatementsPage(StatementsDocument answer, StatementsQuery query) {

    String html() {
        String address = Budgets.address(answer.department(), answer.fiscalYear()) + "/statements";
        ConsolePage page = ConsolePage.about(new Wording("陈述", "Statements"), answer.department(),
                answer.fiscalYear(), answer.asOf());
        PointBar.of(address, answer.asOf(), List.of(new PointBar.Choice("part", "内容", "Part", parts(), query.part() == null ? "" : query.part().name())),
                kept()).write(page.out());
        if (answer.statements().isEmpty()) {
            page.paragraph("没有这样的陈述。", "Nothing of it is stated.");
        }
        answer.statements().forEach(said -> statement(page, said));
        page.next(answer.next(), "其余陈述", "the other statements");
        String point = address + answer.asOf().inAddress();
        page.links("下载", "Download", List.of(new Link(point + "&format=json", "JSON", ""), new Link(point + "&format=csv", "CSV", "")));
        return page.end(answer.asOf());
    }

    private Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>();
        if (query.key() != null) {
            kept.put("key", query.key());
        }
        if (query.ofUnit() != null) {
            kept.put("ofUnit", query.ofUnit());
        }
        return kept;
    }

    private static List<PointBar.Option> parts() {
        return Stream.concat(Stream.of(new PointBar.Option("", new Wording("全部", "all"))), Stream.of(Statement.Part.values())
                .map(each -> new PointBar.Option(each.name(), Vocabulary.of(each)))).toList();
    }

    private static void statement(ConsolePage page, Said said) {
        Wording part = Vocabulary.of(said.part());
        String about = Stream.of(said.key(), said.ofUnit()).flatMap(Stream::ofNullable).collect(Collectors.joining(" "));
        page.heading(about.isEmpty() ? part : part.with(about));
        page.paragraph(new Wording(said.documentNo() + "，" + said.reason() + "，业务日期 " + said.effectiveOn() + "，账本位置 " + said.position(), "",
                said.documentNo() + ", " + said.reason() + ", effective on " + said.effectiveOn() + ", position " + said.position()));
        switch (said.statement().content()) {
            case Statement.Profile profile -> {
                paragraphs(page, "duties", profile.duties());
                rows(page, List.of("name", "unit", "nature", "rank", "funding"), profile.institutions().stream()
                        .map(each -> row(each.name(), each.unit(), each.nature(), each.rank(), each.funding())));
            }
            case Statement.Performance performance -> {
                paragraphs(page, "goals", performance.goals());
                rows(page, List.of("title", "goal", "indicator"), performance.sections().stream()
                        .map(each -> row(each.title(), each.goal(), each.indicator())));
                paragraphs(page, "measures", performance.measures());
                rows(page, List.of("first", "second", "third", "description", "value", "measure", "basis"), performance.indicators().stream()
                        .map(each -> row(each.first(), each.second(), each.third(), each.description(), meant(each), each.measure(), each.basis())));
            }
            case Statement.Attainment attainment -> rows(page, List.of("first", "second", "third", "value", "measure", "score", "evidence"),
                    attainment.results().stream().map(each -> row(each.first(), each.second(), each.third(), each.value(), each.measure(),
                            each.score(), each.evidence())));
            case Statement.Procurement procurement -> rows(page,
                    List.of("item", "catalogueCode", "measure", "quantity", "price", "smallFirms", "fund", "origin", "amount"),
                    procurement.purchases().stream().flatMap(StatementsPage::purchase));
            case Statement.Assets assets -> {
                page.paragraph(word("asAt").with(assets.asAt().toString()));
                rows(page, List.of("category", "quantity", "value"), Stream.concat(
                        assets.rows().stream().map(each -> row(each.category(), each.quantity(), each.value())),
                        Stream.of(row(word("total").brief(), null, assets.total()))));
            }
            case Statement.Explanation explanation -> {
                explanation.paragraphs().forEach(each -> page.paragraph(each, ""));
                if (!explanation.postings().isEmpty()) {
                    page.paragraph(word("postings").with(String.join("，", explanation.postings())));
                }
            }
        }
    }

    /** A row for each of its funds: the first says what it is. */
    private static Stream<List<Value>> purchase(Statement.Purchase purchase) {
        return IntStream.range(0, purchase.funding().size()).mapToObj(i -> {
            Statement.Funding of = purchase.funding().get(i);
            return i == 0
                    ? row(purchase.item(), purchase.catalogueCode(), purchase.measure(), purchase.quantity(), purchase.price(), purchase.smallFirms(),
                            of.fund(), of.origin(), of.amount())
                    : row(null, null, null, null, null, null, of.fund(), of.origin(), of.amount());
        });
    }

    private static String meant(Statement.Indicator indicator) {
        return indicator.operator() == null ? indicator.value() : indicator.operator().sign() + " " + indicator.value();
    }

    private static void paragraphs(ConsolePage page, String field, List<String> paragraphs) {
        if (!paragraphs.isEmpty()) {
            page.out().raw("<h3>");
            page.said(word(field));
            page.out().raw("</h3>\n");
            paragraphs.forEach(each -> page.paragraph(each, ""));
        }
    }

    /** Amounts are yuan. */
    private static void rows(ConsolePage page, List<String> fields, Stream<List<Value>> rows) {
        List<List<Value>> all = rows.toList();
        if (!all.isEmpty()) {
            page.rows(Wording.plain(""), fields.stream().map(StatementsPage::word).map(Head::new).toList(), all);
        }
    }

    private static List<Value> row(@Nullable Object... cells) {
        return Stream.of(cells).map(StatementsPage::cell).toList();
    }

    private static Value cell(@Nullable Object cell) {
        return switch (cell) {
            case null -> Value.words("");
            case Money amount -> Value.amount(amount.toYuan());
            case Enum<?> constant -> Value.said(Vocabulary.of(constant));
            default -> Value.words(cell.toString());
        };
    }

    private static Wording word(String field) {
        return Vocabulary.of("Field", field);
    }
}
