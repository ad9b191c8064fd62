package dev.budgetledger.edge.access;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import dev.budgetledger.edge.problems.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Who has a token, and how long that is remembered. */
class IssuedTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");
    private static final Token TOKEN = Token.of("a.b.c");

    private final AtomicInteger decoded = new AtomicInteger();

    @Test
    void a_token_is_verified_again_after_a_minute() {
        IssuedTokens tokens = new IssuedTokens(token(NOW.plusSeconds(300)));

        assertThat(tokens.principal(TOKEN, null, NOW)).isEqualTo(new Principal(
                "https://id.example#wang", Set.of(Role.OFFICER), new Grant(Set.of("301"), Set.of(2023)), true));
        var _ = tokens.principal(TOKEN, null, NOW.plusSeconds(59));
        assertThat(decoded).hasValue(1);
        var _ = tokens.principal(TOKEN, null, NOW.plusSeconds(60));
        assertThat(decoded).hasValue(2);
    }

    @Test
    void and_when_it_expires() {
        IssuedTokens tokens = new IssuedTokens(token(NOW.plusSeconds(10)));
        var _ = tokens.principal(TOKEN, null, NOW);
        var _ = tokens.principal(TOKEN, null, NOW.plusSeconds(10));

        assertThat(decoded).hasValue(2);
    }

    @Test
    void an_issuer_that_does_not_answer_is_503_and_not_remembered() {
        IssuedTokens tokens = new IssuedTokens(_ -> {
            decoded.incrementAndGet();
            throw new JwtException("no answer");
        });

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> tokens.principal(TOKEN, null, NOW))
                    .satisfies(why -> assertThat(why.problem().status()).isEqualTo(503));
        }
        assertThat(decoded).hasValue(2);
    }

    /** RFC 8705 3. */
    @Test
    void a_token_that_is_bound_to_a_certificate_is_taken_of_nobody_else_also_once_it_is_known() {
        ClientCertificate own = new ClientCertificate("ab".repeat(32));
        IssuedTokens tokens = new IssuedTokens(token(NOW.plusSeconds(300), Map.of("x5t#S256", own.thumbprint())));

        for (ClientCertificate other : Arrays.asList(null, new ClientCertificate("ac".repeat(32)))) {
            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> tokens.principal(TOKEN, other, NOW))
                    .satisfies(why -> assertThat(why.problem().status()).isEqualTo(401));
            assertThat(tokens.principal(TOKEN, own, NOW).name()).isEqualTo("https://id.example#wang");
        }
    }

    @Test
    void one_that_is_bound_to_what_nobody_asks_for_is_not_taken() {
        for (Object other : List.of(Map.of("jkt", "x"), Map.of(), Map.of("x5t#S256", 1), "x", Map.of("x5t#S256", "a", "jkt", "x"))) {
            IssuedTokens tokens = new IssuedTokens(token(NOW.plusSeconds(300), other));

            assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> tokens.principal(TOKEN, new ClientCertificate("ab".repeat(32)), NOW))
                    .withMessageContaining("cnf");
        }
    }

    private JwtDecoder token(Instant expires) {
        return token(expires, null);
    }

    private JwtDecoder token(Instant expires, @Nullable Object boundTo) {
        return text -> {
            decoded.incrementAndGet();
            Jwt.Builder token = Jwt.withTokenValue(text).header("alg", "RS256").issuer("https://id.example").subject("wang").expiresAt(expires)
                    .claim("roles", List.of("officer", "of another service"))
                    .claim("grants", Map.of("departments", List.of("301"), "fiscalYears", List.of(2023L)));
            return (boundTo == null ? token : token.claim("cnf", boundTo)).build();
        };
    }
}
