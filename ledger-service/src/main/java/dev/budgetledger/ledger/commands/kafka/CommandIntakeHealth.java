package dev.budgetledger.ledger.commands.kafka;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while commands are taken from Kafka. The ledger is ready without: HTTP takes them too. */
@Component("commandIntakeHealthIndicator")
record CommandIntakeHealth(CommandIntake intake) implements HealthIndicator {

    @Override
    public Health health() {
        String trouble = intake.trouble();
        Health.Builder health =
                trouble.isEmpty() ? Health.up() : Health.outOfService().withDetail("trouble", trouble);
        return (intake.topics().isEmpty() ? health : health.withDetail("topics", intake.topics())).build();
    }
}
