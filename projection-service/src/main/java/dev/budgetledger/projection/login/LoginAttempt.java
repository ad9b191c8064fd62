package dev.budgetledger.projection.login;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A login under way. The browser keeps it, so that any number of them takes no memory here; it knows nothing by it that is not its own.
 *
 * @param state what the provider sends back
 * @param nonce what it signs
 * @param verifier what it is asked again for the code (RFC 7636)
 * @param target where the person wants to go
 */
record LoginAttempt(String state, String nonce, String verifier, String target) {

    private static final int PARTS = 4;

    static LoginAttempt to(String target) {
        return new LoginAttempt(LoginSession.random(), LoginSession.random(), LoginSession.random(), target);
    }

    /** What the provider is told of the verifier before it sees it. */
    String challenge() {
        try {
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String inCookie() {
        return String.join(".", state, nonce, verifier, Base64.getUrlEncoder().withoutPadding().encodeToString(target.getBytes(UTF_8)));
    }

    /** What a cookie says, null if it says none. */
    static @Nullable LoginAttempt read(@Nullable String cookie) {
        String[] parts = cookie == null ? new String[0] : cookie.split("\\.", -1);
        try {
            return parts.length != PARTS ? null : new LoginAttempt(parts[0], parts[1], parts[2],
                    new String(Base64.getUrlDecoder().decode(parts[3]), UTF_8));
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    boolean hasState(@Nullable String sent) {
        return sent != null && MessageDigest.isEqual(state.getBytes(UTF_8), sent.getBytes(UTF_8));
    }
}
