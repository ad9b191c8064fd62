package dev.budgetledger.ledger.commands;

import dev.budgetledger.ledger.log.ImplausibleClockException;
import dev.budgetledger.ledger.store.LedgerBusyException;
import dev.budgetledger.ledger.store.LogUnavailableException;
import dev.budgetledger.ledger.store.OutcomeUnknownException;
import dev.budgetledger.ledger.store.PostingStop;
import dev.budgetledger.ledger.store.PostingStoppedException;

/** Why a command has no outcome, through no fault of its own; the names are stable. */
enum Unavailable {
    LEDGER_UNAVAILABLE("nothing was recorded: the ledger cannot reach its log now; retry with the same Idempotency-Key"),
    LEDGER_BUSY("nothing was recorded: the ledger had no time for it; retry with the same Idempotency-Key"),
    OUTCOME_UNKNOWN("it is not known whether it was recorded; retry with the same Idempotency-Key, which tells"),
    CLOCK_IMPLAUSIBLE("nothing was recorded: the clock that facts are recorded by is not to be believed; its operator must look"),
    HISTORY_CONTRADICTED("nothing was recorded: the log is not the one that was signed; its operator must look"),
    SIGNING_UNAVAILABLE("nothing is signed now: what was published is not known yet, or what is signed cannot be kept; ask again"),
    STORAGE_LOW("nothing was recorded: there is little room left where the log is kept; retry later"),
    TOO_MANY_AT_ONCE("as many of these are under way as the ledger does at once; ask again in a few seconds"),
    FAULT("the ledger failed; it has been logged");

    final String detail;

    /** Why a command has no outcome that failed so. */
    static Unavailable of(Throwable why) {
        return switch (why) {
            case PostingStoppedException stopped -> of(stopped.stop());
            case LogUnavailableException _ -> LEDGER_UNAVAILABLE;
            case LedgerBusyException _ -> LEDGER_BUSY;
            case OutcomeUnknownException _ -> OUTCOME_UNKNOWN;
            case ImplausibleClockException _ -> CLOCK_IMPLAUSIBLE;
            default -> FAULT;
        };
    }

    static Unavailable of(PostingStop stop) {
        return switch (stop.reason()) {
            case HISTORY_CONTRADICTED -> HISTORY_CONTRADICTED;
            case STORAGE_LOW -> STORAGE_LOW;
        };
    }

    Unavailable(String detail) {
        this.detail = detail;
    }
}
