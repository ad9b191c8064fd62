package dev.budgetledger.ledger.witnesses;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.contract.merkle.VerifierKey;

/**
 * Who is asked to cosign heads of the log.
 *
 * @param servers each is asked for each head that is told
 * @param timeout how long all of them are waited for
 * @param retryAfter how long one that did not answer is not asked
 * @param interval between two heads that are told, where there are witnesses
 */
@ConfigurationProperties("ledger.witnesses")
public record WitnessSettings(
        @DefaultValue List<Server> servers,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("30s") Duration retryAfter,
        @DefaultValue("1s") Duration interval) {

    /** As many lines below a head as commands that name one may have, but for the ledger's own. */
    static final int SERVERS_MAX = 15;

    /**
     * A witness.
     *
     * @param url what stands before {@code /add-checkpoint}
     * @param key its verifier key, had from who runs it
     */
    public record Server(String url, String key) {

        /** @throws IllegalArgumentException if one of them is not what it must be */
        public Server {
            VerifierKey.parseWitness(key);
            String scheme = URI.create(url).getScheme();
            if (!"http".equals(scheme) && !"https".equals(scheme)) {
                throw new IllegalArgumentException("ledger.witnesses.servers: the url of a witness begins with http:// or https://");
            }
        }
    }

    /** @throws IllegalArgumentException if there are too many, or one has no time to answer */
    public WitnessSettings {
        servers = List.copyOf(servers);
        if (servers.size() > SERVERS_MAX) {
            throw new IllegalArgumentException("ledger.witnesses.servers: at most " + SERVERS_MAX);
        }
        if (!timeout.isPositive() || !interval.isPositive() || retryAfter.isNegative()) {
            throw new IllegalArgumentException("ledger.witnesses: timeout and interval are longer than nothing");
        }
    }
}
