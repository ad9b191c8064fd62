package dev.budgetledger.projection.login;

import java.net.URI;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the pages may do beside showing.
 *
 * @param ledgerUrl where the ledger service is; absent: pages are read only, and nobody logs in
 * @param issuerUri of the OIDC provider where people log in; absent: {@code access.issuer-uri}
 * @param clientId what the provider calls these pages
 * @param clientSecret what they prove to it that they are; absent: by PKCE alone
 * @param scope what is asked of the provider
 * @param tokenUri where a code becomes a token, if this service reaches it elsewhere than the provider says
 * @param url where browsers reach this service; absent: as the request says
 */
@ConfigurationProperties("console")
public record ConsoleSettings(
        @Nullable URI ledgerUrl,
        @Nullable URI issuerUri,
        @DefaultValue("console") String clientId,
        @Nullable String clientSecret,
        @DefaultValue("openid") String scope,
        @Nullable URI tokenUri,
        @Nullable URI url) {}
