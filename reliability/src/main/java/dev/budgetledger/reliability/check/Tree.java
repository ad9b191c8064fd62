package dev.budgetledger.reliability.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;

/** The tree of RFC 9162, 2.1.1, over what was added so far: of each full subtree only its root is kept. */
final class Tree {

    /** @param size how many leaves are below, a power of two */
    private record Subtree(long size, byte[] root) {}

    /** From the smallest, which is the last, to the largest. */
    private final Deque<Subtree> full = new ArrayDeque<>();

    void add(byte[] leaf) {
        Subtree added = new Subtree(1, leaf);
        while (!full.isEmpty() && full.element().size == added.size) {
            added = new Subtree(2 * added.size, node(full.pop().root, added.root));
        }
        full.push(added);
    }

    String root() {
        if (full.isEmpty()) {
            return base64(sha256());
        }
        Iterator<Subtree> rest = full.iterator();
        byte[] root = rest.next().root;
        while (rest.hasNext()) {
            root = node(rest.next().root, root);
        }
        return base64(root);
    }

    static byte[] leaf(byte[] content) {
        return sha256(new byte[] {0}, content);
    }

    static String base64(byte[] hash) {
        return new String(Base64.getEncoder().encode(hash), StandardCharsets.US_ASCII);
    }

    private static byte[] node(byte[] left, byte[] right) {
        return sha256(new byte[] {1}, left, right);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
