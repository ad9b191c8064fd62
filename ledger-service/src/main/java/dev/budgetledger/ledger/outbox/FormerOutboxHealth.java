package dev.budgetledger.ledger.outbox;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The {@link OutboxHealth} under the name that it had, for those who watch it by that; until the next release. */
@Component("publishing")
final class FormerOutboxHealth implements HealthIndicator {

    private final HealthIndicator outbox;

    FormerOutboxHealth(@Qualifier("outbox") HealthIndicator outbox) {
        this.outbox = outbox;
    }

    @Override
    public @Nullable Health health() {
        return outbox.health();
    }
}
