package dev.budgetledger.contract.merkle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 国密验证公钥: checks SM2 signatures of a name, with SM3. Written {@code name+hex(key hash)+base64(0xff ‖ sm2-sm3 ‖ key)}: C2SP signed-note leaves 0xff to
 * kinds of signatures that it does not number. The key is an uncompressed point, a signature r and s, 32 bytes each.
 */
public final class Sm2Key {

    private static final Pattern FORM = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]{98}==)");
    private static final byte[] TYPE = "\u00ffsm2-sm3".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte UNCOMPRESSED = 4;
    private static final int COORDINATE = 32;
    private static final int POINT = 1 + 2 * COORDINATE;

    private final String name;
    private final Sm2.Point point;

    private Sm2Key(String name, Sm2.Point point) {
        this.name = VerifierKey.requireName(name);
        this.point = point;
    }

    /**
     * The key of a name.
     *
     * @param uncompressed 0x04 ‖ x ‖ y
     * @throws IllegalArgumentException if it is no point of the curve
     */
    public static Sm2Key of(String name, byte[] uncompressed) {
        boolean isPoint = uncompressed.length == POINT && uncompressed[0] == UNCOMPRESSED;
        Sm2.Point point = isPoint
                ? new Sm2.Point(
                        new BigInteger(1, Arrays.copyOfRange(uncompressed, 1, 1 + COORDINATE)),
                        new BigInteger(1, Arrays.copyOfRange(uncompressed, 1 + COORDINATE, POINT)))
                : null;
        if (point == null || !point.isOnCurve()) {
            throw new IllegalArgumentException("not a point of the curve of SM2");
        }
        return new Sm2Key(name, point);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if the text is not such a key, or its hash is that of another
     */
    public static Sm2Key parse(String text) {
        Matcher form = FORM.matcher(text);
        byte[] typed = form.matches() ? Hash.bytesOfBase64(form.group(3)) : new byte[0];
        if (typed.length != TYPE.length + POINT || !Arrays.equals(Arrays.copyOf(typed, TYPE.length), TYPE)) {
            throw new IllegalArgumentException("not the verifier key of an SM2 key");
        }
        Sm2Key key = of(form.group(1), Arrays.copyOfRange(typed, TYPE.length, typed.length));
        if (!key.format().equals(text)) {
            throw new IllegalArgumentException("the key hash is not that of the key");
        }
        return key;
    }

    public String name() {
        return name;
    }

    public String format() {
        return name + "+" + HexFormat.of().formatHex(hash()) + "+" + Base64.getEncoder().encodeToString(typed());
    }

    /** The line of a note that has these 64 bytes for its signature. */
    public SignedNote.Signature line(byte[] signature) {
        return new SignedNote.Signature(name, hash(), signature);
    }

    /** Whether the note carries a signature of this key. One in its name and with its hash that does not verify spoils the note. */
    public boolean verifies(SignedNote note) {
        byte[] hash = hash();
        List<SignedNote.Signature> own = note.signatures().stream()
                .filter(signature -> signature.name().equals(name) && Arrays.equals(signature.keyHash(), hash))
                .toList();
        return !own.isEmpty() && own.stream().allMatch(signature -> Sm2.verifies(point, note.signed(), signature.bytes()));
    }

    private byte[] hash() {
        MessageDigest sha256 = Hash.sha256();
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        return Arrays.copyOf(sha256.digest(typed()), Integer.BYTES);
    }

    private byte[] typed() {
        return ByteBuffer.allocate(TYPE.length + POINT)
                .put(TYPE).put(UNCOMPRESSED).put(Sm2.bytes(point.x())).put(Sm2.bytes(point.y())).array();
    }
}
