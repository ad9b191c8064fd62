package dev.budgetledger.ledger.store;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Something the writer does in its turn, within a group. What it finds out stays here until the group is durable: there is no
 * way to tell it without the proof of the commit.
 *
 * @param <T> what is told
 */
abstract sealed class Task<T> permits CommandGroup.Item, CommandGroup.Inspection {

    private final CompletableFuture<T> promise = new CompletableFuture<>();
    private @Nullable Throwable fault;

    /** What will be told, as the caller wants it. */
    final <U> CompletableFuture<U> promised(Function<T, U> as) {
        return promise.thenApply(as);
    }

    /** It has no answer, for a reason of its own. */
    void faulted(Throwable why) {
        fault = why;
    }

    /** The streams that it names. */
    abstract Collection<String> streams();

    /** Whose later tasks must not overtake it, if anybody's. */
    @Nullable Sender sender() {
        return null;
    }

    /** It will be done in a later group, as if this one had never had it. */
    void putOff() {}

    /** What was found out, if nothing faulted. */
    abstract T answer();

    /** Tells what was found out. */
    final void tell(LogTransaction.Committed proof) {
        if (fault == null) {
            promise.complete(answer());
        } else {
            promise.completeExceptionally(fault);
        }
    }

    /** Nothing is known of it. */
    void fail(RuntimeException why) {
        promise.completeExceptionally(why);
    }

    /** How much of a group it takes: about the lines that it moves or reads. */
    abstract int weight();
}
