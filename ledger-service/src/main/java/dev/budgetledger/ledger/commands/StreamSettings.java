package dev.budgetledger.ledger.commands;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the ledger does at once of what takes long, and for how long it waits for those who read.
 *
 * @param facts answers of {@code GET /v1/facts}
 * @param bulk requests of {@code POST /v1/postings}
 * @param writeTimeout how long a client may read nothing of an answer; of a bulk one, once it has sent everything
 */
@ConfigurationProperties("ledger.streams")
public record StreamSettings(
        @DefaultValue("32") int facts,
        @DefaultValue("64") int bulk,
        @DefaultValue("10s") Duration writeTimeout) {}
