package dev.budgetledger.ledger.commands;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.edge.problems.Language;
import dev.budgetledger.edge.problems.Problem;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.store.Outcome;

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
                new CommandResult(line, HttpStatus.CREATED.value(), key, repeated, receipt, null, null);
            case Outcome.Refused(Refusal refusal, boolean repeated) -> new CommandResult(line,
                    Problems.status(refusal).value(), key, repeated, null,
                    new CommandResult.Problem(refusal.code().name(), refusal.field(), refusal.detail()), null);
        };
    }

    /** A command under way, or one that could not be read: its outcome, or why it has none. */
    public static CommandResult of(
            @Nullable Long line, @Nullable String key, CompletableFuture<Outcome> future, Duration patience)
            throws InterruptedException {
        try {
            return of(line, key, CommandSubmitter.await(future, patience));
        } catch (RuntimeException why) {
            ProblemException problem = Unavailable.because(why);
            if (problem.problem().code().equals(ProblemCode.INTERNAL_ERROR.name())) {
                LOGGER.error("A command failed", why);
            }
            return of(line, key, problem);
        }
    }

    /** One that has no outcome. */
    public static CommandResult of(@Nullable Long line, @Nullable String key, ProblemException why) {
        Problem problem = why.problem();
        return new CommandResult(line, problem.status(), key, null, null,
                new CommandResult.Problem(problem.code(), problem.field(), problem.detail()), null);
    }

    /** The same in the language of who reads it. */
    public static CommandResult in(Language language, CommandResult result) {
        CommandResult.Problem problem = result.problem();
        return problem == null ? result : new CommandResult(result.line(), result.status(), result.idempotencyKey(),
                result.repeated(), result.receipt(),
                new CommandResult.Problem(problem.code(), problem.field(), language.say(problem.detail())),
                language.say(result.faults()));
    }

    /** The same with what is wrong by row and column, if that is known. */
    public static CommandResult with(List<CommandResult.Fault> faults, CommandResult result) {
        return result.problem() == null || faults.isEmpty() ? result : new CommandResult(
                result.line(), result.status(), result.idempotencyKey(), result.repeated(), result.receipt(), result.problem(), faults);
    }
}
