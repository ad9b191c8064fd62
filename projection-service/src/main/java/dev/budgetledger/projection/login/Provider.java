package dev.budgetledger.projection.login;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.access.Issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** 身份提供方: where people log in, by the code with PKCE (OpenID Connect Core 3.1, RFC 7636). It is first asked when the first comes. */
final class Provider implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int BYTES_MAX = 256 * 1024;

    /** Of a token whose provider does not say. */
    private static final long TOKEN_SECONDS = 60;

    private final Issuer issuer;
    private final ConsoleSettings settings;
    private final JwtDecoder identities;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1).build();
    private volatile Issuer.@Nullable Endpoints endpoints;

    /** @param issuer whose audience is this client: identities are for it */
    Provider(Issuer issuer, ConsoleSettings settings, InstantSource clock) {
        this.issuer = issuer;
        this.settings = settings;
        this.identities = issuer.decoder();
        this.clock = clock;
    }

    /**
     * Where a browser is sent.
     *
     * @param back where it comes back to
     * @throws LoginFailedException if the provider cannot be asked where that is
     */
    URI login(LoginAttempt attempt, URI back) throws LoginFailedException {
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("response_type", "code");
        asked.put("client_id", settings.clientId());
        asked.put("scope", settings.scope());
        asked.put("redirect_uri", back.toString());
        asked.put("state", attempt.state());
        asked.put("nonce", attempt.nonce());
        asked.put("code_challenge", attempt.challenge());
        asked.put("code_challenge_method", "S256");
        URI at = endpoints().authorization();
        return URI.create(at + (at.getRawQuery() == null ? "?" : "&") + form(asked));
    }

    /**
     * Who has come back with a code.
     *
     * @throws LoginFailedException if that proves nothing, or the provider does not answer
     */
    LoginSession session(String code, LoginAttempt attempt, URI back) throws LoginFailedException {
        JsonNode said = exchange(code, attempt, back);
        Jwt identity = identity(said.path("id_token").asString(""));
        if (!attempt.nonce().equals(identity.getClaimAsString("nonce"))) {
            throw new LoginFailedException("the identity is of another login");
        }
        String by = identity.getClaimAsString("azp");
        if (by != null && !by.equals(settings.clientId())) {
            throw new LoginFailedException("the identity was given to " + by);
        }
        String token = said.path("access_token").asString("");
        String subject = identity.getSubject();
        if (token.isEmpty() || subject == null || subject.isBlank()) {
            throw new LoginFailedException("the provider gave no token, or did not say of whom");
        }
        Instant now = clock.instant();
        String called = Objects.requireNonNullElse(identity.getClaimAsString("preferred_username"), subject);
        return new LoginSession(subject, called, token, now.plusSeconds(said.path("expires_in").asLong(TOKEN_SECONDS)), LoginSession.random(), now, now);
    }

    private Jwt identity(String token) throws LoginFailedException {
        try {
            return identities.decode(token);
        } catch (JwtException | IllegalStateException why) {
            throw new LoginFailedException("the identity proves nothing: " + why.getMessage(), why);
        }
    }

    private JsonNode exchange(String code, LoginAttempt attempt, URI back) throws LoginFailedException {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("grant_type", "authorization_code");
        said.put("code", code);
        said.put("redirect_uri", back.toString());
        said.put("code_verifier", attempt.verifier());
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.tokenUri() == null ? endpoints().token() : settings.tokenUri())
                .timeout(TIMEOUT).header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json");
        String secret = settings.clientSecret();
        if (secret == null) {
            said.put("client_id", settings.clientId());
        } else {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(
                    (encoded(settings.clientId()) + ":" + encoded(secret)).getBytes(UTF_8)));
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofString(form(said))).build());
    }

    private JsonNode send(HttpRequest request) throws LoginFailedException {
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                byte[] bytes = in.readNBytes(BYTES_MAX);
                if (answer.statusCode() != 200) {
                    throw new LoginFailedException("the provider answered " + answer.statusCode() + " to a code");
                }
                return JsonMapper.shared().readTree(bytes);
            }
        } catch (IOException | JacksonException why) {
            throw new LoginFailedException("the provider does not answer: " + why.getMessage(), why);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LoginFailedException("interrupted", stopped);
        }
    }

    private Issuer.Endpoints endpoints() throws LoginFailedException {
        Issuer.Endpoints known = endpoints;
        if (known == null) {
            try {
                known = issuer.endpoints();
            } catch (IllegalStateException why) {
                throw new LoginFailedException(String.valueOf(why.getMessage()), why);
            }
            endpoints = known;
        }
        return known;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream().map(each -> each.getKey() + "=" + encoded(each.getValue())).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }

    /** Somebody has not logged in. The message is for the log: it may say what a provider answered. */
    static final class LoginFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        LoginFailedException(String why) {
            super(why);
        }

        LoginFailedException(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
