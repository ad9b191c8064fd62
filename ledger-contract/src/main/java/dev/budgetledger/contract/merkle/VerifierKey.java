package dev.budgetledger.contract.merkle;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 验证公钥: checks Ed25519 signatures of a name. Written {@code name+hex(key hash)+base64(type ‖ key)}: type 0x01 is that of who signs texts, of a log;
 * 0x04 that of a witness, whose signature says when it was made, too (C2SP signed-note, tlog-cosignature).
 */
public final class VerifierKey {

    private static final Pattern FORM = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]{44})");

    /** Before the 32 bytes of a key, its X.509 form says that it is one of Ed25519. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** 2²⁵⁵ − 19: coordinates count modulo this. */
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The y of the eight points whose order divides 8: of order 1, 2, 4, and two of order 8. */
    private static final Set<BigInteger> SMALL_ORDER = Set.of(
            BigInteger.ONE,
            P.subtract(BigInteger.ONE),
            BigInteger.ZERO,
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16),
            new BigInteger("5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16));

    /** How a note is signed with a key. */
    enum Type {
        TEXT((byte) 1),
        COSIGNATURE((byte) 4);

        private final byte code;

        Type(byte code) {
            this.code = code;
        }
    }

    private static final int KEY_LENGTH = 32;

    private final Type type;
    private final String name;
    private final byte[] raw;
    private final PublicKey key;

    VerifierKey(Type type, String name, PublicKey key) {
        this.type = type;
        this.name = requireName(name);
        this.raw = Arrays.copyOfRange(key.getEncoded(), X509_PREFIX.length, X509_PREFIX.length + KEY_LENGTH);
        this.key = key;
    }

    /**
     * Reads the key of who signs texts.
     *
     * @throws IllegalArgumentException if the text is not such a key, its hash is that of another, or it is a point that
     *     verifies what nobody signed
     */
    public static VerifierKey parse(String text) {
        return parse(text, Type.TEXT);
    }

    /**
     * Reads the key of a witness 见证人.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static VerifierKey parseWitness(String text) {
        return parse(text, Type.COSIGNATURE);
    }

    private static VerifierKey parse(String text, Type type) {
        Matcher form = FORM.matcher(text);
        byte[] typed = form.matches() ? Hash.bytesOfBase64(form.group(3)) : new byte[0];
        if (typed.length != KEY_LENGTH + 1 || typed[0] != type.code) {
            throw new IllegalArgumentException("not the verifier key of an Ed25519 key" + (type == Type.TEXT ? "" : " of a witness"));
        }
        VerifierKey verifier = new VerifierKey(type, form.group(1), ed25519(Arrays.copyOfRange(typed, 1, typed.length)));
        if (!verifier.format().equals(text)) {
            throw new IllegalArgumentException("the key hash is not that of the key");
        }
        return verifier;
    }

    /**
     * A public key of its 32 bytes (RFC 8032).
     *
     * @throws IllegalArgumentException if it is a point that verifies what nobody signed, or none
     */
    public static PublicKey ed25519(byte[] raw) {
        requirePoint(raw);
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_LENGTH);
        System.arraycopy(raw, 0, encoded, X509_PREFIX.length, KEY_LENGTH);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not the verifier key of an Ed25519 key", e);
        }
    }

    /** Under a point of small order some signature verifies for every text, or for one in a few: nobody needs a key. */
    private static void requirePoint(byte[] little) {
        byte[] big = new byte[KEY_LENGTH];
        for (int i = 0; i < KEY_LENGTH; i++) {
            big[i] = little[KEY_LENGTH - 1 - i];
        }
        big[0] &= 0x7f; // the highest bit is the sign of x
        BigInteger y = new BigInteger(1, big);
        if (y.compareTo(P) >= 0 || SMALL_ORDER.contains(y)) {
            throw new IllegalArgumentException("not the key of a signer: the point is not canonical, or of small order");
        }
    }

    /** A name of a log or a key: no blanks, no plus. */
    static String requireName(String name) {
        if (name.isEmpty() || name.codePoints().anyMatch(VerifierKey::isForbidden)) {
            throw new IllegalArgumentException("a key's name has no blanks and no plus");
        }
        return name;
    }

    private static boolean isForbidden(int c) {
        return c == '+' || c < ' ' || c == 0x85 || Character.isSpaceChar(c)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    public String name() {
        return name;
    }

    /** The 32 bytes of the key. */
    public byte[] raw() {
        return raw.clone();
    }

    public String format() {
        return name + "+" + HexFormat.of().formatHex(hash()) + "+" + Base64.getEncoder().encodeToString(typed());
    }

    /**
     * Whether the note carries a signature of this key. One in its name and with its hash that does not verify spoils
     * the note; those of other keys are passed over.
     */
    public boolean verifies(SignedNote note) {
        List<SignedNote.Signature> own = own(note);
        return !own.isEmpty() && own.stream().allMatch(signature -> verifies(note, signature));
    }

    /**
     * When this witness cosigned the note, the last time, if it did.
     *
     * @return empty too where a signature in its name does not verify
     */
    public Optional<Instant> cosigned(SignedNote note) {
        if (type != Type.COSIGNATURE) {
            throw new IllegalStateException("a signature of this key does not say when it was made");
        }
        return verifies(note) ? own(note).stream().map(Cosignature::of).map(Cosignature::at).max(Comparator.naturalOrder()) : Optional.empty();
    }

    private List<SignedNote.Signature> own(SignedNote note) {
        byte[] hash = hash();
        return note.signatures().stream()
                .filter(signature -> signature.name().equals(name) && Arrays.equals(signature.keyHash(), hash))
                .toList();
    }

    private boolean verifies(SignedNote note, SignedNote.Signature signature) {
        if (type == Type.TEXT) {
            return verifies(note.signed(), signature.bytes());
        }
        if (signature.bytes().length != Cosignature.LENGTH) {
            return false;
        }
        Cosignature cosignature = Cosignature.of(signature);
        return cosignature.seconds() >= 0 && verifies(Cosignature.message(note.text(), cosignature.seconds()), cosignature.signature());
    }

    private boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not even of the form of a signature
        }
    }

    byte[] hash() {
        MessageDigest sha256 = Hash.sha256();
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        return Arrays.copyOf(sha256.digest(typed()), 4);
    }

    private byte[] typed() {
        byte[] typed = new byte[KEY_LENGTH + 1];
        typed[0] = type.code;
        System.arraycopy(raw, 0, typed, 1, KEY_LENGTH);
        return typed;
    }
}
