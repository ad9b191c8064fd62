package dev.budgetledger.ledger.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;

/**
 * Something the writer does in its turn, within a group. What it finds out stays here until the group is durable: there is no
 * way to tell it without the proof of the commit.
 *
 * @param <T> what is told
 */
abstract sealed class Task<T> permits CommandGroup.Item, CommandGroup.Trial, CommandGroup.Inspection {

    /** Either the writer takes it, or the one who waits gives it up: whichever comes first, once. */
    private enum State { WAITING, TAKEN, GIVEN_UP }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<T> future = new TaskFuture<>();
    private final long since = System.nanoTime();
    private @Nullable Throwable fault;

    /** To cancel it is to give the task up. */
    private final class TaskFuture<U> extends CompletableFuture<U> {
        @Override
        public <V> CompletableFuture<V> newIncompleteFuture() {
            return new TaskFuture<>();
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            if (!isDone()) {
                giveUp();
            }
            return false; // it was told why it has no answer
        }
    }

    /** What will be told, as the caller wants it. To cancel it is to wait no longer: it then says at once what is known. */
    final <U> CompletableFuture<U> future(Function<T, U> as) {
        return future.thenApply(as);
    }

    /** Whether the writer may do it: false for ever once nobody waits for it. */
    final boolean take() {
        return state.compareAndSet(State.WAITING, State.TAKEN);
    }

    /** Nobody waits any longer: what the writer has not taken by now it never will. */
    final void giveUp() {
        abandoned();
        fail(state.compareAndSet(State.WAITING, State.GIVEN_UP)
                ? new LedgerBusyException()
                : new OutcomeUnknownException(new IllegalStateException("no answer in time")));
    }

    /** Before it is given up. */
    void abandoned() {}

    /** When it was submitted, by {@link System#nanoTime}. */
    final long since() {
        return since;
    }

    /** It has no answer, for a reason of its own. */
    void faulted(Throwable why) {
        fault = why;
    }

    /** The commands that are decided for it. */
    List<CommandMessage<?>> messages() {
        return List.of();
    }

    /** The streams that it names. */
    abstract Collection<String> streams();

    /** Whose later tasks must not overtake it, if anybody's. */
    @Nullable CommandSession sender() {
        return null;
    }

    /** Whether it comes in a row with others, for which somebody waits together. */
    boolean isOfMany() {
        return false;
    }

    /** It waits again, for a later group, as if none had ever had it. */
    void putOff() {
        state.set(State.WAITING);
    }

    /** What was found out, if nothing faulted. */
    abstract T answer();

    /** Tells what was found out. */
    final void tell(LogTransaction.Committed proof) {
        try {
            if (fault != null) {
                refuse(fault);
                return;
            }
            T found = answer();
            if (future.complete(found)) {
                told(found);
            }
        } catch (Throwable untold) {
            future.completeExceptionally(new OutcomeUnknownException(untold));
        }
    }

    /** It has no answer, for a reason that says what is known of it. */
    void fail(RuntimeException why) {
        refuse(why);
    }

    private void refuse(Throwable why) {
        if (future.completeExceptionally(why)) {
            failed(why);
        }
    }

    /** After what was found out has been told: once, and not after {@link #failed}. */
    void told(T found) {}

    /** After it has been told that there is no answer: once, and not after {@link #told}. */
    void failed(Throwable why) {}

    /** How much of a group it takes: about the lines that it moves or reads. */
    abstract int weight();
}
