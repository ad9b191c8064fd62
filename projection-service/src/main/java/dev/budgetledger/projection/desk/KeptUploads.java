package dev.budgetledger.projection.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.login.LoginSession;

/**
 * Files between their check and their posting, so that what was checked is what is posted: one of a session, a bounded number, for a bounded
 * time. Nothing of them is left where the process ends.
 */
final class KeptUploads implements AutoCloseable {

    static final int UPLOADS_MAX = 100;
    static final Duration AGE_MAX = Duration.ofMinutes(30);
    private static final int HASH_CHARS = 22;

    private final InstantSource clock;

    /** The oldest first. */
    private final Map<String, KeptUpload> kept = new LinkedHashMap<>();

    KeptUploads(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Keeps one, in place of what its sender had here before.
     *
     * @param formKey of the form: with the bytes it makes the key, so that one file sent twice by one form is posted once, and a mended one is another
     */
    KeptUpload keep(String owner, String formKey, String name, InputStream in) throws IOException {
        Path path = Files.createTempFile("upload-", ".tmp");
        // Unlinked at once, where the system lets it.
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            MessageDigest hash = sha256();
            new DigestInputStream(in, hash).transferTo(Channels.newOutputStream(file));
            KeptUpload upload = new KeptUpload(LoginSession.random(), owner, formKey + "." + HexFormat.of().formatHex(hash.digest()).substring(0, HASH_CHARS),
                    name, KeptUpload.typeOf(file), file, file.size(), clock.instant());
            add(upload);
            return upload;
        } catch (IOException | RuntimeException why) {
            file.close();
            throw why;
        }
    }

    private synchronized void add(KeptUpload upload) {
        end(each -> each.owner().equals(upload.owner()) || isOld(each));
        while (kept.size() >= UPLOADS_MAX) {
            String oldest = kept.keySet().iterator().next();
            end(each -> each.id().equals(oldest));
        }
        kept.put(upload.id(), upload);
    }

    /** Null if it is no longer there, or another's. */
    synchronized @Nullable KeptUpload find(String id, String owner) {
        end(this::isOld);
        KeptUpload found = kept.get(id);
        return found == null || !found.owner().equals(owner) ? null : found;
    }

    private boolean isOld(KeptUpload upload) {
        return clock.instant().isAfter(upload.at().plus(AGE_MAX));
    }

    private void end(Predicate<KeptUpload> which) {
        for (Iterator<KeptUpload> all = kept.values().iterator(); all.hasNext(); ) {
            KeptUpload each = all.next();
            if (which.test(each)) {
                all.remove();
                try {
                    each.file().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public synchronized void close() {
        end(_ -> true);
    }

    /**
     * 上传的文件, as long as it may be posted.
     *
     * @param id in its address
     * @param owner the form token of the session that sent it
     * @param key under which its postings are
     * @param name as its sender calls it
     * @param type what it is, as the ledger wants it said
     * @param file without a name in the folder: it ends when it is closed, or with the process
     */
    record KeptUpload(String id, String owner, String key, String name, String type, FileChannel file, long bytes, Instant at) {

        static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

        private static final String CSV = "text/csv";
        private static final int BEGINNING_BYTES = 512;
        private static final int CHUNK_CHARS = 8192;

        boolean isWorkbook() {
            return type.equals(WORKBOOK);
        }

        /** What its outcome sheet is asked for as: the same, in the encoding that it came in. */
        String sheetType() {
            return isWorkbook() ? WORKBOOK : CSV;
        }

        /** From its beginning, for any number of readers. */
        InputStream read() {
            return read(file);
        }

        static InputStream read(FileChannel file) {
            return new InputStream() {
                private long next;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    int got = length == 0 ? 0 : file.read(ByteBuffer.wrap(into, from, length), next);
                    next += Math.max(0, got);
                    return got;
                }
            };
        }

        /**
         * What it is by its bytes, since names say little. What is no text is called a workbook: the ledger says what is wrong with it.
         */
        static String typeOf(FileChannel file) throws IOException {
            byte[] beginning = read(file).readNBytes(BEGINNING_BYTES);
            boolean isZip = beginning.length > 1 && beginning[0] == 'P' && beginning[1] == 'K';
            for (byte each : beginning) {
                isZip |= each == 0;
            }
            return isZip ? WORKBOOK : CSV + ";charset=" + (isUtf8(file) ? "UTF-8" : "GB18030");
        }

        private static boolean isUtf8(FileChannel file) throws IOException {
            try (Reader text = new InputStreamReader(read(file), StandardCharsets.UTF_8.newDecoder())) {
                char[] chunk = new char[CHUNK_CHARS];
                while (text.read(chunk) >= 0) {}
                return true;
            } catch (CharacterCodingException no) {
                return false;
            }
        }
    }
}
