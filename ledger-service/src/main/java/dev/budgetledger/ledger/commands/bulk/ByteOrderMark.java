package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/** The three bytes that spreadsheets put before UTF-8. */
final class ByteOrderMark {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ByteOrderMark() {}

    /** Whether it begins with it. */
    static boolean isAt(InputStream in) throws IOException {
        return Arrays.equals(in.readNBytes(MARK.length), MARK);
    }

    /** The same without the mark, if it begins with it. */
    static InputStream skip(InputStream in) throws IOException {
        PushbackInputStream rest = new PushbackInputStream(in, MARK.length);
        byte[] first = rest.readNBytes(MARK.length);
        if (!Arrays.equals(first, MARK)) {
            rest.unread(first);
        }
        return rest;
    }
}
