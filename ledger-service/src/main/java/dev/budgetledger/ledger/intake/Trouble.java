package dev.budgetledger.ledger.intake;

/** Why a command has no outcome, through no fault of its own; the names are stable. */
enum Trouble {
    LEDGER_UNAVAILABLE("the ledger cannot reach its log now; retry with the same Idempotency-Key"),
    LEDGER_BUSY("no answer in time; retry with the same Idempotency-Key"),
    CLOCK_IMPLAUSIBLE("nothing was recorded: the clock that facts are recorded by is not to be believed; its operator must look"),
    FAULT("the ledger failed; it has been logged");

    final String detail;

    Trouble(String detail) {
        this.detail = detail;
    }
}
