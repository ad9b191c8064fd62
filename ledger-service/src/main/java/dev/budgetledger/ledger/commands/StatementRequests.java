package dev.budgetledger.ledger.commands;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandBody;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;

import static dev.budgetledger.contract.CommandLimits.*;

/** How what is said of a budget becomes a {@link Statement}, or which field it cannot be made of. */
final class StatementRequests {

    private StatementRequests() {}

    static Command.MakeStatement command(
            BudgetId budget, SourceDocument paper, @Nullable String ofUnit, @Nullable String key, CommandBody.SaidBody body) {
        String field = "statement";
        long parts = Stream.of(body.profile(), body.performance(), body.attainment(), body.procurement(), body.assets(), body.explanation())
                .filter(Objects::nonNull)
                .count();
        if (parts != 1) {
            throw ProblemException.invalid(field, "is about one part: profile, performance, attainment, procurement, assets or explanation");
        }
        Statement.Content content = body.profile() != null ? profile(body.profile(), field + ".profile")
                : body.performance() != null ? performance(body.performance(), field + ".performance")
                : body.attainment() != null ? attainment(body.attainment(), field + ".attainment")
                : body.procurement() != null ? procurement(body.procurement(), field + ".procurement")
                : body.assets() != null ? assets(body.assets(), field + ".assets")
                : explanation(Objects.requireNonNull(body.explanation()), field + ".explanation");
        return new Command.MakeStatement(budget, paper, ofUnit, key(content, key), Statement.of(content));
    }

    private static @Nullable String key(Statement.Content content, @Nullable String key) {
        return switch (content) {
            case Statement.Profile _, Statement.Assets _ -> {
                if (key != null) {
                    throw ProblemException.invalid("key", "a budget has one such statement");
                }
                yield null;
            }
            case Statement.Performance _, Statement.Attainment _ -> Fields.optionalName(key, "key", NAME_CHARS_MAX);
            case Statement.Procurement _, Statement.Explanation _ -> Fields.name(key, "key", NAME_CHARS_MAX);
        };
    }

    private static Statement.Profile profile(CommandBody.ProfileBody body, String field) {
        return new Statement.Profile(paragraphs(body.duties(), field + ".duties"),
                any(body.institutions(), field + ".institutions", (each, at) -> new Statement.Institution(
                        Fields.optionalUnit(each.unit(), at + ".unit"),
                        name(each.name(), at + ".name"),
                        optional(each.nature(), at + ".nature"),
                        optional(each.rank(), at + ".rank"),
                        optional(each.funding(), at + ".funding"))));
    }

    private static Statement.Performance performance(CommandBody.PerformanceBody body, String field) {
        return new Statement.Performance(
                paragraphs(body.goals(), field + ".goals"),
                any(body.sections(), field + ".sections", (each, at) -> new Statement.Section(
                        name(each.title(), at + ".title"), paragraph(each.goal(), at + ".goal"),
                        paragraph(each.indicator(), at + ".indicator"))),
                paragraphs(body.measures(), field + ".measures"),
                any(body.indicators(), field + ".indicators", StatementRequests::indicator));
    }

    private static Statement.Indicator indicator(CommandBody.IndicatorBody body, String field) {
        return new Statement.Indicator(
                name(body.first(), field + ".first"),
                name(body.second(), field + ".second"),
                name(body.third(), field + ".third"),
                optional(body.description(), field + ".description"),
                body.operator(),
                name(body.value(), field + ".value"),
                optional(body.measure(), field + ".measure"),
                optional(body.basis(), field + ".basis"));
    }

    private static Statement.Attainment attainment(CommandBody.AttainmentBody body, String field) {
        return new Statement.Attainment(some(body.results(), field + ".results", (each, at) -> new Statement.AttainedIndicator(
                name(each.first(), at + ".first"),
                name(each.second(), at + ".second"),
                name(each.third(), at + ".third"),
                name(each.value(), at + ".value"),
                optional(each.measure(), at + ".measure"),
                each.score() == null ? null : Fields.decimal(each.score(), at + ".score"),
                optional(each.evidence(), at + ".evidence"))));
    }

    private static Statement.Procurement procurement(CommandBody.ProcurementBody body, String field) {
        return new Statement.Procurement(some(body.purchases(), field + ".purchases", (each, at) -> new Statement.Purchase(
                name(each.item(), at + ".item"),
                Fields.catalogueCode(each.catalogueCode(), at + ".catalogueCode"),
                name(each.measure(), at + ".measure"),
                Fields.decimal(each.quantity(), at + ".quantity"),
                Fields.money(each.price(), at + ".price"),
                some(each.funding(), at + ".funding", (of, path) -> new Statement.Funding(
                        Fields.required(of.fund(), path + ".fund"),
                        of.origin() == null ? Origin.CURRENT : of.origin(),
                        Fields.money(of.amount(), path + ".amount"))),
                each.smallFirms() == null ? null : Fields.money(each.smallFirms(), at + ".smallFirms"))));
    }

    private static Statement.Assets assets(CommandBody.AssetsBody body, String field) {
        return new Statement.Assets(
                Fields.date(body.asAt(), field + ".asAt"),
                some(body.rows(), field + ".rows", (each, at) -> new Statement.AssetRow(
                        name(each.category(), at + ".category"),
                        each.quantity() == null ? null : Fields.decimal(each.quantity(), at + ".quantity"),
                        Fields.money(each.value(), at + ".value"))),
                Fields.money(body.total(), field + ".total"));
    }

    private static Statement.Explanation explanation(CommandBody.ExplanationBody body, String field) {
        List<String> postings = any(body.postings(), field + ".postings",
                (String each, String at) -> Fields.text(each, at, DOCUMENT_NO_CHARS_MAX));
        if (postings.size() > CITED_MAX) {
            throw ProblemException.invalid(field + ".postings", "more than " + CITED_MAX + " in one explanation");
        }
        return new Statement.Explanation(Fields.formId(body.form(), field + ".form"),
                some(body.paragraphs(), field + ".paragraphs", StatementRequests::paragraph), postings);
    }

    private static List<String> paragraphs(@Nullable List<@Nullable String> bodies, String field) {
        return any(bodies, field, StatementRequests::paragraph);
    }

    private static String paragraph(@Nullable String text, String field) {
        return Fields.text(text, field, PARAGRAPH_CHARS_MAX);
    }

    private static String name(@Nullable String text, String field) {
        return Fields.name(text, field, NAME_CHARS_MAX);
    }

    private static @Nullable String optional(@Nullable String text, String field) {
        return Fields.optionalName(text, field, NAME_CHARS_MAX);
    }

    private interface Reading<B, T> {
        T read(B body, String field);
    }

    private static <B, T> List<T> any(@Nullable List<? extends @Nullable B> bodies, String field, Reading<B, T> read) {
        return bodies == null ? List.of() : Requests.any(bodies, field, field, read::read);
    }

    private static <B, T> List<T> some(@Nullable List<? extends @Nullable B> bodies, String field, Reading<B, T> read) {
        return Requests.each(Fields.required(bodies, field), field, field, read::read);
    }
}
