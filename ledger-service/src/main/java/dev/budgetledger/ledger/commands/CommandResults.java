package dev.budgetledger.ledger.commands;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.PostingStoppedException;

/** What became of one command of many, with the status, code and field that a single request would have answered. */
public final class CommandResults {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommandResults.class);

    private CommandResults() {}

    /**
     * A command that was decided.
     *
     * @param line where it stood, see {@link CommandResult}
     */
    public static CommandResult of(@Nullable Long line, @Nullable String key, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted(Receipt receipt, boolean repeated) ->
                new CommandResult(line, HttpStatus.CREATED.value(), key, repeated, receipt, null);
            case Outcome.Refused(Refusal refusal, boolean repeated) -> new CommandResult(line,
                    Problems.status(refusal).value(), key, repeated, null,
                    new CommandResult.Problem(refusal.code().name(), refusal.field(), refusal.detail()));
        };
    }

    /** A command that could not be read. */
    private static CommandResult of(@Nullable Long line, @Nullable String key, MalformedRequestException malformed) {
        return failed(line, key, Problems.status(malformed),
                new CommandResult.Problem(malformed.code().name(), malformed.field(), malformed.detail()));
    }

    /** A command under way, or one that could not be read: its outcome, or why it has none. */
    public static CommandResult of(
            @Nullable Long line, @Nullable String key, CompletableFuture<Outcome> future, Duration patience)
            throws InterruptedException {
        try {
            return of(line, key, CommandSubmitter.await(future, patience));
        } catch (MalformedRequestException malformed) {
            return of(line, key, malformed);
        } catch (RuntimeException why) {
            Unavailable reason = Unavailable.of(why);
            if (reason == Unavailable.FAULT) {
                LOGGER.error("A command failed", why);
            }
            String detail = why instanceof PostingStoppedException stopped ? stopped.stop().detail() : reason.detail;
            return failed(line, key,
                    reason == Unavailable.FAULT ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.SERVICE_UNAVAILABLE,
                    new CommandResult.Problem(reason.name(), "", detail));
        }
    }

    private static CommandResult failed(
            @Nullable Long line, @Nullable String key, HttpStatus status, CommandResult.Problem problem) {
        return new CommandResult(line, status.value(), key, null, null, problem);
    }
}
