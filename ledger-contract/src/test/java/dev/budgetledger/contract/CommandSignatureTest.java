package dev.budgetledger.contract;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.merkle.SigningKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A command is its sender's: by Ed25519 or P-256, over value, key and topic. */
class CommandSignatureTest {

    private static final byte[] VALUE = "{\"type\":\"CloseYear\"}".getBytes(StandardCharsets.UTF_8);

    private final SigningKey key = SigningKey.generate("client");
    private final ClientPublicKey publicKey = ClientPublicKey.ed25519(key.verifier().raw());

    @Test
    void a_signature_is_of_one_value_under_one_key_on_one_topic() {
        CommandSignature signature = CommandSignature.read(CommandSignature.sign(key, Topics.COMMANDS, "order-1", VALUE));

        assertThat(signature.keyId()).isEqualTo(publicKey.id());
        assertThat(signature.isFor(Topics.COMMANDS, "order-1")).isTrue();
        assertThat(signature.isFor(Topics.COMMANDS, "order-2")).isFalse();
        assertThat(signature.isFor("another", "order-1")).isFalse();
        assertThat(signature.isBy(publicKey, VALUE)).isTrue();
        assertThat(signature.isBy(publicKey, new byte[0])).isFalse();
        assertThat(signature.isBy(ClientPublicKey.ed25519(SigningKey.generate("other").verifier().raw()), VALUE)).isFalse();
        for (int i = 0; i < VALUE.length; i++) {
            byte[] changed = VALUE.clone();
            changed[i] ^= 1;
            assertThat(signature.isBy(publicKey, changed)).isFalse();
        }
    }

    /** RFC 8037, appendix A: the key, and its thumbprint (A.3). */
    @Test
    void a_key_is_called_by_its_thumbprint() {
        ClientPublicKey known = new ClientPublicKey("Ed25519", "OKP", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", null);

        assertThat(known.fault()).isNull();
        assertThat(known.id()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void a_key_of_p_256_signs_as_well() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey made = (ECPublicKey) pair.getPublic();
        ClientPublicKey ec = new ClientPublicKey("P-256", "EC", base64(fixed(made.getW().getAffineX().toByteArray())),
                base64(fixed(made.getW().getAffineY().toByteArray())));
        String header = base64(("{\"alg\":\"ES256\",\"kid\":\"" + ec.id() + "\",\"topic\":\"t\",\"key\":\"k\"}").getBytes(StandardCharsets.UTF_8));
        Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
        signer.initSign(pair.getPrivate());
        signer.update((header + "." + base64(VALUE)).getBytes(StandardCharsets.US_ASCII));

        CommandSignature signature = CommandSignature.read(header + ".." + base64(signer.sign()));

        assertThat(ec.fault()).isNull();
        assertThat(signature.isBy(ec, VALUE)).isTrue();
        assertThat(CommandSignature.read(header + ".." + base64(new byte[64])).isBy(ec, VALUE)).as("r and s are zero").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30..AA", "!..AA", "e30..A", "bm90IEpTT04..AA"})
    void what_is_no_detached_signature_is_refused(String text) {
        assertThatThrownBy(() -> CommandSignature.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'alg':'EdDSA','kid':'k','key':'k'}",
        "{'alg':'EdDSA','kid':'k','key':'k','topic':null}",
        "{'alg':'EdDSA','kid':'k','key':'k','topic':1}",
        "{'alg':'EdDSA','kid':'k','key':'k','topic':'t','b64':false}",
        "{'alg':'EdDSA','kid':'k','key':'k','topic':'t','crit':[]}",
        "{'alg':'EdDSA','kid':'k','key':'k','topic':'t','topic':'u'}",
        "{'alg':'EdDSA','kid':'k','key':'k','topic':'t'} x",
        "['EdDSA','k','k','t']"})
    void a_header_has_four_members_and_no_others(String header) {
        String text = base64(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8)) + "..AAAA";
        assertThatThrownBy(() -> CommandSignature.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Ed25519, OKP, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,",
        "Ed25519, OKP, AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA,",
        "Ed25519, OKP, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp,",
        "Ed25519, OKP, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=,",
        "Ed25519, OKP, 11qYAYKx,",
        "Ed25519, EC, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo,",
        "X25519, OKP, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo,",
        "P-256, EC, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo,",
        "P-256, EC, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo, 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "P-256, EC, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void a_key_that_others_could_sign_for_is_none(String crv, String kty, String x, String y) {
        assertThat(new ClientPublicKey(crv, kty, x, y).fault()).isNotNull();
    }

    private static byte[] fixed(byte[] number) {
        byte[] bytes = new byte[32];
        byte[] last = Arrays.copyOfRange(number, Math.max(0, number.length - 32), number.length);
        System.arraycopy(last, 0, bytes, 32 - last.length, last.length);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
