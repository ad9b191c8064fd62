package dev.budgetledger.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.edge.EdgeSettings;
import dev.budgetledger.edge.Pace;

/**
 * Whose tokens these are.
 *
 * @param issuer its name, {@code iss} of its tokens and {@code access.issuer-uri} of the services: where browsers reach it
 * @param audience {@code aud}, {@code access.audience} of the services of this installation
 * @param signingKeyFile the key that signs, a JSON Web Key; made where there is none
 * @param publicKeysFile each start writes there what its tokens verify with, for services that read it from a file
 * @param tokens how long a token is valid
 * @param hosts names by which it is spoken to, besides those of the loopback and {@code server.address}
 * @param redirects where people come back to with a code; of {@code http://127.0.0.1} at any port
 * @param passwords of accounts that a first start makes, by name, else random
 */
@ConfigurationProperties("identity")
record IdentitySettings(@DefaultValue("http://localhost:8082") URI issuer, @DefaultValue("budget-ledger") String audience,
        @DefaultValue("identity-key.json") Path signingKeyFile, @Nullable Path publicKeysFile, @DefaultValue("5m") Duration tokens,
        @DefaultValue List<String> hosts, @DefaultValue("http://127.0.0.1/callback") List<String> redirects,
        @DefaultValue Map<String, String> passwords) {

    private static final int CONNECTIONS_PER_ADDRESS = 200;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);

    IdentitySettings {
        redirects = List.copyOf(redirects);
        passwords = Map.copyOf(passwords);
    }

    EdgeSettings edge() {
        Pace body = Pace.whole(BODY_TIMEOUT);
        return new EdgeSettings(hosts, CONNECTIONS_PER_ADDRESS, body, body, Set.of(), Set.of(ServerConfiguration.AUTHORIZE, ServerConfiguration.LOGIN),
                WRITE_TIMEOUT, false);
    }
}
