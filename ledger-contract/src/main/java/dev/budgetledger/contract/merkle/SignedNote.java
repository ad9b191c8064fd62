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

    /**
     * One signature of the text.
     *
     * @param keyHash the first four bytes of a hash of name and key: a hint which key to try
     */
    public record Signature(String name, byte[] keyHash, byte[] bytes) {

        String line() {
            byte[] both = Arrays.copyOf(keyHash, KEY_HASH + bytes.length);
            System.arraycopy(bytes, 0, both, KEY_HASH, bytes.length);
            return DASH + name + " " + Base64.getEncoder().encodeToString(both) + "\n";
        }
    }

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** The note as it is handed on. */
    public String format() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /**
     * Reads a note, without checking any signature.
     *
     * @throws IllegalArgumentException if it is not a signed note
     */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n") || note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new IllegalArgumentException("not a signed note: a text, an empty line, signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        note.substring(end + 2).lines().forEach(line -> signatures.add(signature(line)));
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("the note is not signed");
        }
        return new SignedNote(note.substring(0, end + 1), signatures);
    }

    private static Signature signature(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals(DASH.strip()) || parts[1].isEmpty()) {
            throw new IllegalArgumentException("not a signature: " + line);
        }
        byte[] both = Base64.getDecoder().decode(parts[2]);
        if (both.length <= KEY_HASH) {
            throw new IllegalArgumentException("not a signature: " + line);
        }
        return new Signature(
                parts[1], Arrays.copyOf(both, KEY_HASH), Arrays.copyOfRange(both, KEY_HASH, both.length));
    }

    byte[] signed() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
