package dev.budgetledger.contract.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** 哈希值: a SHA-256 hash in the tree of RFC 9162. A leaf and a node never hash alike: each begins with its own byte. */
public final class Hash {

    public static final int LENGTH = 32;

    /** The root of the empty tree. */
    public static final Hash OF_NOTHING = new Hash(sha256().digest());

    private final byte[] value;

    private Hash(byte[] value) {
        this.value = value;
    }

    /** Of an entry, for the log an envelope's canonical bytes: SHA-256(0x00 ‖ entry). */
    public static Hash ofLeaf(byte[] entry) {
        MessageDigest sha256 = sha256();
        sha256.update((byte) 0);
        return new Hash(sha256.digest(entry));
    }

    /** Of two subtrees side by side: SHA-256(0x01 ‖ left ‖ right). */
    public static Hash ofNode(Hash left, Hash right) {
        return ofNode((byte) 1, left, right);
    }

    /** The same in a tree whose nodes begin with another byte. */
    static Hash ofNode(byte first, Hash left, Hash right) {
        MessageDigest sha256 = sha256();
        sha256.update(first);
        sha256.update(left.value);
        return new Hash(sha256.digest(right.value));
    }

    /**
     * A hash as it is stored.
     *
     * @throws IllegalArgumentException if there are not 32 bytes
     */
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /**
     * A hash as it is written.
     *
     * @throws IllegalArgumentException if the text is not the base64 of 32 bytes
     */
    public static Hash ofBase64(String text) {
        return of(bytesOfBase64(text));
    }

    /** The one way to write bytes in base64: padded, and without idle bits in the last character. */
    static byte[] bytesOfBase64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("not base64 as it must be written");
        }
        return bytes;
    }

    public byte[] bytes() {
        return value.clone();
    }

    /** The bytes themselves, not to be changed. */
    byte[] raw() {
        return value;
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return base64();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
