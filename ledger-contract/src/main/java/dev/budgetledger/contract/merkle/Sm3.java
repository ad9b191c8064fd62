package dev.budgetledger.contract.merkle;

import java.nio.ByteBuffer;

/** The hash SM3 of GM/T 0004-2012 (GB/T 32905-2016), which the JDK does not have. */
final class Sm3 {

    private static final int BLOCK = 64;
    private static final int[] START = {
        0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e
    };

    private Sm3() {}

    /** Of these parts, one after another. */
    static byte[] digest(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer padded = ByteBuffer.allocate((length + 9 + BLOCK - 1) / BLOCK * BLOCK);
        for (byte[] part : parts) {
            padded.put(part);
        }
        padded.put((byte) 0x80).putLong(padded.capacity() - Long.BYTES, (long) length * Byte.SIZE);
        int[] v = START.clone();
        for (int at = 0; at < padded.capacity(); at += BLOCK) {
            compress(v, padded, at);
        }
        ByteBuffer digest = ByteBuffer.allocate(Integer.BYTES * v.length);
        for (int word : v) {
            digest.putInt(word);
        }
        return digest.array();
    }

    /** 5.3: the names are those of the standard. */
    private static void compress(int[] v, ByteBuffer block, int at) {
        int[] w = new int[68];
        for (int j = 0; j < w.length; j++) {
            w[j] = j < 16
                    ? block.getInt(at + Integer.BYTES * j)
                    : p1(w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15)) ^ Integer.rotateLeft(w[j - 13], 7) ^ w[j - 6];
        }
        int a = v[0];
        int b = v[1];
        int c = v[2];
        int d = v[3];
        int e = v[4];
        int f = v[5];
        int g = v[6];
        int h = v[7];
        for (int j = 0; j < BLOCK; j++) {
            int t = j < 16 ? 0x79cc4519 : 0x7a879d8a;
            int ss1 = Integer.rotateLeft(Integer.rotateLeft(a, 12) + e + Integer.rotateLeft(t, j), 7);
            int ss2 = ss1 ^ Integer.rotateLeft(a, 12);
            int ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
            int gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
            int tt1 = ff + d + ss2 + (w[j] ^ w[j + 4]);
            int tt2 = gg + h + ss1 + w[j];
            d = c;
            c = Integer.rotateLeft(b, 9);
            b = a;
            a = tt1;
            h = g;
            g = Integer.rotateLeft(f, 19);
            f = e;
            e = tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17);
        }
        int[] next = {a, b, c, d, e, f, g, h};
        for (int i = 0; i < v.length; i++) {
            v[i] ^= next[i];
        }
    }

    private static int p1(int x) {
        return x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23);
    }
}
