package dev.budgetledger.projection.disclosure;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.budgetledger.contract.form.Form;

/** 公开表样: the forms that tables may be asked for in, by id. */
public final class Forms {

    private final SortedMap<String, Form> byId = new TreeMap<>();

    /**
     * Holds these forms.
     *
     * @throws IllegalArgumentException if two have the same id
     */
    public Forms(Collection<Form> forms) {
        for (Form form : forms) {
            if (byId.put(form.id(), form) != null) {
                throw new IllegalArgumentException("two forms are called " + form.id());
            }
        }
    }

    /** All of them, by id. */
    public List<Form> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Form> of(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
