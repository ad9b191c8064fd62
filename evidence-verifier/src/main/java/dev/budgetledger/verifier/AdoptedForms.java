package dev.budgetledger.verifier;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** 所采用的表样: what the facts of a package adopted, in their order. The forms themselves stay where they stand: one may be large. */
final class AdoptedForms {

    private final Map<String, NavigableMap<Long, Adopted>> byId = new TreeMap<>();

    /**
     * A form that a fact adopted.
     *
     * @param fact its id
     * @param line of the facts on which it stands
     */
    record Adopted(String id, String jurisdiction, String sha256, String fact, int line) {}

    /**
     * Adds what a fact adopts.
     *
     * @return whether it is of the place of those before it
     * @throws Fault if it is not written as it must be
     */
    boolean add(LoggedFact fact, int line) {
        Form form = of(fact);
        Fault.require(fact.stream().equals(Form.STREAMS + form.id()), "表样与流不符", "adopts a form of another id than its stream");
        NavigableMap<Long, Adopted> versions = byId.computeIfAbsent(form.id(), id -> new TreeMap<>());
        boolean same = versions.isEmpty() || versions.lastEntry().getValue().jurisdiction.equals(form.jurisdiction());
        versions.put(fact.position(), new Adopted(form.id(), form.jurisdiction(), form.sha256(), fact.id(), line));
        return same;
    }

    static Form of(LoggedFact fact) {
        return Form.of(fact.fact().only("form").object("form"));
    }

    /** The ids of all of them. */
    Set<String> ids() {
        return byId.keySet();
    }

    /** What was adopted last of a form up to a position. */
    Optional<Adopted> last(String id, long position) {
        return Optional.ofNullable(byId.getOrDefault(id, Collections.emptyNavigableMap()).floorEntry(position)).map(Map.Entry::getValue);
    }
}
