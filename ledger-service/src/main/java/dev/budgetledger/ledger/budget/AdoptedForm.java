package dev.budgetledger.ledger.budget;

import java.util.Optional;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.form.Form;

/** 公开表样: what is known of the forms of one id, all of which are of the same. */
public record AdoptedForm(Optional<Of> last) implements StreamState {

    /** None was adopted. */
    public static final AdoptedForm NONE = new AdoptedForm(Optional.empty());

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

    @Override
    public AdoptedForm evolve(Fact fact) {
        if (!(fact instanceof Fact.FormAdopted adopted)) {
            throw new IllegalStateException("another fact in the stream of a form");
        }
        return new AdoptedForm(Optional.of(Of.of(adopted.form())));
    }

    @Override
    public long bytes() {
        return 200;
    }
}
