package dev.budgetledger.contract.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * 见证签名: that a head was, at a time, the largest that its signer had seen of a log, as the bytes of a signature of a note: C2SP
 * tlog-cosignature, {@code cosignature/v1}.
 *
 * @param seconds since 1970
 * @param signature of {@link #message}, by Ed25519
 */
record Cosignature(long seconds, byte[] signature) {

    private static final int SIGNATURE_LENGTH = 64;
    static final int LENGTH = Long.BYTES + SIGNATURE_LENGTH;

    static Cosignature of(SignedNote.Signature line) {
        ByteBuffer both = ByteBuffer.wrap(line.bytes());
        long seconds = both.getLong();
        byte[] signature = new byte[both.remaining()];
        both.get(signature);
        return new Cosignature(seconds, signature);
    }

    /** What is signed of a note. */
    static byte[] message(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES + signature.length).putLong(seconds).put(signature).array();
    }

    Instant at() {
        return Instant.ofEpochSecond(seconds);
    }
}
