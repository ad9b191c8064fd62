package dev.budgetledger.edge;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/**
 * An answer that comes in time, whatever hangs: the question is put by another thread. While that takes a little longer the answer is
 * the last one; after that there is none. However many ask, one question is under way.
 *
 * @param <T> what is answered
 */
public final class InTime<T> {

    /** Several are asked one after another, and all are to answer within a second. */
    private static final Duration FRESH_WITHIN = Duration.ofMillis(150);

    private static final Duration HANGING_AFTER = Duration.ofSeconds(3);

    private final Supplier<T> question;
    private final long keptNanos;
    private @Nullable CompletableFuture<T> underWay;
    private CompletableFuture<T> last;
    private long askedAt;

    /** @param keptFor for how long an answer is given again */
    public InTime(Duration keptFor, Supplier<T> question) {
        this(CompletableFuture.failedFuture(new IllegalStateException("has not answered yet")), keptFor, question);
    }

    /** @param first the answer while there has been none */
    InTime(CompletableFuture<T> first, Duration keptFor, Supplier<T> question) {
        this.last = first;
        this.keptNanos = keptFor.toNanos();
        this.askedAt = System.nanoTime() - keptNanos;
        this.question = question;
    }

    /**
     * The answer, or the last one.
     *
     * @throws ExecutionException if the question failed
     * @throws TimeoutException if it hangs
     */
    public synchronized T get() throws ExecutionException, TimeoutException {
        CompletableFuture<T> answer = underWay;
        if (answer == null) {
            if (System.nanoTime() - askedAt < keptNanos) {
                return told(last);
            }
            answer = ask();
        }
        try {
            var _ = answer.get(FRESH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            long waited = System.nanoTime() - askedAt;
            if (waited >= HANGING_AFTER.toNanos()) {
                throw new TimeoutException("no answer for " + TimeUnit.NANOSECONDS.toSeconds(waited) + " s");
            }
            return told(last);
        } catch (ExecutionException _) {
            // It is told as what it is.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return told(last);
        }
        underWay = null;
        last = answer;
        return told(answer);
    }

    /** A number of the answer; none, for meters, while there is no answer. */
    public double number(ToDoubleFunction<? super T> of) {
        try {
            return of.applyAsDouble(get());
        } catch (ExecutionException | TimeoutException unknown) {
            return Double.NaN;
        }
    }

    private static <T> T told(CompletableFuture<T> answer) throws ExecutionException {
        if (answer.isCompletedExceptionally()) {
            throw new ExecutionException(answer.exceptionNow());
        }
        return answer.resultNow();
    }

    private CompletableFuture<T> ask() {
        CompletableFuture<T> answer = new CompletableFuture<>();
        askedAt = System.nanoTime();
        underWay = answer;
        Thread.ofVirtual().name("in-time").start(() -> {
            // Threads that are begun there, such as a pool's, are not of the web server that asks.
            Thread.currentThread().setContextClassLoader(InTime.class.getClassLoader());
            try {
                answer.complete(Objects.requireNonNull(question.get()));
            } catch (Throwable fault) {
                answer.completeExceptionally(fault);
            }
        });
        return answer;
    }
}
