package dev.budgetledger.witness;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SignedNote;

/**
 * A request to cosign: {@code old N}, a hash a line, an empty line, the signed checkpoint.
 *
 * @param old the size of the head that was cosigned last
 * @param path from it to the head of the note, RFC 6962, 2.1.2
 */
record Submitted(long old, List<Hash> path, SignedNote note) {

    /** The specification allows no more. */
    private static final int HASHES_MAX = 63;

    private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,17})");

    /** @throws IllegalArgumentException if it is not written as it must be */
    static Submitted parse(String body) {
        int end = body.indexOf("\n\n");
        String[] lines = end < 0 ? new String[] {""} : body.substring(0, end).split("\n", HASHES_MAX + 2);
        if (!OLD.matcher(lines[0]).matches()) {
            throw new IllegalArgumentException("not a line old N, hashes, an empty line and a checkpoint");
        }
        if (lines.length > HASHES_MAX + 1) {
            throw new IllegalArgumentException("more than " + HASHES_MAX + " hashes");
        }
        List<Hash> path = Stream.of(lines).skip(1).map(Hash::ofBase64).toList();
        return new Submitted(Long.parseLong(lines[0].substring("old ".length())), path, SignedNote.parse(body.substring(end + 2)));
    }

    /** Of a log's name, with nothing in it that a file system understands otherwise. */
    static String fileName(String origin) {
        StringBuilder name = new StringBuilder("head-");
        byte[] bytes = origin.getBytes(StandardCharsets.UTF_8);
        Hash hash = Hash.ofLeaf(bytes);
        String readable = origin.replaceAll("[^A-Za-z0-9.-]", "_");
        name.append(readable, 0, Math.min(readable.length(), 60)).append('-');
        for (byte each : Arrays.copyOf(hash.bytes(), 8)) {
            name.append(String.format("%02x", each));
        }
        return name.toString();
    }
}
