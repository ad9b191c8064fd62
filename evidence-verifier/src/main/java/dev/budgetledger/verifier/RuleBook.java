package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** 复核规则 that a budget's postings keep: its own, and those of its year, which stand in a stream of their own before it. */
final class RuleBook {

    private final NavigableMap<LocalDate, Adopted> own = new TreeMap<>();
    private final NavigableMap<LocalDate, Adopted> ofYear = new TreeMap<>();

    /** Of the year, those that stand after what was come to in the budget. */
    private final Deque<Adopted> later = new ArrayDeque<>();

    /** What a fact adopts. Of one day the last counts. */
    record Adopted(long position, LocalDate effectiveOn, List<CheckRule> rules) {

        /** @throws Fault if it is not written as it must be */
        static Adopted of(LoggedFact logged) {
            Json.Members fact = logged.fact().only("documentNo", "effectiveOn", "reason", "rules");
            SourceDocument.require(fact);
            List<CheckRule> rules = fact.objects("rules", Known.RULES_MAX).stream().map(CheckRule::of).toList();
            return new Adopted(logged.position(), fact.date("effectiveOn"), rules);
        }
    }

    void add(Adopted adopted, boolean isOfYear) {
        if (isOfYear) {
            later.add(adopted);
        } else {
            own.put(adopted.effectiveOn, adopted);
        }
    }

    /** What was adopted before a position and counts on one of two days. */
    List<Adopted> before(long position, LocalDate day, LocalDate today) {
        while (!later.isEmpty() && later.element().position < position) {
            Adopted next = later.remove();
            ofYear.put(next.effectiveOn, next);
        }
        List<Adopted> counting = new ArrayList<>();
        for (NavigableMap<LocalDate, Adopted> book : List.of(ofYear, own)) {
            for (LocalDate each : List.of(day, today)) {
                Map.Entry<LocalDate, Adopted> last = book.floorEntry(each);
                if (last != null && !counting.contains(last.getValue())) {
                    counting.add(last.getValue());
                }
            }
        }
        return counting;
    }

    /** Whether any were adopted. */
    boolean isEmpty() {
        return own.isEmpty() && ofYear.isEmpty() && later.isEmpty();
    }
}
