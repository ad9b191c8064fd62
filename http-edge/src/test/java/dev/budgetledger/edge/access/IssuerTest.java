package dev.budgetledger.edge.access;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** An issuer whose keys are in a file; one that is asked is in the tests of the services. */
class IssuerTest {

    /** Nothing answers there. */
    private static final URI NAME = URI.create("http://localhost:1");

    @TempDir
    private Path folder;

    @Test
    void keys_of_a_file_verify_without_the_issuer() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("of the file").generate();
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("of the file").generate();
        Path file = Files.writeString(folder.resolve("keys.json"), new JWKSet(key.toPublicJWK()).toString());
        JwtDecoder decoder = new Issuer(NAME, "city", file).decoder();

        assertThat(decoder.decode(token(key, "city")).getSubject()).isEqualTo("wang");
        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(token(other, "city")));
        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(token(key, "another city")));
    }

    @Test
    void a_file_that_is_not_there_yet_is_read_when_it_is() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("of the file").generate();
        Path file = folder.resolve("keys.json");
        JwtDecoder decoder = new Issuer(NAME, "city", file).decoder();
        assertThatExceptionOfType(JwtException.class).isThrownBy(() -> decoder.decode(token(key, "city")));

        Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());

        assertThat(decoder.decode(token(key, "city")).getSubject()).isEqualTo("wang");
    }

    private static String token(ECKey key, String audience) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), new JWTClaimsSet.Builder()
                .issuer(NAME.toString()).audience(audience).subject("wang").expirationTime(Date.from(Instant.now().plusSeconds(60))).build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
