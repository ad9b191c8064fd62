package dev.budgetledger.ledger.commands;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
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
 * @param projection where the page of the ledger leads those who want to read tables
 */
@ConfigurationProperties("ledger.http")
public record HttpSettings(@DefaultValue List<String> hosts, @DefaultValue("1000") int connectionsPerAddress,
        @DefaultValue("30s") Duration bodyTimeout, @DefaultValue("1KB") DataSize bulkRate,
        @DefaultValue("10m") Duration writeTimeout, @Nullable URI projection) {

    public HttpSettings {
        if (projection != null && !String.valueOf(projection.getScheme()).matches("https?")) {
            throw new IllegalArgumentException("ledger.http.projection is no http or https address: " + projection);
        }
    }

    /** What has to come in a second, of a bulk body. */
    public long bulkBytesPerSecond() {
        return bulkRate.toBytes();
    }

    EdgeSettings edge() {
        return new EdgeSettings(hosts, connectionsPerAddress, Pace.whole(bodyTimeout), Pace.atLeast(bulkBytesPerSecond()),
                Set.of(WebConfiguration.POSTINGS), Set.of(), writeTimeout, false);
    }
}
