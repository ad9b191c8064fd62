package dev.budgetledger.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The programs that ask for tokens: a console for people, which keeps no secret and so proves by PKCE that it began; and machines. */
final class Clients implements RegisteredClientRepository {

    static final String CONSOLE = "console";

    private final Accounts accounts;
    private final TokenSettings tokens;
    private final RegisteredClient console;

    Clients(Accounts accounts, IdentitySettings settings) {
        this.accounts = accounts;
        this.tokens = TokenSettings.builder().accessTokenTimeToLive(settings.tokens())
                .idTokenSignatureAlgorithm(SignatureAlgorithm.ES256).build();
        this.console = RegisteredClient.withId(CONSOLE).clientId(CONSOLE)
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUris(all -> all.addAll(settings.redirects()))
                .scope(OidcScopes.OPENID)
                .clientSettings(ClientSettings.builder().requireProofKey(true).requireAuthorizationConsent(false).build())
                .tokenSettings(tokens)
                .build();
    }

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String name) {
        return name.equals(CONSOLE) ? console : accounts.named(name, UserAccount.Kind.MACHINE).map(this::machine).orElse(null);
    }

    private RegisteredClient machine(UserAccount account) {
        return RegisteredClient.withId(account.name()).clientId(account.name()).clientSecret(account.secret())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(tokens)
                .build();
    }

    /** Accounts are changed in their table. */
    @Override
    public void save(RegisteredClient client) {
        throw new UnsupportedOperationException("a client is an account");
    }
}
