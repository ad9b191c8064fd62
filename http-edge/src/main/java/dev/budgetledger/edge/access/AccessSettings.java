package dev.budgetledger.edge.access;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.budgetledger.edge.problems.StartRefusedException;

/**
 * How it is known who asks.
 *
 * @param issuerUri of an OIDC provider whose tokens are taken
 * @param audience which those tokens are for, this installation
 * @param issuerKeysFile the issuer's public keys, a JSON Web Key Set, where it is not asked for them
 * @param keysFile access keys, by their hashes
 * @param open nobody is asked, though others reach the service
 * @param plainHttp requests of others come without TLS, because what stands before the service has taken it off
 * @param publicReads what a reader may read everybody may, without a token
 */
@ConfigurationProperties("access")
record AccessSettings(
        @Nullable URI issuerUri,
        @Nullable String audience,
        @Nullable Path issuerKeysFile,
        @Nullable Path keysFile,
        @DefaultValue("false") boolean open,
        @DefaultValue("false") boolean plainHttp,
        @DefaultValue("false") boolean publicReads) {

    static final String RUNBOOK = "See docs/runbooks/access.md";

    AccessSettings {
        if (issuerUri != null && (audience == null || audience.isBlank())) {
            throw new StartRefusedException("access.issuer-uri is set and access.audience is not: tokens for anybody else would be taken", RUNBOOK);
        }
        if (issuerKeysFile != null && issuerUri == null) {
            throw new StartRefusedException("access.issuer-keys-file is set and access.issuer-uri is not: nobody would be the issuer of those keys", RUNBOOK);
        }
        if (open && (issuerUri != null || keysFile != null)) {
            throw new StartRefusedException("access.open=true says that nobody is asked, and access."
                    + (keysFile == null ? "issuer-uri" : "keys-file") + " that everybody is", RUNBOOK);
        }
    }

    boolean asksNobody() {
        return issuerUri == null && keysFile == null;
    }
}
