package dev.budgetledger.edge;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A component of health that answers in time, whatever hangs: what it asks is asked by another thread. While that takes a little
 * longer it says what it said last; after that it is down.
 */
public final class BoundedHealth implements HealthIndicator {

    /** Several of them are asked one after another, and all are to answer within a second. */
    private static final Duration FRESH_WITHIN = Duration.ofMillis(150);

    private static final Duration HANGING_AFTER = Duration.ofSeconds(3);

    private final HealthIndicator asked;
    private @Nullable CompletableFuture<Health> underWay;
    private long askedAt;
    private Health last = Health.unknown().withDetail("trouble", "has not answered yet").build();

    private BoundedHealth(HealthIndicator asked) {
        this.asked = asked;
    }

    /** Makes it of every component. */
    public static final class OfAll implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof HealthIndicator indicator ? new BoundedHealth(indicator) : bean;
        }
    }

    @Override
    public synchronized Health health() {
        CompletableFuture<Health> answer = underWay;
        if (answer == null) {
            answer = ask();
        }
        try {
            last = answer.get(FRESH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            underWay = null;
        } catch (TimeoutException late) {
            long waited = System.nanoTime() - askedAt;
            return waited < HANGING_AFTER.toNanos() ? last : Health.down()
                    .withDetail("trouble", "no answer for " + TimeUnit.NANOSECONDS.toSeconds(waited) + " s").build();
        } catch (ExecutionException fault) {
            last = Health.down().withDetail("error", String.valueOf(fault.getCause())).build();
            underWay = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return last;
    }

    private CompletableFuture<Health> ask() {
        CompletableFuture<Health> answer = new CompletableFuture<>();
        askedAt = System.nanoTime();
        underWay = answer;
        Thread.ofVirtual().name("health").start(() -> {
            try {
                answer.complete(Objects.requireNonNull(asked.health()));
            } catch (Throwable fault) {
                answer.completeExceptionally(fault);
            }
        });
        return answer;
    }
}
