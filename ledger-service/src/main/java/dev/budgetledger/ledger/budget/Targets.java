package dev.budgetledger.ledger.budget;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Statement.IndicatorName;

/**
 * 绩效指标: those that are set, of each project and of the department, and the same of its units, as said by the statement that counts last.
 *
 * @param byKey by project; empty: of the department; of a unit its code and a new line stand before it
 */
public record Targets(PMap<String, Set> byKey) {

    static final Targets NONE = new Targets(HashTreePMap.empty());

    /** Of one statement: since when, and what its indicators are called. */
    record Set(LocalDate effectiveOn, PSet<String> names) {}

    private static String key(@Nullable String ofUnit, String project) {
        return ofUnit == null ? project : ofUnit + "\n" + project; // no project has a new line
    }

    boolean has(@Nullable String ofUnit, String project, IndicatorName name) {
        Set set = byKey.get(key(ofUnit, project));
        return set != null && set.names.contains(name.text());
    }

    /** After a statement: one that counts from an earlier day changes nothing of what is set last. */
    Targets with(@Nullable String ofUnit, String project, LocalDate effectiveOn, Statement.Performance said) {
        String key = key(ofUnit, project);
        Set before = byKey.get(key);
        return before != null && before.effectiveOn.isAfter(effectiveOn)
                ? this
                : new Targets(byKey.plus(key, new Set(effectiveOn, HashTreePSet.from(
                        said.indicators().stream().map(each -> each.name().text()).toList()))));
    }

    /** About the memory it takes. */
    long bytes() {
        return byKey.values().stream().mapToLong(set -> 200 + 200L * set.names.size()).sum();
    }
}
