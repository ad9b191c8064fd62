package dev.budgetledger.contract.merkle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * 流末: where a stream of the log ends, as a leaf of the {@link StreamTree} has it. The chain binds which facts are the stream's, one after
 * another: each has one position, and the tree over the log one fact in each.
 *
 * @param key SHA-256 of the stream's id, its place in the tree
 * @param facts how many it has; 0 before its first
 * @param last the position of its last fact
 * @param chain of its positions: 32 zeros before the first, then SHA-256(0x04 ‖ chain before ‖ position, eight bytes)
 */
public record StreamEnd(Hash key, long facts, long last, Hash chain) {

    private static final byte LEAF = 2;
    private static final byte LINK = 4;
    private static final Hash NO_CHAIN = Hash.of(new byte[Hash.LENGTH]);

    /** Of a stream without facts. */
    public static StreamEnd before(String stream) {
        return new StreamEnd(key(stream), 0, 0, NO_CHAIN);
    }

    /** The place of a stream in the tree: leaves are in the order of these bits, the highest of the first byte first. */
    public static Hash key(String stream) {
        return Hash.of(Hash.sha256().digest(stream.getBytes(StandardCharsets.UTF_8)));
    }

    /** With one fact more, at a position. */
    public StreamEnd next(long position) {
        MessageDigest sha256 = Hash.sha256();
        sha256.update(LINK);
        sha256.update(chain.raw());
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(position).flip());
        return new StreamEnd(key, facts + 1, position, Hash.of(sha256.digest()));
    }

    /** SHA-256(0x02 ‖ key ‖ facts ‖ last ‖ chain), the numbers in eight bytes. */
    Hash leaf() {
        byte[] leaf = ByteBuffer.allocate(1 + 2 * Hash.LENGTH + 2 * Long.BYTES)
                .put(LEAF).put(key.raw()).putLong(facts).putLong(last).put(chain.raw()).array();
        return Hash.of(Hash.sha256().digest(leaf));
    }

    /** A bit of the key, 0 the first. */
    static boolean bit(byte[] key, int number) {
        return (key[number / Byte.SIZE] >> (Byte.SIZE - 1 - number % Byte.SIZE) & 1) == 1;
    }

    /** How many bits two keys have in common before they part. */
    static int common(byte[] one, byte[] other) {
        int bytes = Arrays.mismatch(one, other);
        return bytes < 0
                ? Byte.SIZE * Hash.LENGTH
                : bytes * Byte.SIZE + Integer.numberOfLeadingZeros((one[bytes] ^ other[bytes]) & 0xff) - (Integer.SIZE - Byte.SIZE);
    }
}
