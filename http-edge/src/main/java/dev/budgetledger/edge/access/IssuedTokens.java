package dev.budgetledger.edge.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/** Who has a token of the issuer. What was proven is kept by the hash of the token, for a minute or until it expires. */
final class IssuedTokens {

    private static final Logger LOGGER = LoggerFactory.getLogger(IssuedTokens.class);

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int KEPT_MAX = 10_000;

    private final JwtDecoder decoder;
    private final Map<String, Proven> kept = new ConcurrentHashMap<>();

    /**
     * What a token says.
     *
     * @param thumbprint of the certificate that it is bound to, null if to none
     */
    private record Proven(Principal principal, @Nullable String thumbprint, Instant until) {}

    IssuedTokens(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Who has a token.
     *
     * @param certificate of the client that sends it, null if it has shown none
     * @throws ProblemException 401 if it proves nothing or is bound to another certificate, 503 if the issuer does not say by which key it
     *     is to be proven
     */
    Principal principal(Token token, @Nullable ClientCertificate certificate, Instant now) {
        Proven proven = kept.get(token.sha256());
        if (proven == null || !now.isBefore(proven.until)) {
            proven = prove(token.text(), now);
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            kept.put(token.sha256(), proven);
        }
        if (proven.thumbprint != null && (certificate == null || !proven.thumbprint.equals(certificate.thumbprint()))) {
            throw Token.refused("the token is bound to another client's certificate");
        }
        return proven.principal;
    }

    private Proven prove(String token, Instant now) {
        try {
            Jwt jwt = decoder.decode(token);
            Instant expires = Objects.requireNonNull(jwt.getExpiresAt());
            Instant longest = now.plus(KEPT);
            return new Proven(principal(jwt), thumbprint(jwt.getClaims().get("cnf")), expires.isBefore(longest) ? expires : longest);
        } catch (BadJwtException forged) {
            LOGGER.debug("A token was refused", forged);
            throw Token.refused("the token is not one of the issuer, not for this service, or no longer valid");
        } catch (JwtException unavailable) {
            if (isOfUnknownKey(unavailable)) {
                throw Token.refused("the token is signed by no key of the issuer");
            }
            LOGGER.warn("Tokens cannot be verified: {}", unavailable.getMessage());
            throw new ProblemException(ProblemCode.SERVICE_UNAVAILABLE, "", "the issuer of tokens does not answer");
        } catch (IllegalArgumentException unreadable) {
            throw Token.refused("the token cannot be read: " + unreadable.getMessage());
        }
    }

    /** The keys were asked for a moment ago, and it was not among them. */
    private static boolean isOfUnknownKey(@Nullable Throwable fault) {
        return fault != null && (fault instanceof RateLimitReachedException || isOfUnknownKey(fault.getCause()));
    }

    /** @throws IllegalArgumentException naming the claim that cannot be read */
    static Principal principal(Jwt jwt) {
        String subject = jwt.getSubject();
        if (subject == null || subject.isBlank()) {
            throw new IllegalArgumentException("sub: missing");
        }
        return Principal.proven(jwt.getIssuer() + "#" + subject, roles(jwt.getClaims().get("roles")), grant(jwt.getClaims().get("grants")));
    }

    /**
     * By what else than itself a token is to be shown (RFC 7800).
     *
     * @throws IllegalArgumentException if by something that is not asked for here: such a token would be taken from anybody who stole it
     */
    private static @Nullable String thumbprint(@Nullable Object claim) {
        return switch (claim) {
            case null -> null;
            case Map<?, ?> all when all.size() == 1 && all.get("x5t#S256") instanceof String thumbprint -> thumbprint;
            default -> throw new IllegalArgumentException("cnf: x5t#S256 alone is asked for");
        };
    }

    /** Roles of other services are passed over. */
    private static Set<Role> roles(@Nullable Object claim) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        texts(claim, "roles").forEach(name -> Role.named(name).ifPresent(roles::add));
        return roles;
    }

    private static Grant grant(@Nullable Object claim) {
        return switch (claim) {
            case null -> Grant.NONE;
            case Map<?, ?> grant when List.of("departments", "fiscalYears").containsAll(grant.keySet()) ->
                Grant.of(texts(grant.get("departments"), "grants.departments"), years(grant.get("fiscalYears")));
            default -> throw new IllegalArgumentException("grants: an object of departments and fiscalYears");
        };
    }

    private static List<String> texts(@Nullable Object claim, String name) {
        return switch (claim) {
            case null -> List.of();
            case Collection<?> all when all.stream().allMatch(String.class::isInstance) -> all.stream().map(String.class::cast).toList();
            default -> throw new IllegalArgumentException(name + ": a list of texts");
        };
    }

    private static @Nullable List<Integer> years(@Nullable Object claim) {
        return switch (claim) {
            case null -> null;
            case Collection<?> all when all.stream().allMatch(Number.class::isInstance) ->
                all.stream().map(year -> ((Number) year).intValue()).toList();
            default -> throw new IllegalArgumentException("grants.fiscalYears: a list of numbers");
        };
    }
}
