package dev.budgetledger.edge;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** A probe is answered whatever hangs. */
class BoundedHealthTest {

    private final AtomicReference<CountDownLatch> hanging = new AtomicReference<>(new CountDownLatch(0));
    private final BoundedHealth bounded = (BoundedHealth) new BoundedHealth.OfAll()
            .postProcessAfterInitialization((HealthIndicator) this::ask, "db");

    private Health ask() {
        try {
            hanging.get().await();
            return Health.up().build();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Status status() {
        return bounded.health().getStatus();
    }

    @Test
    void what_hangs_is_down_after_a_while_and_up_again_when_it_answers() throws Exception {
        assertThat(status()).isEqualTo(Status.UP);

        CountDownLatch end = new CountDownLatch(1);
        hanging.set(end);
        assertThat(status()).as("it may only be slow").isEqualTo(Status.UP);
        while (status().equals(Status.UP)) {
            Thread.sleep(20);
        }
        assertThat(bounded.health().toString()).contains("no answer for 3 s");

        end.countDown();
        while (!status().equals(Status.UP)) {
            Thread.sleep(20);
        }
    }
}
