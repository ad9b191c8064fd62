package dev.budgetledger.ledger.commands;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often the ledger records that it refused somebody for want of authority.
 *
 * @param perPrincipal of one name at most one fact in so long a time
 * @param inAll of all names together at most one
 */
@ConfigurationProperties("ledger.refusals")
public record RefusalSettings(@DefaultValue("1m") Duration perPrincipal, @DefaultValue("5s") Duration inAll) {

    /** @throws IllegalArgumentException if they do not go together */
    public RefusalSettings {
        if (perPrincipal.isNegative() || inAll.isNegative() || perPrincipal.compareTo(inAll.multipliedBy(RefusalTally.NAMES_MAX / 2)) > 0) {
            throw new IllegalArgumentException(
                    "ledger.refusals: per-principal is at most " + RefusalTally.NAMES_MAX / 2 + " times as long as in-all");
        }
    }
}
