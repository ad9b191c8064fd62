package dev.budgetledger.verifier;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/** 陈述 of a budget, in the order of the log. They stay where they stand: one may be large. */
final class Statements {

    /** Of the department. */
    private static final String DEPARTMENT = "";

    /** By whose they are, then by what they are about, then by key, in the order of code points, as the ledger's store has them. */
    private final Map<String, Map<String, SortedMap<String, List<Stated>>>> all = new HashMap<>();

    /** @param line of the facts on which it stands */
    private record Stated(long position, LocalDate effectiveOn, int line) {}

    void add(Said said, long position, int line) {
        all.computeIfAbsent(Objects.requireNonNullElse(said.ofUnit(), DEPARTMENT), of -> new HashMap<>())
                .computeIfAbsent(said.part(), part -> byKey())
                .computeIfAbsent(said.key(), key -> new ArrayList<>())
                .add(new Stated(position, said.effectiveOn(), line));
    }

    private static <T> SortedMap<String, T> byKey() {
        return new TreeMap<>(Comparator.comparing(Statements::inCodePoints));
    }

    /** UTF-16 has the characters after the first plane before some of it; these come last. */
    private static String inCodePoints(String key) {
        StringBuilder comparable = new StringBuilder();
        key.codePoints().forEach(c -> comparable.append((char) (c >>> 16)).append((char) c));
        return comparable.toString();
    }

    /**
     * What counts for a document at a point. One of a unit that says nothing of itself says what the department says; else what the unit says, and of
     * {@link StatedParts#SHARED} of which it says nothing, what the department does.
     *
     * @param ofUnit the code of the unit; null if the document is of the department
     */
    StatedParts at(LocalDate on, long position, @Nullable String ofUnit, Lines facts) {
        Map<String, SortedMap<String, Integer>> ofDepartment = counting(DEPARTMENT, on, position);
        Map<String, SortedMap<String, Integer>> own = ofUnit == null ? Map.of() : counting(ofUnit, on, position);
        if (own.isEmpty()) {
            return new StatedParts(read(ofDepartment, facts), null, Map.of());
        }
        Map<String, SortedMap<String, Integer>> shown = new HashMap<>(own);
        for (String part : StatedParts.SHARED) {
            SortedMap<String, Integer> both = byKey();
            both.putAll(ofDepartment.getOrDefault(part, new TreeMap<>()));
            both.putAll(own.getOrDefault(part, new TreeMap<>()));
            shown.put(part, both);
        }
        Map<String, Set<String>> ownKeys = new HashMap<>();
        own.forEach((part, keys) -> ownKeys.put(part, keys.keySet()));
        return new StatedParts(read(shown, facts), ofUnit, ownKeys);
    }

    /** Of each part and key the line on which it stands: of all the one that is effective last, and of these the last recorded. */
    private Map<String, SortedMap<String, Integer>> counting(String of, LocalDate on, long position) {
        Map<String, SortedMap<String, Integer>> counting = new HashMap<>();
        all.getOrDefault(of, Map.of()).forEach((part, keys) -> keys.forEach((key, stated) -> stated.stream()
                .filter(each -> each.position <= position && !each.effectiveOn.isAfter(on))
                .max(Comparator.comparing(Stated::effectiveOn).thenComparingLong(Stated::position))
                .ifPresent(last -> counting.computeIfAbsent(part, each -> byKey()).put(key, last.line))));
        return counting;
    }

    private static Map<String, Map<String, Json.Members>> read(Map<String, SortedMap<String, Integer>> counting, Lines facts) {
        Map<String, Map<String, Json.Members>> read = new HashMap<>();
        counting.forEach((part, keys) -> keys.forEach((key, line) -> read.computeIfAbsent(part, each -> new LinkedHashMap<>())
                .put(key, LoggedFact.read(facts.line(line)).fact().object("statement").object(part))));
        return read;
    }
}
