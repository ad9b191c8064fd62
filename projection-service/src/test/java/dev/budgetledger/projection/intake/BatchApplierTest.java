package dev.budgetledger.projection.intake;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchApplierTest {

    private final BatchApplier<String> applying = new BatchApplier<>("test");

    @Test
    void a_batch_continues_while_the_caller_does_and_is_settled_once() {
        CountDownLatch read = new CountDownLatch(1);
        applying.start(() -> {
            await(read);
            return "applied";
        });
        assertThat(applying.isBusy()).isTrue();
        read.countDown(); // else it would not end

        assertThat(applying.settle()).isEqualTo("applied");
        assertThat(applying.isBusy()).isFalse();
        assertThat(applying.settle()).isNull();
    }

    @Test
    void what_a_batch_throws_is_kept_for_the_one_who_settles_it() {
        applying.start(() -> {
            throw new FencedException("left");
        });
        applying.await();

        assertThatThrownBy(applying::settle).isInstanceOf(FencedException.class).hasMessage("left");
        applying.start(() -> "the next");
        assertThat(applying.settle()).isEqualTo("the next");
    }

    @Test
    void what_was_dropped_is_told_to_nobody() {
        AtomicBoolean applied = new AtomicBoolean();
        applying.start(() -> {
            sleep();
            applied.set(true);
            throw new FencedException("left");
        });
        applying.drop();

        assertThat(applied).isTrue();
        assertThat(applying.isBusy()).isFalse();
        assertThat(applying.settle()).isNull();
    }

    @Test
    void an_error_is_thrown_as_it_is() {
        applying.start(() -> {
            throw new AssertionError("broken");
        });

        assertThatThrownBy(applying::settle).isInstanceOf(AssertionError.class).hasMessage("broken");
    }

    @Test
    void no_batch_is_started_before_the_one_before_was_settled() {
        applying.start(() -> "first");

        assertThatIllegalStateException().isThrownBy(() -> applying.start(() -> "second"));
        assertThat(applying.settle()).isEqualTo("first");
    }

    @Test
    void closing_waits_for_the_batch() {
        AtomicBoolean applied = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        applying.start(() -> {
            started.countDown();
            sleep();
            applied.set(true);
            return "applied";
        });
        await(started);
        applying.close();

        assertThat(applied).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
