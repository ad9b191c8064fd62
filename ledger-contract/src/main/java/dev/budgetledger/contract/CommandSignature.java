package dev.budgetledger.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import dev.budgetledger.contract.merkle.SigningKey;

/**
 * 指令签名: who sent a command, and where to: a JSON Web Signature in compact form whose payload is detached (RFC 7515, appendix F).
 *
 * <p>What is signed is {@code BASE64URL(header) . BASE64URL(value)}, where {@code value} is the bytes of the record's value as they are, and the
 * header is {@code {"alg":"EdDSA","key":"order-1","kid":"…","topic":"budget.commands.v1"}}: these four members, in any order, and no others. So a
 * record with this value is this client's under this key on this topic, and nowhere else.
 *
 * @param text as it stands in the header of a record
 * @param algorithm {@code alg}
 * @param key of the record: the idempotency key
 * @param keyId {@code kid}: {@link ClientPublicKey#id}
 * @param topic of the record
 */
public record CommandSignature(String text, String algorithm, String key, String keyId, String topic) {

    /** Longer than any with the longest key. */
    public static final int CHARS_MAX = 4096;

    private static final Pattern COMPACT = Pattern.compile("([A-Za-z0-9_-]+)\\.\\.([A-Za-z0-9_-]+)");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .withCoercionConfig(LogicalType.Textual, strings -> strings
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();

    /** What is protected beside the value. */
    record Header(String alg, String key, String kid, String topic) {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static CommandSignature read(String text) {
        Matcher parts = COMPACT.matcher(text);
        if (text.length() > CHARS_MAX || !parts.matches()) {
            throw new IllegalArgumentException("not a JWS in compact form with a detached payload");
        }
        try {
            String header = Utf8.decode(decoded(parts.group(1)));
            decoded(parts.group(2));
            Header read = JSON.readValue(header, Header.class);
            return new CommandSignature(text, read.alg(), read.key(), read.kid(), read.topic());
        } catch (JacksonException | CharacterCodingException e) {
            throw new IllegalArgumentException("the header of a signature is alg, key, kid and topic, and nothing else", e);
        }
    }

    /** A signature of a client. */
    public static String sign(SigningKey privateKey, String topic, String key, byte[] value) {
        ClientPublicKey publicKey = ClientPublicKey.ed25519(privateKey.verifier().raw());
        String header = encoded(ContractJson.write(new Header(publicKey.algorithm(), key, publicKey.id(), topic)));
        return header + ".." + encoded(privateKey.sign(signed(header, value)));
    }

    /** Whether it is for a record of a topic under a key. */
    public boolean isFor(String ofTopic, String ofKey) {
        return topic.equals(ofTopic) && key.equals(ofKey);
    }

    /** Whether it is that of a key over a value, by the one algorithm of the key. */
    public boolean isBy(ClientPublicKey publicKey, byte[] value) {
        int dots = text.indexOf("..");
        return keyId.equals(publicKey.id())
                && algorithm.equals(publicKey.algorithm())
                && publicKey.verifies(signed(text.substring(0, dots), value), decoded(text.substring(dots + 2)));
    }

    private static byte[] signed(String header, byte[] value) {
        byte[] payload = Base64.getUrlEncoder().withoutPadding().encode(value);
        ByteArrayOutputStream message = new ByteArrayOutputStream(header.length() + 1 + payload.length);
        message.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        message.write('.');
        message.writeBytes(payload);
        return message.toByteArray();
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** One text for the same bytes: what base64 leaves open is refused. */
    private static byte[] decoded(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (!encoded(bytes).equals(text)) {
            throw new IllegalArgumentException("not base64url as it is written");
        }
        return bytes;
    }
}
