package dev.budgetledger.ledger.store;

/** One of several commands is refused, so none of them happens. Nothing is wrong: it takes back the unit of work around them. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcomes.Refused outcomes;

    RefusedException(Outcomes.Refused outcomes) {
        super("refused", null, false, false);
        this.outcomes = outcomes;
    }

    Outcomes.Refused outcomes() {
        return outcomes;
    }
}
