package dev.budgetledger.contract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * 请求指纹: in the envelope of a fact, which request posted it, so that the log alone tells what was answered to a key. The first
 * 12 bytes of the SHA-256 of the idempotency key, and the first 12 of that of what was asked.
 *
 * <p>Two keys of different senders that hash alike do not happen: it takes 2^96 tries to meet another's. A sender can find two of
 * his own in 2^48; then his own second request is answered as the first, or refused.
 *
 * @param text both halves in base64
 */
public record RequestHash(String text) {

    /** Bytes of a half. */
    private static final int HALF = 12;

    /** Characters that 2 × 12 bytes take. */
    private static final int LENGTH = 32;

    public RequestHash {
        if (text.length() != LENGTH || !isBase64(text)) {
            throw new IllegalArgumentException("not the hash of a request");
        }
    }

    /** Without a regular expression: there is one in every envelope. */
    private static boolean isBase64(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && !(c >= '0' && c <= '9') && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /**
     * Of a request.
     *
     * @param key its idempotency key
     * @param content the SHA-256 of what it asks
     */
    public static RequestHash of(String key, byte[] content) {
        byte[] both = Arrays.copyOf(keyHash(key), 2 * HALF);
        System.arraycopy(content, 0, both, HALF, HALF);
        return new RequestHash(Base64.getEncoder().encodeToString(both));
    }

    /** What a key is looked up by. */
    public static byte[] keyHash(String key) {
        return Arrays.copyOf(Sha256.of(key.getBytes(StandardCharsets.UTF_8)), HALF);
    }

    /** The half of the key as it is written. */
    public String keyText() {
        return text.substring(0, text.length() / 2);
    }

    /** The half of the key, as {@link #keyHash} gives it. */
    public byte[] key() {
        return Arrays.copyOf(Base64.getDecoder().decode(text), HALF);
    }

    /** Whether this is the content, by what is left of its SHA-256. */
    public boolean isOf(byte[] content) {
        return content.length >= HALF && Arrays.equals(content(), Arrays.copyOf(content, HALF));
    }

    /** The half of the content: the beginning of its SHA-256. */
    public byte[] content() {
        return Arrays.copyOfRange(Base64.getDecoder().decode(text), HALF, 2 * HALF);
    }
}
