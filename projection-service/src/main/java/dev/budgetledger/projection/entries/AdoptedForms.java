package dev.budgetledger.projection.entries;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.contract.form.Form;

/** 公开表样: the forms that places have adopted. */
public interface AdoptedForms {

    /**
     * A form as the log has it.
     *
     * @param position of its fact
     */
    record Adopted(Form form, long position) {}

    /** The form of an id, as was known by a position. */
    Optional<Adopted> of(String id, long position);

    /**
     * The budget form that a place prescribes for a year: of those that were known by a position and are for that year, the one that
     * was adopted last.
     */
    Optional<Adopted> prescribed(String jurisdiction, Form.Level level, int fiscalYear, long position);

    /**
     * Forms by id, as was known by a position.
     *
     * @param after ids after this one
     * @param limit how many at most
     */
    List<Adopted> all(String after, long position, int limit);
}
