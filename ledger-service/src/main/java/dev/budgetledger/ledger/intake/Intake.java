package dev.budgetledger.ledger.intake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.NativeWebRequest;

import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.store.LedgerWriter;
import dev.budgetledger.ledger.store.Outcome;
import dev.budgetledger.ledger.store.Submission;

/** Carries a command from an HTTP request to the writer and its outcome back. */
@Component
class Intake {

    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String IF_MATCH = "If-Match";
    static final String POSTED_BY = "Posted-By";

    private static final Pattern ENTITY_TAG = Pattern.compile("\"?([0-9]{1,18})\"?");
    private static final long PATIENCE_SECONDS = 30;

    private final LedgerWriter writer;

    Intake(LedgerWriter writer) {
        this.writer = writer;
    }

    /** Submits a command with what the headers say and answers 201 with the receipt, or the refusal as a problem. */
    ResponseEntity<Object> submit(Command command, NativeWebRequest request)
            throws InterruptedException, TimeoutException {
        Submission submission = new Submission(command, postedBy(request.getHeader(POSTED_BY)),
                key(request.getHeader(IDEMPOTENCY_KEY)), sequence(request.getHeader(IF_MATCH)));
        return switch (await(writer.submit(submission))) {
            case Outcome.Accepted(Receipt receipt, boolean repeated) -> ResponseEntity.status(HttpStatus.CREATED)
                    .eTag(Long.toString(receipt.streamSequence()))
                    .header("Idempotency-Replayed", Boolean.toString(repeated))
                    .body(receipt);
            case Outcome.Refused(Refusal refusal, boolean repeated) -> {
                ProblemDetail problem = Problems.of(refusal);
                yield ResponseEntity.status(problem.getStatus())
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .header("Idempotency-Replayed", Boolean.toString(repeated))
                        .body(problem);
            }
        };
    }

    static <T> T await(CompletableFuture<T> promise) throws InterruptedException, TimeoutException {
        try {
            return promise.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
        }
    }

    private static String postedBy(@Nullable String header) {
        return header == null ? "anonymous" : Fields.header(header, POSTED_BY, 100);
    }

    private static @Nullable String key(@Nullable String header) {
        return header == null ? null : Fields.header(header, IDEMPOTENCY_KEY, 255);
    }

    private static @Nullable Long sequence(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher tag = ENTITY_TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw Fields.invalid(IF_MATCH, "names a stream sequence such as \"17\"");
        }
        return Long.valueOf(tag.group(1));
    }
}
