package dev.budgetledger.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Asks another whether somebody is who he says, unless he failed too often; then nothing is compared. */
record LimitedAuthentication(AuthenticationProvider proof, Attempts attempts) implements AuthenticationProvider {

    private static final int NAME_CHARS_MAX = 100;

    @Override
    public @Nullable Authentication authenticate(Authentication said) {
        String name = said.getName();
        String address = said.getDetails() instanceof WebAuthenticationDetails web ? String.valueOf(web.getRemoteAddress()) : "";
        if (name.length() > NAME_CHARS_MAX || attempts.areTooMany(name, address)) {
            throw new OAuth2AuthenticationException(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_CLIENT, "too many failed attempts: wait a minute", null));
        }
        try {
            Authentication proven = proof.authenticate(said);
            if (proven != null) {
                attempts.succeeded(name, address);
            }
            return proven;
        } catch (AuthenticationException failed) {
            attempts.failed(name, address);
            throw failed;
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return proof.supports(type);
    }
}
