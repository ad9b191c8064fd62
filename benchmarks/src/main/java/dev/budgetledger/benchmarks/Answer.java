package dev.budgetledger.benchmarks;

import java.nio.charset.StandardCharsets;

/** Finds the end of an HTTP answer in the bytes that came so far; no more of HTTP than the ledger answers with. */
final class Answer {

    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final byte[] LENGTH = ascii("\r\ncontent-length:");

    private Answer() {}

    /** Whether the bytes are a whole answer. */
    static boolean isWhole(byte[] bytes, int length) {
        int head = find(bytes, length, END_OF_HEAD);
        if (head < 0) {
            return false;
        }
        int body = head + END_OF_HEAD.length;
        int announced = find(bytes, head, LENGTH);
        if (announced < 0) {
            return length >= body + LAST_CHUNK.length && endsWith(bytes, length, LAST_CHUNK);
        }
        int size = 0;
        for (int i = announced + LENGTH.length; bytes[i] != '\r'; i++) {
            size = bytes[i] == ' ' ? size : size * 10 + bytes[i] - '0';
        }
        return length >= body + size;
    }

    /** The status of a whole answer. */
    static int status(byte[] bytes) {
        return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
    }

    private static boolean endsWith(byte[] bytes, int length, byte[] end) {
        for (int i = 0; i < end.length; i++) {
            if (bytes[length - end.length + i] != end[i]) {
                return false;
            }
        }
        return true;
    }

    /** Names of headers are written in any case. */
    private static int find(byte[] bytes, int length, byte[] what) {
        for (int from = 0; from + what.length <= length; from++) {
            int matched = 0;
            while (matched < what.length && lower(bytes[from + matched]) == what[matched]) {
                matched++;
            }
            if (matched == what.length) {
                return from;
            }
        }
        return -1;
    }

    private static int lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
