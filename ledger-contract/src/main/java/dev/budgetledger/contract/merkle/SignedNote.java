package dev.budgetledger.contract.merkle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text with signatures below it, as C2SP signed-note writes it: the text, an empty line, and for each signature
 * {@code — name base64(key hash ‖ signature)}.
 *
 * @param text ends with a line feed
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final String DASH = "— ";
    private static final int KEY_HASH = 4;

    /** As many as the reference implementation takes; the specification asks for 16 or more. */
    private static final int SIGNATURES_MAX = 100;

    /**
     * One signature of the text.
     *
     * @param keyHash the first four bytes of a hash of name and key: a hint which key to try
     */
    public record Signature(String name, byte[] keyHash, byte[] bytes) {

        /** As it stands below a text, with its line feed. */
        public String line() {
            byte[] both = Arrays.copyOf(keyHash, KEY_HASH + bytes.length);
            System.arraycopy(bytes, 0, both, KEY_HASH, bytes.length);
            return DASH + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** The same with another signature. */
    public SignedNote with(Signature signature) {
        List<Signature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new SignedNote(text, all);
    }

    /** The note as it is handed on. */
    public String format() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /**
     * Reads a note, without checking any signature. There is one way to write a note, and no other is read.
     *
     * @throws IllegalArgumentException if it is not a signed note
     */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || note.codePoints().anyMatch(SignedNote::isForbidden)) {
            throw new IllegalArgumentException("not a signed note: a text, an empty line, signatures");
        }
        String[] lines = note.substring(end + 2).split("\n", SIGNATURES_MAX + 2);
        if (lines.length < 2 || lines.length > SIGNATURES_MAX + 1) {
            throw new IllegalArgumentException("a note has 1 to " + SIGNATURES_MAX + " signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : lines) {
            if (signatures.size() < lines.length - 1) { // after the last line feed there is nothing
                signatures.add(signature(line));
            }
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    /** A note is UTF-8 without control characters but line feeds. */
    private static boolean isForbidden(int c) {
        return (c < ' ' && c != '\n') || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static Signature signature(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(DASH) || space < DASH.length()) {
            throw new IllegalArgumentException("not a signature line");
        }
        String name = VerifierKey.requireName(line.substring(DASH.length(), space));
        byte[] both = Hash.bytesOfBase64(line.substring(space + 1));
        if (both.length <= KEY_HASH) {
            throw new IllegalArgumentException("not a signature line");
        }
        return new Signature(name, Arrays.copyOf(both, KEY_HASH), Arrays.copyOfRange(both, KEY_HASH, both.length));
    }

    byte[] signed() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
