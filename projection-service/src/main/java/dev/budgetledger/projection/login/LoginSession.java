package dev.budgetledger.projection.login;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * 会话: a person who has logged in, on this side only; his browser has nothing but its number.
 *
 * @param subject who he is, of the provider
 * @param called what he is called on pages
 * @param token by which the ledger knows him
 * @param tokenUntil when it ends; he may log in again and continue
 * @param formToken what each form of this session carries, and no other
 * @param begun when he first logged in
 * @param used when he last asked for something
 */
public record LoginSession(String subject, String called, String token, Instant tokenUntil, String formToken, Instant begun, Instant used) {

    private static final String ATTRIBUTE = LoginSession.class.getName();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** 256 bits that nobody guesses, of 43 characters. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** That of a request, null if nobody has logged in. */
    public static @Nullable LoginSession of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof LoginSession session ? session : null;
    }

    void makes(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    public boolean hasToken(Instant now) {
        return now.isBefore(tokenUntil);
    }

    /** Whether a form is of this session; how long it takes says nothing of how much was right. */
    boolean hasForm(@Nullable String sent) {
        return sent != null && MessageDigest.isEqual(formToken.getBytes(UTF_8), sent.getBytes(UTF_8));
    }

    LoginSession at(Instant now) {
        return new LoginSession(subject, called, token, tokenUntil, formToken, begun, now);
    }

    /** By the clock that sessions are measured with. */
    LoginSession begunAt(Instant now) {
        return new LoginSession(subject, called, token, tokenUntil, formToken, now, now);
    }

    /** The same person with another token: forms that he has open stay his. */
    LoginSession continuing(LoginSession before) {
        return subject.equals(before.subject) ? new LoginSession(subject, called, token, tokenUntil, before.formToken, begun, used) : this;
    }
}
