package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** 所采用的表样: what the facts of a package adopted, in their order. The forms themselves stay where they stand: one may be large. */
final class AdoptedForms {

    private final List<Adopted> all = new ArrayList<>();

    /**
     * A form that a fact adopted.
     *
     * @param fact its id
     * @param line of the facts on which it stands
     */
    record Adopted(String id, String jurisdiction, String sha256, String fact, long position, int line) {}

    /**
     * Adds what a fact adopts.
     *
     * @return whether it is of the place of those before it
     * @throws Fault if it is not written as it must be
     */
    boolean add(LoggedFact fact, int line) {
        Form form = of(fact);
        Fault.require(fact.stream().equals(Form.STREAMS + form.id()), "表样与流不符", "adopts a form of another id than its stream");
        boolean same = last(form.id()).map(Adopted::jurisdiction).filter(before -> !before.equals(form.jurisdiction())).isEmpty();
        all.add(new Adopted(form.id(), form.jurisdiction(), form.sha256(), fact.id(), fact.position(), line));
        return same;
    }

    static Form of(LoggedFact fact) {
        return Form.of(fact.fact().only("form").object("form"));
    }

    /** Each version of a form, the first adopted first. */
    Stream<Adopted> versions(String id) {
        return all.stream().filter(each -> each.id.equals(id));
    }

    /** The ids of all of them. */
    List<String> ids() {
        return all.stream().map(Adopted::id).distinct().toList();
    }

    /** What was adopted last. */
    Optional<Adopted> last(String id) {
        return versions(id).reduce((earlier, later) -> later);
    }
}
