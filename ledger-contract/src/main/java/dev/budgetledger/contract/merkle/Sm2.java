package dev.budgetledger.contract.merkle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Checks signatures of SM2 with SM3: GM/T 0003.2-2012 (GB/T 32918.2-2016) on the curve of GM/T 0003.5-2012 (GB/T 32918.5-2017). Nothing here is
 * secret, so it takes as long as it takes.
 */
final class Sm2 {

    static final int SIGNATURE_LENGTH = 64;
    private static final int LENGTH = 32;
    private static final BigInteger P = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF");
    private static final BigInteger A = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC");
    private static final BigInteger B = hex("28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93");
    private static final BigInteger N = hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123");
    private static final Point G = new Point(
            hex("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"),
            hex("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0"));

    /** Who signs is not named further, so it is the name of GM/T 0009-2012. */
    private static final byte[] ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private Sm2() {}

    /** A point of the curve but the infinite one. */
    record Point(BigInteger x, BigInteger y) {

        boolean isOnCurve() {
            return x.compareTo(P) < 0 && y.compareTo(P) < 0
                    && y.multiply(y).subtract(x.multiply(x).add(A).multiply(x)).subtract(B).mod(P).signum() == 0;
        }
    }

    /**
     * Whether it is the signature of a text by the holder of a key, 7.1.
     *
     * @param signature r and s, 32 bytes each
     */
    static boolean verifies(Point key, byte[] text, byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH || !key.isOnCurve()) {
            return false;
        }
        BigInteger r = new BigInteger(1, Arrays.copyOf(signature, LENGTH));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, LENGTH, SIGNATURE_LENGTH));
        BigInteger t = r.add(s).mod(N);
        if (!isScalar(r) || !isScalar(s) || t.signum() == 0) {
            return false;
        }
        Point sum = add(multiply(G, s), multiply(key, t));
        return sum != null && new BigInteger(1, digest(key, text)).add(sum.x).mod(N).equals(r);
    }

    private static boolean isScalar(BigInteger value) {
        return value.signum() > 0 && value.compareTo(N) < 0;
    }

    /** 5.5 and 6.1: what is signed is the digest of who signs and of the text. */
    static byte[] digest(Point key, byte[] text) {
        byte[] bits = ByteBuffer.allocate(Short.BYTES).putShort((short) (ID.length * Byte.SIZE)).array();
        byte[] z = Sm3.digest(bits, ID, bytes(A), bytes(B), bytes(G.x), bytes(G.y), bytes(key.x), bytes(key.y));
        return Sm3.digest(z, text);
    }

    /** In 32 bytes. */
    static byte[] bytes(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[LENGTH];
        int length = Math.min(bytes.length, LENGTH);
        System.arraycopy(bytes, bytes.length - length, fixed, LENGTH - length, length);
        return fixed;
    }

    private static @Nullable Point multiply(Point point, BigInteger by) {
        Point sum = null;
        for (int bit = by.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum);
            sum = by.testBit(bit) ? add(sum, point) : sum;
        }
        return sum;
    }

    /** Null is the infinite point. */
    private static @Nullable Point add(@Nullable Point one, @Nullable Point other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        BigInteger slope;
        if (!one.x.equals(other.x)) {
            slope = other.y.subtract(one.y).multiply(other.x.subtract(one.x).modInverse(P));
        } else if (one.y.equals(other.y) && one.y.signum() != 0) {
            slope = one.x.multiply(one.x).multiply(BigInteger.valueOf(3)).add(A).multiply(one.y.shiftLeft(1).modInverse(P));
        } else {
            return null;
        }
        BigInteger x = slope.multiply(slope).subtract(one.x).subtract(other.x).mod(P);
        return new Point(x, slope.multiply(one.x.subtract(x)).subtract(one.y).mod(P));
    }

    private static BigInteger hex(String digits) {
        return new BigInteger(digits, 16);
    }
}
