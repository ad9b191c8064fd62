package dev.budgetledger.ledger;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a line that the database may lose what was answered. */
final class NotDurableAnalyzer extends AbstractFailureAnalyzer<NotDurableException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NotDurableException cause) {
        return new FailureAnalysis("A crash may lose what was answered: " + cause.getMessage(),
                "Turn it on, or name it in ledger.postgres.durability-not-required: docs/reference/configuration.md", cause);
    }
}
