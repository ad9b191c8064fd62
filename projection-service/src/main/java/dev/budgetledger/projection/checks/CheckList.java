package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks as they are made of a form: what has the same id is one check. */
final class CheckList {

    private final Map<String, Check> byId = new LinkedHashMap<>();

    /** A check that every set of tables must pass. */
    void hard(String id, String formula, String description, Check.Rule rule) {
        add(new Check(id, formula, description, false, rule));
    }

    /** A check that holds of some departments or years only. */
    void conditional(String id, String formula, String description, Check.Rule rule) {
        add(new Check(id, formula, description, true, rule));
    }

    private void add(Check check) {
        byId.merge(check.id(), check, (one, other) -> new Check(
                one.id(),
                one.formula().equals(other.formula()) ? one.formula() : one.formula() + "; " + other.formula(),
                one.description(),
                one.conditional() && other.conditional(),
                tables -> together(one.rule().find(tables), other.rule().find(tables))));
    }

    private static Finding together(Finding one, Finding other) {
        if (one instanceof Finding.Compared(List<Equation> some) && other instanceof Finding.Compared(List<Equation> more)) {
            List<Equation> all = new ArrayList<>(some);
            all.addAll(more);
            return new Finding.Compared(all);
        }
        return one instanceof Finding.Compared ? one : other;
    }

    List<Check> all() {
        return List.copyOf(byId.values());
    }
}
