package dev.budgetledger.ledger.budget;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.form.Form;

/** What the facts of one stream add up to: the state of a budget, of a year's catalogue, of a form, of the keys of clients, or of refusals. Immutable. */
public sealed interface StreamState permits Budget, Catalogue, AdoptedForm, ClientKeys, RefusalBook {

    /** The state of a stream before its first fact. */
    static StreamState before(String stream) {
        if (Form.isStream(stream)) {
            return AdoptedForm.NONE;
        }
        if (stream.equals(ClientKey.STREAM)) {
            return ClientKeys.NONE;
        }
        if (stream.equals(Fact.AuthorityRefused.STREAM)) {
            return RefusalBook.NONE;
        }
        return BudgetId.isClassificationStream(stream) ? Catalogue.EMPTY : Budget.unopened();
    }

    /** The state after a fact of this stream. */
    StreamState evolve(Fact fact);

    /** About the memory it takes: within a third of what a heap histogram says. */
    long bytes();
}
