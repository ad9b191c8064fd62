package dev.budgetledger.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How much memory is taken for what commands are decided on.
 *
 * @param budgets about what the states of budgets take; a quarter of the largest heap if it is not set
 */
@ConfigurationProperties("ledger.memory")
record MemoryLimit(@Nullable DataSize budgets) {

    long bytes() {
        return budgets == null ? Runtime.getRuntime().maxMemory() / 4 : budgets.toBytes();
    }
}
