package dev.budgetledger.projection.login;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.access.Issuer;
import dev.budgetledger.projection.login.Provider.LoginFailedException;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a provider says of who has come back, and what proves nothing. */
class ProviderTest {

    private static final URI BACK = URI.create("http://localhost:8081/login/callback");

    @TempDir
    private Path folder;

    private final LoginAttempt attempt = LoginAttempt.to("/");
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<String> answer = new AtomicReference<>("");
    private ECKey key;
    private HttpServer server;
    private String issuer = "";
    private Provider provider;
    private int status = 200;

    @BeforeEach
    void start() throws Exception {
        key = key();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort();
        answers("/.well-known/openid-configuration", () -> JsonMapper.shared().writeValueAsString(Map.of("issuer", issuer,
                "jwks_uri", issuer + "/keys", "authorization_endpoint", issuer + "/authorize?tenant=city", "token_endpoint", issuer + "/token")));
        answers("/token", answer::get);
        server.start();
        Path keys = Files.writeString(folder.resolve("keys.json"), new JWKSet(key.toPublicJWK()).toString());
        provider = new Provider(new Issuer(URI.create(issuer), "console", keys),
                new ConsoleSettings(URI.create("http://localhost:8080"), null, "console", null, "openid profile", null, null), InstantSource.system());
    }

    private void answers(String path, java.util.function.Supplier<String> said) {
        server.createContext(path, exchange -> {
            asked.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = said.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(path.equals("/token") ? status : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        provider.close();
        server.stop(0);
    }

    @Test
    void who_comes_back_is_whom_the_provider_signed_for_this_login() throws Exception {
        answer.set(said(identity().claim("preferred_username", "王工").build(), key));

        String led = provider.login(attempt, BACK).toString();
        LoginSession session = provider.session("the code", attempt, BACK);

        assertThat(led).startsWith(issuer + "/authorize?tenant=city&response_type=code&client_id=console&scope=openid+profile&redirect_uri=")
                .contains("&code_challenge_method=S256", "&code_challenge=" + attempt.challenge(), "&nonce=" + attempt.nonce(), "&state=" + attempt.state())
                .doesNotContain(attempt.verifier());
        assertThat(asked.get()).contains("code=the+code", "code_verifier=" + attempt.verifier(), "client_id=console");
        assertThat(session.subject()).isEqualTo("wang");
        assertThat(session.called()).isEqualTo("王工");
        assertThat(session.token()).isEqualTo("a token");
        assertThat(session.tokenUntil()).isBetween(Instant.now().plusSeconds(200), Instant.now().plusSeconds(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce of another login", "no nonce", "another client", "given to another", "another issuer", "over", "another key", "unsigned",
        "no identity", "no token", "refused", "no JSON"})
    void what_proves_nothing_logs_nobody_in(String fault) throws Exception {
        JWTClaimsSet.Builder claims = identity();
        switch (fault) {
            case "nonce of another login" -> claims.claim("nonce", LoginAttempt.to("/").nonce());
            case "no nonce" -> claims.claim("nonce", null);
            case "another client" -> claims.audience("mail");
            case "given to another" -> claims.claim("azp", "mail");
            case "another issuer" -> claims.issuer("http://127.0.0.1:1");
            case "over" -> claims.expirationTime(Date.from(Instant.now().minusSeconds(300)));
            default -> { }
        }
        String told = said(claims.build(), fault.equals("another key") ? key() : key);
        answer.set(switch (fault) {
            case "unsigned" -> said(new PlainJWT(claims.build()).serialize());
            case "no identity" -> said("");
            case "no token" -> told.replace("a token", "");
            case "no JSON" -> "<html>";
            default -> told;
        });
        status = fault.equals("refused") ? 400 : 200;

        assertThatExceptionOfType(LoginFailedException.class).isThrownBy(() -> provider.session("the code", attempt, BACK));
    }

    @Test
    void a_provider_that_does_not_answer_is_said_and_asked_again_when_the_next_comes() throws Exception {
        server.removeContext("/.well-known/openid-configuration");
        assertThatExceptionOfType(LoginFailedException.class).isThrownBy(() -> provider.login(attempt, BACK));

        answers("/.well-known/openid-configuration", () -> JsonMapper.shared().writeValueAsString(Map.of("issuer", issuer,
                "authorization_endpoint", issuer + "/authorize", "token_endpoint", issuer + "/token")));

        assertThat(provider.login(attempt, BACK).toString()).startsWith(issuer + "/authorize?");
    }

    @Test
    void what_a_browser_keeps_of_a_login_is_read_again_and_nothing_else() {
        assertThat(LoginAttempt.read(attempt.inCookie())).isEqualTo(attempt);
        assertThat(LoginAttempt.read(null)).isNull();
        assertThat(LoginAttempt.read("a.b.c")).isNull();
        assertThat(LoginAttempt.read("a.b.c.!")).isNull();
        assertThat(attempt.hasState(null)).isFalse();
        assertThat(attempt.hasState("")).isFalse();
        assertThat(attempt.hasState(attempt.state())).isTrue();
    }

    private JWTClaimsSet.Builder identity() {
        return new JWTClaimsSet.Builder().issuer(issuer).audience("console").subject("wang").claim("nonce", attempt.nonce())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
    }

    private static String said(JWTClaimsSet claims, ECKey by) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(by));
        return said(token.serialize());
    }

    private static String said(String identity) {
        return JsonMapper.shared().writeValueAsString(Map.of("id_token", identity, "access_token", "a token", "expires_in", 300));
    }

    private static ECKey key() throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID("signs").generate();
    }
}
