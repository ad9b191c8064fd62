package dev.budgetledger.edge.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A bearer token (RFC 6750) as it was sent.
 *
 * @param sha256 of it, hexadecimal: what it is looked for by, so that no comparison says how much of it was right
 */
record Token(String text, String sha256) {

    /** Longer than any that fits the head of a request. */
    static final int CHARS_MAX = 8192;

    private static final String BEARER = "Bearer ";

    /**
     * That of a request, null if it says nothing of who asks.
     *
     * @throws ProblemException 401 if what it says is no token, or more than one
     */
    static @Nullable Token of(HttpServletRequest request) {
        List<String> said = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (said.isEmpty()) {
            return null;
        }
        String header = said.getFirst();
        if (said.size() > 1 || header.length() > CHARS_MAX || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                || !isToken(header, BEARER.length())) {
            throw refused("one header Authorization: Bearer and a token is taken, and nothing else");
        }
        return of(header.substring(BEARER.length()));
    }

    /** RFC 6750 2.1; without a regular expression, for it is done for every request. */
    private static boolean isToken(String header, int from) {
        int end = header.length();
        while (end > from && header.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = from; i < end; i++) {
            char c = header.charAt(i);
            boolean isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!isPlain && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return end > from;
    }

    static Token of(String text) {
        try {
            return new Token(text, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Why somebody is not known. */
    static ProblemException refused(String why) {
        return new ProblemException(ProblemCode.UNAUTHORIZED, HttpHeaders.AUTHORIZATION, why);
    }
}
