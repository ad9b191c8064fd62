package dev.budgetledger.ledger.budget;

import java.util.Optional;

import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.form.Form;

/**
 * 公开表样: what is known of the forms of one id, all of which are of the same.
 *
 * @param slots where the last of them leaves room for an author, as {@link Form#slots} calls them
 */
public record AdoptedForm(Optional<Of> last, PSet<String> slots) implements StreamState {

    /** None was adopted. */
    public static final AdoptedForm NONE = new AdoptedForm(Optional.empty(), HashTreePSet.empty());

    /**
     * Whose tables they are.
     *
     * @param jurisdiction 行政区划代码
     */
    public record Of(String jurisdiction, Form.Level level, Form.Of of) {

        boolean isOfSame(Form form) {
            return equals(of(form));
        }

        private static Of of(Form form) {
            return new Of(form.jurisdiction(), form.level(), form.of());
        }
    }

    /** Whether a key is that of a slot: its id, or what it is of after the id and a point. */
    boolean hasSlot(String key) {
        return slots.contains(key) || slots.contains(key.substring(0, key.lastIndexOf('.') + 1));
    }

    @Override
    public AdoptedForm evolve(Fact fact) {
        if (!(fact instanceof Fact.FormAdopted adopted)) {
            throw new IllegalStateException("another fact in the stream of a form");
        }
        return new AdoptedForm(Optional.of(Of.of(adopted.form())), HashTreePSet.from(adopted.form().slots()));
    }

    @Override
    public long bytes() {
        return 200 + 100L * slots.size();
    }
}
