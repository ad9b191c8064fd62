package dev.budgetledger.ledger.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SigningKey;

/**
 * Tells a snapshot that this ledger made of its own facts from any other: a code over all of it and the hash of its last fact, with
 * a key that follows from the one that signs the log. Anyone who may write to the database cannot make it, nor can a snapshot of
 * another stream, of another length or of a history that was taken back have it.
 */
public final class SnapshotSeal {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    private SnapshotSeal(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            key = new SecretKeySpec(mac.doFinal("snapshots".getBytes(StandardCharsets.US_ASCII)), HMAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }

    public static SnapshotSeal of(SigningKey key) {
        return new SnapshotSeal(key.pem().getBytes(StandardCharsets.US_ASCII));
    }

    byte[] over(String stream, long sequence, int version, Hash leaf, byte[] state) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            byte[] name = stream.getBytes(StandardCharsets.UTF_8);
            mac.update(ByteBuffer.allocate(16).putInt(name.length).putLong(sequence).putInt(version).flip());
            mac.update(name);
            mac.update(leaf.bytes());
            return mac.doFinal(state);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
