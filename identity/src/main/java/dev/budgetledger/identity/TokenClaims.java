package dev.budgetledger.identity;

import java.util.List;
import java.util.Optional;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** What a token for access says beside who has it: for whom it is, his roles and his grant, as his account has them at that moment. */
record TokenClaims(Accounts accounts, String audience) implements OAuth2TokenCustomizer<JwtEncodingContext> {

    @Override
    public void customize(JwtEncodingContext token) {
        token.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
        if (OAuth2TokenType.ACCESS_TOKEN.equals(token.getTokenType())) {
            // A session may be older than what was done to the account.
            Authentication who = token.getPrincipal();
            UserAccount account = Optional.ofNullable(who).flatMap(each -> accounts.named(each.getName()))
                    .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
            token.getClaims().audience(List.of(audience)).claim("roles", account.roles()).claim("grants", account.grants());
        }
    }
}
