package dev.budgetledger.ledger.budget;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Statement.IndicatorName;

import static dev.budgetledger.ledger.budget.RefusalCode.*;

/** Rules about what a department says of its budget and its units: what it names is there, and what it adds up adds up. */
final class StatementRules {

    private StatementRules() {}

    /** A project that is defined, or has money. */
    static Optional<Refusal> projectKnown(Effects effects) {
        return said(effects).flatMap(make -> switch (make.statement().content()) {
            case Statement.Performance _, Statement.Attainment _, Statement.Procurement _ -> {
                String project = make.key();
                yield project == null || isProject(effects.own().open(), project)
                        ? Optional.<Refusal>empty()
                        : Refusal.of(PROJECT_UNKNOWN, "key",
                                PlainText.quoted(project) + " is not among the projects of " + make.budget().stream());
            }
            case Statement.Profile _, Statement.Assets _, Statement.Explanation _ -> Optional.empty();
        });
    }

    private static boolean isProject(Budget.Open open, String code) {
        return open.chart().projects().contains(code)
                || open.lines().keySet().stream().anyMatch(line -> code.equals(line.project()));
    }

    /** The unit that it is of, and those that it names. */
    static Optional<Refusal> unitsKnown(Effects effects) {
        return said(effects).flatMap(make -> ContentRules.unitKnown(effects.own(), make.ofUnit(), "ofUnit").or(() -> institutionsKnown(effects, make)));
    }

    private static Optional<Refusal> institutionsKnown(Effects effects, Command.MakeStatement make) {
        Statement.Profile profile = make.statement().profile();
        List<Statement.Institution> all = profile == null ? List.of() : profile.institutions();
        for (int i = 0; i < all.size(); i++) {
            Optional<Refusal> refusal = ContentRules.unitKnown(effects.own(), all.get(i).unit(), "statement.profile.institutions[" + i + "].unit");
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    static Optional<Refusal> indicatorsOnce(Effects effects) {
        return said(effects).flatMap(make -> switch (make.statement().content()) {
            case Statement.Performance performance -> once("statement.performance.indicators",
                    performance.indicators().stream().map(Statement.Indicator::name).toList());
            case Statement.Attainment attainment -> once("statement.attainment.results", names(attainment));
            case Statement.Profile _, Statement.Procurement _, Statement.Assets _, Statement.Explanation _ -> Optional.empty();
        });
    }

    private static Optional<Refusal> once(String field, List<IndicatorName> names) {
        Set<IndicatorName> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i))) {
                return Refusal.of(INDICATOR_TWICE, field + "[" + i + "].third", said(names.get(i)) + " is there twice");
            }
        }
        return Optional.empty();
    }

    static Optional<Refusal> indicatorsSet(Effects effects) {
        return said(effects).flatMap(make -> Optional.ofNullable(make.statement().attainment()).flatMap(attainment -> {
            String key = make.key() == null ? "" : make.key();
            List<IndicatorName> names = names(attainment);
            for (int i = 0; i < names.size(); i++) {
                if (!effects.own().open().targets().has(make.ofUnit(), key, names.get(i))) {
                    return Refusal.of(INDICATOR_UNKNOWN, "statement.attainment.results[" + i + "].third",
                            said(names.get(i)) + " was not set");
                }
            }
            return Optional.empty();
        }));
    }

    private static List<IndicatorName> names(Statement.Attainment attainment) {
        return attainment.results().stream().map(Statement.AttainedIndicator::name).toList();
    }

    private static String said(IndicatorName name) {
        return PlainText.quoted(name.first() + " " + name.second() + " " + name.third());
    }

    static Optional<Refusal> addsUp(Effects effects) {
        return said(effects).flatMap(make -> switch (make.statement().content()) {
            case Statement.Procurement procurement -> funded(procurement.purchases());
            case Statement.Assets assets -> {
                Money rows = assets.rows().stream().map(Statement.AssetRow::value).reduce(Money.ZERO, Money::plus);
                yield rows.equals(assets.total())
                        ? Optional.<Refusal>empty()
                        : Refusal.of(AMOUNTS_DIFFER, "statement.assets.total", "the rows add up to " + rows + ", not " + assets.total());
            }
            case Statement.Profile _, Statement.Performance _, Statement.Attainment _, Statement.Explanation _ -> Optional.empty();
        });
    }

    private static Optional<Refusal> funded(List<Statement.Purchase> purchases) {
        for (int i = 0; i < purchases.size(); i++) {
            Statement.Purchase each = purchases.get(i);
            String field = "statement.procurement.purchases[" + i + "]";
            if (each.cost().compareTo(BigDecimal.valueOf(each.total().fen())) != 0) {
                return Refusal.of(AMOUNTS_DIFFER, field + ".funding", each.quantity() + " × " + each.price() + " is not " + each.total());
            }
            Money share = each.smallFirms();
            if (share != null && share.compareTo(each.total()) > 0) {
                return Refusal.of(AMOUNTS_DIFFER, field + ".smallFirms", share + " is more than " + each.total());
            }
        }
        return Optional.empty();
    }

    /** What is bought for a project is paid with what the project has, in the unit that buys, on the day of the statement and after it. */
    static Optional<Refusal> procurementCovered(Effects effects) {
        return said(effects).flatMap(make -> Optional.ofNullable(make.statement().procurement()).flatMap(procurement -> {
            Money has = effects.own().open().lines().entrySet().stream()
                    .filter(line -> line.getKey().kind() == Kind.PROJECT && line.getKey().project() != null
                            && line.getKey().project().equals(make.key())
                            && (make.ofUnit() == null || make.ofUnit().equals(line.getKey().unit())))
                    .map(line -> line.getValue().total().lowestFrom(effects.day()))
                    .reduce(Money.ZERO, Money::plus);
            return procurement.total().compareTo(has) <= 0
                    ? Optional.empty()
                    : Refusal.of(PROJECT_EXCEEDED, "statement.procurement.purchases",
                            (make.ofUnit() == null ? "the project has " : "the project has in " + make.ofUnit() + " ") + has + ", the purchases cost " + procurement.total());
        }));
    }

    static Optional<Refusal> slotKnown(Effects effects) {
        return said(effects).flatMap(make -> effects.citations().flatMap(citations -> {
            if (citations.form().last().isEmpty()) {
                return Refusal.of(FORM_NOT_ADOPTED, "statement.explanation.form", "no form " + citations.formId() + " was adopted");
            }
            return make.key() != null && citations.form().hasSlot(make.key())
                    ? Optional.<Refusal>empty()
                    : Refusal.of(SLOT_UNKNOWN, "key", citations.formId() + " has no slot " + PlainText.quoted(make.key()));
        }));
    }

    static Optional<Refusal> citedKnown(Effects effects) {
        return effects.citations().filter(citations -> citations.unknownPosting().isPresent()).flatMap(citations ->
                Refusal.of(POSTING_UNKNOWN, "statement.explanation.postings[" + citations.unknownPosting().getAsInt() + "]",
                        "budget " + effects.own().id().stream() + " has no such posting"));
    }

    private static Optional<Command.MakeStatement> said(Effects effects) {
        return effects.command() instanceof Command.MakeStatement make ? Optional.of(make) : Optional.empty();
    }
}
