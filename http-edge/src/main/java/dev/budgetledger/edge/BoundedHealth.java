package dev.budgetledger.edge;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** A component of health that answers {@link InTime}, whatever hangs; after that it is down. */
public final class BoundedHealth implements HealthIndicator {

    private final InTime<Health> asked;

    private BoundedHealth(HealthIndicator asked) {
        this.asked = new InTime<>(
                CompletableFuture.completedFuture(Health.unknown().withDetail("trouble", "has not answered yet").build()),
                Duration.ZERO,
                () -> Objects.requireNonNull(asked.health()));
    }

    /** Makes it of every component. */
    public static final class OfAll implements BeanPostProcessor {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof HealthIndicator indicator ? new BoundedHealth(indicator) : bean;
        }
    }

    @Override
    public Health health() {
        try {
            return asked.get();
        } catch (TimeoutException hanging) {
            return Health.down().withDetail("trouble", String.valueOf(hanging.getMessage())).build();
        } catch (ExecutionException fault) {
            return Health.down().withDetail("error", String.valueOf(fault.getCause())).build();
        }
    }
}
