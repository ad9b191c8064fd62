package dev.budgetledger.projection.entries;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Numbers as varints: seven bits to a byte, the lowest first, as Protocol Buffers encode them; signed ones in zigzag.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, Encoding</a>
 */
final class Varints {

    /** What one takes at most. */
    static final int BYTES_MAX = 10;

    private Varints() {}

    static void write(ByteBuffer bytes, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    static void writeSigned(ByteBuffer bytes, long value) {
        write(bytes, (value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    /** Reads one after the other: most of the time of a table goes into it. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        /** How many bytes were read. */
        int at() {
            return at;
        }

        /** The next bytes as they are. */
        byte[] bytes(int count) {
            byte[] read = Arrays.copyOfRange(bytes, at, Math.addExact(at, count));
            at += count;
            return read;
        }

        /** Passes one by. */
        void skip() {
            byte passed = bytes[at++];
            while (passed < 0) {
                passed = bytes[at++];
            }
        }

        long signed() {
            long zigzag = value();
            return (zigzag >>> 1) ^ -(zigzag & 1);
        }

        long value() {
            byte next = bytes[at++];
            long value = next & 0x7F;
            for (int shift = 7; next < 0; shift += 7) {
                next = bytes[at++];
                value |= (long) (next & 0x7F) << shift;
            }
            return value;
        }
    }
}
