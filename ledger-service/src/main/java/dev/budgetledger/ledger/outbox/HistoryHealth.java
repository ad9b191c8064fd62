package dev.budgetledger.ledger.outbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.ledger.log.Checkpoints;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.History;

/** Up while the log is the one that was signed. Answers from memory. */
@Component("history")
class HistoryHealth implements HealthIndicator {

    private final History history;
    private final Checkpoints checkpoints;

    HistoryHealth(FactLog log, Checkpoints checkpoints) {
        this.history = log.history();
        this.checkpoints = checkpoints;
    }

    @Override
    public Health health() {
        History.Contradiction contradiction = history.contradiction();
        Checkpoint told = history.told();
        Health.Builder health = contradiction == null ? Health.up() : Health.down()
                .withDetail("code", "HISTORY_CONTRADICTED")
                .withDetail("position", contradiction.position())
                .withDetail("trouble", contradiction.detail());
        if (contradiction == null && !checkpoints.isCompared()) {
            health.withDetail("trouble", "nothing is signed before the newest head in Kafka is known");
        }
        return health.withDetail("signed", told == null ? 0 : told.size()).build();
    }
}
