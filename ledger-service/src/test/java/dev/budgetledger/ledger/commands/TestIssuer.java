package dev.budgetledger.ledger.commands;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An OIDC provider as far as a service asks one: what it says of itself, and its keys. */
final class TestIssuer implements AutoCloseable {

    static final String AUDIENCE = "budget-ledger";

    final String uri;
    final RSAKey key = rsa("signs");
    /** How often its keys were asked for. */
    final AtomicInteger asked = new AtomicInteger();

    private final HttpServer server;

    TestIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        uri = "http://127.0.0.1:" + server.getAddress().getPort();
        serve("/.well-known/openid-configuration", () -> "{\"issuer\":\"" + uri + "\",\"jwks_uri\":\"" + uri + "/keys\"}");
        serve("/keys", () -> {
            asked.incrementAndGet();
            return new JWKSet(key.toPublicJWK()).toString();
        });
        server.start();
    }

    private void serve(String path, java.util.function.Supplier<String> said) {
        server.createContext(path, exchange -> {
            byte[] body = said.get().getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims of a token that is taken, for the roles and departments. */
    JWTClaimsSet.Builder claims(String subject, List<String> roles, String... departments) {
        return new JWTClaimsSet.Builder()
                .issuer(uri).audience(AUDIENCE).subject(subject)
                .claim("exp", Instant.now().plusSeconds(300).getEpochSecond())
                .claim("roles", roles).claim("grants", Map.of("departments", List.of(departments)));
    }

    String token(String subject, List<String> roles, String... departments) {
        return signed(claims(subject, roles, departments).build());
    }

    String token(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = claims("wang", List.of("officer"), "*");
        change.accept(claims);
        return signed(claims.build());
    }

    String signed(JWTClaimsSet claims) {
        try {
            return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims, new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
