package dev.budgetledger.projection.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

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
