package dev.budgetledger.ledger.commands;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.HttpHeaderNames;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.store.DryOutcome;
import dev.budgetledger.ledger.store.LedgerBusyException;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.OutcomeUnknownException;
import dev.budgetledger.ledger.store.Submission;

/** Carries a command from an HTTP request to the writer and its outcome back. */
@Component
public final class CommandSubmitter {

    private final LedgerWriter writer;
    private final Posters posters;
    private final KeyPolicy keys;

    CommandSubmitter(LedgerWriter writer, Posters posters, KeyPolicy keys) {
        this.writer = writer;
        this.posters = posters;
        this.keys = keys;
    }

    /** Submits a command with what the headers say and answers 201 with the receipt, or the refusal as a problem. */
    ResponseEntity<Object> submit(Command command, HttpServletRequest request) throws InterruptedException {
        Submission submission = posters.of(request).submission(command, null,
                keys.require(CommandHeaders.key(request.getHeader(HttpHeaderNames.IDEMPOTENCY_KEY)),
                        HttpHeaderNames.IDEMPOTENCY_KEY),
                CommandHeaders.sequence(request.getHeader(HttpHeaderNames.IF_MATCH)));
        return answer(await(writer.submit(submission), writer.settings().patience()), request);
    }

    /** 试算: answers 200 with what the same would do, or as {@link #submit} would. It needs no idempotency key, and uses none up. */
    ResponseEntity<Object> tryOut(Command command, HttpServletRequest request) throws InterruptedException {
        Submission submission = posters.of(request).submission(command, null,
                CommandHeaders.key(request.getHeader(HttpHeaderNames.IDEMPOTENCY_KEY)),
                CommandHeaders.sequence(request.getHeader(HttpHeaderNames.IF_MATCH)));
        return switch (await(writer.tryOut(List.of(submission)), writer.settings().patience()).getFirst()) {
            case DryOutcome.Answered(Outcome outcome) -> answer(outcome, request);
            case DryOutcome.Recorded recorded -> ResponseEntity.ok(new DryRunResults().of(recorded));
        };
    }

    private static ResponseEntity<Object> answer(Outcome outcome, HttpServletRequest request) {
        return switch (outcome) {
            case Outcome.Accepted(Receipt receipt, boolean repeated) -> ResponseEntity.status(HttpStatus.CREATED)
                    .eTag(Long.toString(receipt.streamSequence()))
                    .header(HttpHeaderNames.IDEMPOTENCY_REPLAYED, Boolean.toString(repeated))
                    .body(receipt);
            case Outcome.Refused(Refusal refusal, boolean repeated) -> {
                HttpHeaders headers = new HttpHeaders();
                headers.set(HttpHeaderNames.IDEMPOTENCY_REPLAYED, Boolean.toString(repeated));
                yield Problems.of(refusal).answer(request, headers);
            }
        };
    }

    /**
     * What comes of a future, as long as its caller has patience. Then it is given up, and says whether that was in time.
     *
     * @throws LedgerBusyException if it was: nothing was recorded, and nothing will be
     * @throws OutcomeUnknownException if not
     */
    public static <T> T await(CompletableFuture<T> future, Duration patience) throws InterruptedException {
        try {
            return await(future, patience.toMillis());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    private static <T> T await(CompletableFuture<T> future, long millis) throws InterruptedException, ExecutionException {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            future.cancel(true);
            return future.get();
        } catch (InterruptedException gone) {
            future.cancel(true);
            throw gone;
        }
    }
}
