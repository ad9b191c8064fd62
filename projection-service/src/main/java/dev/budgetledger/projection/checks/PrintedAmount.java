package dev.budgetledger.projection.checks;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;

/**
 * 金额 as it stands in print.
 *
 * @param printed in the unit of the tables, rounded to two places
 * @param exact what was rounded; known of tables that are served, not of those that are imported
 */
record PrintedAmount(BigDecimal printed, @Nullable Money exact) {

    boolean isZero() {
        return exact == null ? printed.signum() == 0 : exact.isZero();
    }
}
