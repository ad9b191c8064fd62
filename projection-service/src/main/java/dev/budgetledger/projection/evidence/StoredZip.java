package dev.budgetledger.projection.evidence;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.budgetledger.contract.Sha256;

/**
 * A zip that has the same bytes whenever it is made of the same files: stored, not compressed, all of one date. Its last file is
 * the manifest of the others.
 */
final class StoredZip implements Closeable {

    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final String MANIFEST = "manifest.txt";

    private final ZipOutputStream zip;
    private final StringBuilder manifest = new StringBuilder();

    StoredZip(Path file) throws IOException {
        zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    void add(String name, byte[] bytes) throws IOException {
        manifest.append(Sha256.hex(bytes)).append("  ").append(name).append('\n');
        store(name, bytes);
    }

    void add(String name, Spool spool) throws IOException {
        manifest.append(spool.sha256Hex()).append("  ").append(name).append('\n');
        store(name, spool.size(), spool.crc(), spool::copyTo);
    }

    /** Adds the manifest and ends the zip. */
    void end() throws IOException {
        store(MANIFEST, manifest.toString().getBytes(StandardCharsets.UTF_8));
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
