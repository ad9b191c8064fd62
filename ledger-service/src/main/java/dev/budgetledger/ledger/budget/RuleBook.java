package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.budgetledger.contract.CheckRule;
import dev.budgetledger.contract.Fact;

/**
 * 复核规则 of a budget, or of all of a year, as they stand. Immutable; the days of a year bound it.
 *
 * @param adopted by the day from which they count, each day once
 */
public record RuleBook(List<Adopted> adopted) {

    static final RuleBook NONE = new RuleBook(List.of());

    public RuleBook {
        adopted = List.copyOf(adopted);
    }

    /** What was adopted last for a day. */
    public record Adopted(LocalDate effectiveOn, String documentNo, List<CheckRule> rules) {
        public Adopted {
            rules = List.copyOf(rules);
        }
    }

    RuleBook with(Fact.RulesAdopted fact) {
        List<Adopted> next = new ArrayList<>(adopted);
        next.removeIf(each -> each.effectiveOn.equals(fact.effectiveOn()));
        next.add(new Adopted(fact.effectiveOn(), fact.documentNo(), fact.rules()));
        next.sort(Comparator.comparing(Adopted::effectiveOn));
        return new RuleBook(next);
    }

    /** What counts on a day. */
    Optional<Adopted> on(LocalDate day) {
        return adopted.reversed().stream().filter(each -> !each.effectiveOn.isAfter(day)).findFirst();
    }

    boolean isEmpty() {
        return adopted.isEmpty();
    }

    /** About the memory it takes. */
    long bytes() {
        return adopted.stream().mapToLong(each -> 200 + 300L * each.rules.size()).sum();
    }
}
