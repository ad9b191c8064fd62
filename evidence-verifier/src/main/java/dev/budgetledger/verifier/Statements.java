package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** 陈述 of a budget, in the order of the log. They stay where they stand: one may be large. */
final class Statements {

    /** By what they are about, then by key, in the order of code points, as the ledger's store has them. */
    private final Map<String, SortedMap<String, List<Stated>>> all = new HashMap<>();

    /** @param line of the facts on which it stands */
    private record Stated(long position, LocalDate effectiveOn, int line) {}

    void add(Said said, long position, int line) {
        all.computeIfAbsent(said.part(), part -> new TreeMap<>(Comparator.comparing(Statements::inCodePoints)))
                .computeIfAbsent(said.key(), key -> new ArrayList<>())
                .add(new Stated(position, said.effectiveOn(), line));
    }

    /** UTF-16 has the characters after the first plane before some of it; these come last. */
    private static String inCodePoints(String key) {
        StringBuilder comparable = new StringBuilder();
        key.codePoints().forEach(c -> comparable.append((char) (c >>> 16)).append((char) c));
        return comparable.toString();
    }

    /** What counts at a point: of each the one that is effective last, and of these the last recorded. */
    StatedParts at(LocalDate on, long position, Lines facts) {
        Map<String, Map<String, Json.Members>> counting = new HashMap<>();
        all.forEach((part, keys) -> keys.forEach((key, stated) -> stated.stream()
                .filter(each -> each.position <= position && !each.effectiveOn.isAfter(on))
                .max(Comparator.comparing(Stated::effectiveOn).thenComparingLong(Stated::position))
                .ifPresent(last -> counting.computeIfAbsent(part, of -> new LinkedHashMap<>())
                        .put(key, LoggedFact.read(facts.line(last.line)).fact().object("statement").object(part)))));
        return new StatedParts(counting);
    }
}
