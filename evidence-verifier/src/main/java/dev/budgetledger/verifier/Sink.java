package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Text of a file that is made again, passed on in pieces: a large one is never whole in memory. */
final class Sink {

    private static final int PIECE_MIN = 8192;

    private final StringBuilder text = new StringBuilder();
    private final Consumer<byte[]> pieces;

    private Sink(Consumer<byte[]> pieces) {
        this.pieces = pieces;
    }

    private static void run(Consumer<Sink> written, Consumer<byte[]> pieces) {
        Sink sink = new Sink(pieces);
        written.accept(sink);
        sink.passOn();
    }

    static ByteBuffer bytes(Consumer<Sink> written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        run(written, bytes::writeBytes);
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    static String sha256(Consumer<Sink> written) {
        MessageDigest digest = Verification.sha256();
        run(written, digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether these are the bytes that are written, all of them. */
    static boolean isSame(ByteBuffer expected, Consumer<Sink> written) {
        ByteBuffer rest = expected.duplicate();
        boolean[] differs = {false};
        run(written, piece -> {
            differs[0] |= piece.length > rest.remaining() || !rest.slice(rest.position(), piece.length).equals(ByteBuffer.wrap(piece));
            rest.position(Math.min(rest.limit(), rest.position() + piece.length));
        });
        return !differs[0] && !rest.hasRemaining();
    }

    Sink append(String more) {
        text.append(more);
        return passOnIfLong();
    }

    Sink append(char more) {
        text.append(more);
        return passOnIfLong();
    }

    private Sink passOnIfLong() {
        // The two halves of a character stay together.
        if (text.length() >= PIECE_MIN && !Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            passOn();
        }
        return this;
    }

    private void passOn() {
        pieces.accept(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
