package dev.budgetledger.ledger.commands;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import dev.budgetledger.edge.EdgeSettings;
import dev.budgetledger.edge.Pace;

/**
 * What is taken by HTTP.
 *
 * @param hosts names by which the service is spoken to, besides those of the loopback and {@code server.address}
 * @param connectionsPerAddress at most this many of one client address
 * @param bodyTimeout how long the service waits for a body that is not bulk
 * @param bulkRate in a second, of a bulk body
 * @param writeTimeout how long a client may read nothing of its answer
 */
@ConfigurationProperties("ledger.http")
record HttpSettings(@DefaultValue List<String> hosts, @DefaultValue("1000") int connectionsPerAddress,
        @DefaultValue("30s") Duration bodyTimeout, @DefaultValue("1KB") DataSize bulkRate,
        @DefaultValue("10m") Duration writeTimeout) {

    EdgeSettings edge() {
        return new EdgeSettings(hosts, connectionsPerAddress, Pace.whole(bodyTimeout), Pace.atLeast(bulkRate.toBytes()),
                Set.of(WebConfiguration.POSTINGS), writeTimeout, false);
    }
}
