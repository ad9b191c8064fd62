package dev.budgetledger.ledger.commands;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.edge.problems.ProblemAdvice;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.log.Checkpoints.SigningUnavailableException;
import dev.budgetledger.ledger.log.ContradictedHistoryException;
import dev.budgetledger.ledger.log.ImplausibleClockException;
import dev.budgetledger.ledger.store.LedgerBusyException;
import dev.budgetledger.ledger.store.LogUnavailableException;
import dev.budgetledger.ledger.store.OutcomeUnknownException;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;
import dev.budgetledger.ledger.store.PostingGate.PostingStoppedException;

/** Why a command has no outcome, or the log no answer, through no fault of its sender. */
final class Unavailable {

    private Unavailable() {}

    /** What is told to who asked. */
    static ProblemException because(Throwable why) {
        ProblemException known = why instanceof ProblemException problem ? problem : known(why);
        return known == null ? ProblemAdvice.internalError() : known;
    }

    /** The problem that a fault is answered by, null for a fault of the program. */
    static @Nullable ProblemException known(Throwable why) {
        return switch (why) {
            case PostingStoppedException stopped -> new ProblemException(code(stopped.stop()), "", stopped.stop().detail());
            case ContradictedHistoryException contradicted -> new ProblemException(
                    ProblemCode.HISTORY_CONTRADICTED, "", String.valueOf(contradicted.getMessage()));
            case LogUnavailableException _ -> noLog();
            case SQLException _ -> noLog();
            case LedgerBusyException _ -> new ProblemException(ProblemCode.LEDGER_BUSY, "",
                    "nothing was recorded: the ledger had no time for it; retry with the same Idempotency-Key");
            case OutcomeUnknownException _ -> new ProblemException(ProblemCode.OUTCOME_UNKNOWN, "",
                    "it is not known whether it was recorded; retry with the same Idempotency-Key, which tells");
            case ImplausibleClockException _ -> new ProblemException(ProblemCode.CLOCK_IMPLAUSIBLE, "",
                    "nothing was recorded: the clock that facts are recorded by is not to be believed; its operator must look");
            case SigningUnavailableException _ -> new ProblemException(ProblemCode.SIGNING_UNAVAILABLE, "",
                    "nothing is signed now: what was published is not known yet, or what is signed cannot be kept; ask again");
            default -> null;
        };
    }

    private static ProblemException noLog() {
        return new ProblemException(ProblemCode.LEDGER_UNAVAILABLE, "",
                "nothing was recorded: the ledger cannot reach its log now; retry with the same Idempotency-Key");
    }

    private static ProblemCode code(PostingStop stop) {
        return switch (stop.reason()) {
            case HISTORY_CONTRADICTED -> ProblemCode.HISTORY_CONTRADICTED;
            case STORAGE_LOW -> ProblemCode.STORAGE_LOW;
        };
    }
}
