package dev.budgetledger.projection.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.budgetledger.contract.Sha256;

/** A zip that has the same bytes whenever it is made of the same files: stored, not compressed, all of one date. */
public final class StoredZip implements Closeable {

    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final String MANIFEST = "manifest.txt";

    private final ZipOutputStream zip;
    private final StringBuilder manifest = new StringBuilder();

    public StoredZip(OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    public void add(String name, byte[] bytes) throws IOException {
        manifest.append(Sha256.hex(bytes)).append("  ").append(name).append('\n');
        store(name, bytes);
    }

    /** Adds what was spooled; no more may be. */
    public void add(String name, Spool spool) throws IOException {
        manifest.append(spool.sha256Hex()).append("  ").append(name).append('\n');
        store(name, spool.size(), spool.crc(), spool::copyTo);
    }

    /** Adds the manifest of the files so far, as {@code sha256sum} reads it. */
    public void addManifest() throws IOException {
        store(MANIFEST, manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the zip; the stream stays open. */
    public void end() throws IOException {
        zip.finish();
        zip.flush();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private void store(String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        store(name, bytes.length, crc.getValue(), out -> out.write(bytes));
    }

    private void store(String name, long size, long crc, Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(ALWAYS);
        entry.setSize(size);
        entry.setCrc(crc);
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
