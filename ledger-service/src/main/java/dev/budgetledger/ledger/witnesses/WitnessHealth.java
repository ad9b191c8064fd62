package dev.budgetledger.ledger.witnesses;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Who cosigned last, and why somebody does not. Up all the same: the ledger posts without them. Answers from memory. */
@Component("witnessesHealthIndicator")
record WitnessHealth(Witnesses witnesses) implements HealthIndicator {

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        witnesses.states().forEach(state -> {
            Map<String, Object> told = new LinkedHashMap<>(Map.of("cosigned", state.cosigned()));
            if (!state.trouble().isEmpty()) {
                told.put("trouble", state.trouble());
            }
            health.withDetail(state.name(), told);
        });
        return health.build();
    }
}
