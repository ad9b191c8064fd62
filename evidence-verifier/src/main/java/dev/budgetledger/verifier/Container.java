package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * 容器: the zip, of which every byte is known before it is read, but for the files themselves. They are stored, not compressed:
 * what a compressed file hides between its bits nobody can see.
 */
final class Container {

    private static final int SIZE_AT = 22;
    private static final int NAME_LENGTH_AT = 26;
    private static final int LOCAL = 30;
    private static final int NAME_MAX = 100;
    private static final int FILES_MAX = Contents.BEFORE_TABLES.size() + 2 * Form.TABLES_MAX + 4;

    private final ByteBuffer file;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int at;

    private Container(ByteBuffer file) {
        this.file = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether this looks like a package at all. */
    static boolean begins(ByteBuffer file) {
        byte[] name = Contents.README.getBytes(StandardCharsets.US_ASCII);
        return file.limit() >= LOCAL + name.length
                && file.slice(0, 4).equals(ByteBuffer.wrap(new byte[] {'P', 'K', 3, 4}))
                && file.slice(LOCAL, name.length).equals(ByteBuffer.wrap(name));
    }

    /**
     * The files by name, in their order.
     *
     * @throws Fault if a byte of the zip is not what it must be
     */
    static Map<String, ByteBuffer> open(ByteBuffer file) {
        Container container = new Container(file);
        Map<String, ByteBuffer> files = new LinkedHashMap<>();
        while (!files.containsKey(Contents.MANIFEST)) {
            String name = container.name();
            Fault.require(files.size() < FILES_MAX && Contents.mayFollow(List.copyOf(files.keySet()), name),
                    "不应在此的文件 " + Fault.quoted(name), "a file that has no place here");
            files.put(name, container.next(name));
        }
        container.end(files.size());
        return files;
    }

    /** Of the file that stands here, whatever it is. */
    private String name() {
        there(at + LOCAL, "file");
        byte[] name = new byte[Math.min(file.getShort(at + NAME_LENGTH_AT) & 0xffff, NAME_MAX)];
        there(at + LOCAL + name.length, "file");
        file.slice(at + LOCAL, name.length).get(name);
        return new String(name, StandardCharsets.US_ASCII);
    }

    private ByteBuffer next(String name) {
        int from = at;
        int dataAt = at + LOCAL + name.length();
        there(dataAt, name);
        int size = file.getInt(at + SIZE_AT);
        Fault.require(size >= 0 && size <= file.limit() - dataAt, name + " 长度有误", name + " has an impossible size");
        ByteBuffer data = file.slice(dataAt, size).asReadOnlyBuffer();
        byte[] common = common(name, data);
        expect(name, little(0x04034b50, 4), little(10, 2), common, ascii(name));
        at += size;
        remember(little(0x02014b50, 4), little(10, 2), little(10, 2), common, new byte[10], little(from, 4), ascii(name));
        return data;
    }

    /** What stands before the file and in the directory alike. */
    private static byte[] common(String name, ByteBuffer data) {
        CRC32 crc = new CRC32();
        crc.update(data.duplicate());
        return join(
                little(0x0800, 2), // names are UTF-8
                little(0, 2), // stored
                little(0, 2),
                little(2 << 5 | 1, 2), // 1 February 1980, always
                little((int) crc.getValue(), 4),
                little(data.limit(), 4),
                little(data.limit(), 4),
                little(name.length(), 2),
                little(0, 2));
    }

    private void end(int count) {
        int start = at;
        byte[] entries = directory.toByteArray();
        expect("directory", entries);
        expect("end", little(0x06054b50, 4), little(0, 4), little(count, 2), little(count, 2),
                little(entries.length, 4), little(start, 4), little(0, 2));
        Fault.require(at == file.limit(), "末尾有多余内容", "there is something after the end");
    }

    private void remember(byte[]... parts) {
        directory.writeBytes(join(parts));
    }

    private void expect(String what, byte[]... parts) {
        ByteBuffer expected = ByteBuffer.wrap(join(parts));
        there(at + expected.limit(), what);
        Fault.require(file.slice(at, expected.limit()).equals(expected),
                "容器有误: " + what, "the zip is not as it must be at " + what + ", byte " + at);
        at += expected.limit();
    }

    private void there(int end, String what) {
        Fault.require(end >= 0 && end <= file.limit(), "文件不完整: " + what, "the file ends before " + what);
    }

    private static byte[] little(int value, int bytes) {
        byte[] little = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            little[i] = (byte) (value >>> (8 * i));
        }
        return little;
    }

    private static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
