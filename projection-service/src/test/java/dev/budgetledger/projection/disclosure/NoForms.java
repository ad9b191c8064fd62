package dev.budgetledger.projection.disclosure;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.entries.AdoptedForms;

/** No place has adopted a form. */
public final class NoForms implements AdoptedForms {

    @Override
    public Optional<Adopted> of(String id, long position) {
        return Optional.empty();
    }

    @Override
    public Optional<Adopted> prescribed(String jurisdiction, Form.Level level, int fiscalYear, long position) {
        return Optional.empty();
    }

    @Override
    public List<Adopted> all(String after, long position, int limit) {
        return List.of();
    }
}
