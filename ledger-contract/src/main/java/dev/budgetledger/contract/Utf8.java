package dev.budgetledger.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The one way in which bytes from outside become text: what is not the encoding is refused, never replaced. */
public final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Utf8() {}

    /**
     * The text of bytes that are UTF-8.
     *
     * @throws CharacterCodingException if they are not: overlong, cut, surrogates, another encoding
     */
    public static String decode(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // What is no UTF-8 was replaced by this, unless it was sent: many times as fast as the decoder, which says which.
        return text.indexOf(REPLACEMENT) < 0
                ? text
                : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /**
     * The text of a document, without the byte order mark that some programs put before it.
     *
     * @throws CharacterCodingException if its bytes are not UTF-8
     */
    public static String ofDocument(byte[] bytes) throws CharacterCodingException {
        String text = decode(bytes);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    /**
     * The text of a header, of which a server makes a character a byte.
     *
     * @throws CharacterCodingException if its bytes are not UTF-8
     */
    public static String ofHeader(String value) throws CharacterCodingException {
        return decode(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads what comes bit by bit. What stands before bytes that are not the encoding is read, whatever comes together; then
     * {@code read} throws a {@link CharacterCodingException}.
     */
    public static Reader reader(InputStream in, Charset charset) {
        return new BufferedReader(new Decoding(in, charset.newDecoder()));
    }

    /** Beneath a buffer, so always asked for more than one character. */
    private static final class Decoding extends Reader {
        private final InputStream in;
        private final CharsetDecoder decoder;
        private final ByteBuffer bytes = ByteBuffer.allocate(8192).flip();
        private boolean ended;

        Decoding(InputStream in, CharsetDecoder decoder) {
            this.in = in;
            this.decoder = decoder;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            CharBuffer text = CharBuffer.wrap(buffer, offset, length);
            while (true) {
                CoderResult result = decoder.decode(bytes, text, ended);
                if (text.position() > offset) {
                    return text.position() - offset;
                }
                if (result.isError()) {
                    result.throwException();
                }
                if (ended) {
                    return -1;
                }
                fill();
            }
        }

        private void fill() throws IOException {
            bytes.compact();
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0)).flip();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
