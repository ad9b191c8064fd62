package dev.budgetledger.edge.access;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.edge.problems.StartRefusedException;

/**
 * An OIDC provider: where its keys are (OpenID Connect Discovery 1.0), and what is a token of it. It is first asked when the first
 * token comes. Its keys are kept for five minutes, and a token of a key that is not known has them asked for again at most every
 * half minute, so that nobody makes this service ask without end.
 *
 * @param uri its name, {@code iss} of its tokens
 * @param audience {@code aud}, whom they are for
 * @param keysFile where its keys are, a JSON Web Key Set (RFC 7517) that is read as often; null if it is asked for them
 */
public record Issuer(URI uri, String audience, @Nullable Path keysFile) {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private static final int CONNECT_MILLIS = 2000;
    private static final int READ_MILLIS = 3000;
    private static final int BYTES_MAX = 256 * 1024;

    /** What is signed by a key that only the provider has: none of those that share a secret. */
    private static final List<SignatureAlgorithm> ALGORITHMS = List.of(SignatureAlgorithm.values());

    /** Where people log in, and where what they come back with becomes a token. */
    public record Endpoints(URI authorization, URI token) {}

    /** @throws StartRefusedException if its name is no https address, nor http of this machine */
    public Issuer {
        requireSafe(uri);
    }

    /** Reads what it signed for the audience; the first time it asks for its keys. */
    public JwtDecoder decoder() {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys())
                    .jwsAlgorithms(taken -> taken.addAll(ALGORITHMS))
                    // Tokens for access say at+jwt (RFC 9068) or, of many providers, JWT: JwtTypeValidator takes both.
                    .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier((_, _) -> {}))
                    .build();
            JwtTimestampValidator times = new JwtTimestampValidator();
            times.setAllowEmptyExpiryClaim(false);
            JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt");
            types.setAllowEmpty(true);
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(Arrays.asList(
                    times, types, new JwtIssuerValidator(uri.toString()), new JwtAudienceValidator(audience))));
            return decoder;
        });
    }

    private JWKSource<SecurityContext> keys() {
        if (keysFile == null) {
            ResourceRetriever retriever = retriever();
            return JWKSourceBuilder.<SecurityContext>create(keys(retriever), retriever).build();
        }
        try {
            return JWKSourceBuilder.<SecurityContext>create(keysFile.toUri().toURL(), _ -> read(keysFile)).build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Resource read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new Resource(new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8), "application/json");
        }
    }

    /**
     * Asks it where people log in.
     *
     * @throws IllegalStateException if it does not say so, or says it in another's name
     */
    public Endpoints endpoints() {
        JsonNode said = discovered(retriever());
        return new Endpoints(address(said, "authorization_endpoint"), address(said, "token_endpoint"));
    }

    private static ResourceRetriever retriever() {
        return new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, BYTES_MAX);
    }

    private URL keys(ResourceRetriever retriever) {
        try {
            return address(discovered(retriever), "jwks_uri").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode discovered(ResourceRetriever retriever) {
        String discovery = discovery();
        try {
            JsonNode said = JsonMapper.shared().readTree(retriever.retrieveResource(URI.create(discovery).toURL()).getContent());
            if (!said.path("issuer").asString("").equals(uri.toString())) {
                throw new IllegalStateException(discovery + " is of another issuer: " + said.path("issuer"));
            }
            return said;
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new IllegalStateException(discovery + " does not say where the keys are: " + e.getMessage(), e);
        }
    }

    private URI address(JsonNode said, String name) {
        try {
            URI address = URI.create(said.path(name).asString(""));
            requireSafe(address);
            return address;
        } catch (StartRefusedException | IllegalArgumentException e) {
            throw new IllegalStateException(discovery() + " does not say where the keys are: " + e.getMessage(), e);
        }
    }

    private String discovery() {
        return uri.toString().replaceFirst("/$", "") + DISCOVERY;
    }

    /** Keys that came unprotected may be anybody's. */
    private static void requireSafe(URI address) {
        boolean isSafe = "https".equals(address.getScheme()) || ("http".equals(address.getScheme()) && AccessConfiguration.isLoopback(address.getHost()));
        if (!isSafe) {
            throw new StartRefusedException(address + " is no https address, nor http of this machine: the keys of tokens come from there", AccessSettings.RUNBOOK);
        }
    }
}
