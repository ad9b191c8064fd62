package dev.budgetledger.projection.files;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/** Keeps what is too long for memory in a file of its own until its size and sums are known. */
public final class Spool implements Closeable {

    private final Path file;
    private final OutputStream out;
    private final CRC32 crc = new CRC32();
    private final MessageDigest sha256 = sha256();
    private long size;
    private @Nullable String hex;

    public Spool() throws IOException {
        file = Files.createTempFile("spool-", ".part");
        out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    /** One line, with its end. */
    public void line(byte[] bytes) throws IOException {
        write(bytes);
        write(new byte[] {'\n'});
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        crc.update(bytes);
        sha256.update(bytes);
        size += bytes.length;
    }

    public long size() {
        return size;
    }

    long crc() {
        return crc.getValue();
    }

    /** Of all that was written; no more may be. */
    public String sha256Hex() {
        if (hex == null) {
            hex = HexFormat.of().formatHex(sha256.digest());
        }
        return hex;
    }

    void copyTo(OutputStream target) throws IOException {
        out.flush();
        Files.copy(file, target);
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
