package dev.budgetledger.projection.checks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import dev.budgetledger.contract.Utf8;
import dev.budgetledger.edge.problems.ProblemCode;
import dev.budgetledger.edge.problems.ProblemException;

/**
 * A zip of which every byte is accounted for: files one after the other, then the directory that lists them, then its end.
 * One that was cut, or has something before, between or after, is no smaller zip but none; streaming readers do not notice.
 */
final class WholeZip {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int LISTED = 0x02014b50;
    private static final int LISTED_BYTES = 46;
    private static final int FILE = 0x04034b50;
    private static final int FILE_BYTES = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int ENCRYPTED = 1;
    private static final int DESCRIBED_BEHIND = 1 << 3;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final ByteBuffer zip;

    private WholeZip(byte[] zip) {
        this.zip = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A file as the directory lists it, not yet unpacked.
     *
     * @param at where it begins in the zip
     * @param size unpacked, in bytes, as it is said
     */
    record Entry(String name, int flags, int method, int crc, int packed, int size, int at, ByteBuffer bytes) {

        /** @throws ProblemException if what comes out is not what the directory says */
        byte[] unpack() {
            byte[] in = new byte[packed];
            bytes.get(bytes.position(), in);
            byte[] out = method == STORED ? in : inflate(in);
            CRC32 sum = new CRC32();
            sum.update(out);
            if (out.length != size || (int) sum.getValue() != crc) {
                throw damaged(name);
            }
            return out;
        }

        private byte[] inflate(byte[] in) {
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(in);
                byte[] out = new byte[size + 1]; // one more than it says would be seen
                int read = 0;
                for (int n = inflater.inflate(out); n > 0; n = inflater.inflate(out, read, out.length - read)) {
                    read += n;
                }
                if (!inflater.finished() || inflater.getRemaining() > 0 || read != size) {
                    throw damaged(name);
                }
                return Arrays.copyOf(out, size);
            } catch (DataFormatException e) {
                throw damaged(name);
            } finally {
                inflater.end();
            }
        }
    }

    /**
     * The files of a zip in their order; their bytes are looked at when they are unpacked.
     *
     * @throws ProblemException if it is not whole
     */
    static List<Entry> files(byte[] zip) {
        try {
            return new WholeZip(zip).files();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | CharacterCodingException e) {
            throw damaged("it");
        }
    }

    private List<Entry> files() throws CharacterCodingException {
        int end = zip.limit() - END_BYTES;
        if (end < 0 || zip.getInt(end) != END) {
            throw new ProblemException(ProblemCode.BODY_INVALID, "body", "not a zip, or damaged: it does not end as one");
        }
        int count = unsigned(end + 10);
        int directory = zip.getInt(end + 16);
        boolean whole = zip.getInt(end + 4) == 0 && unsigned(end + 8) == count && unsigned(end + 20) == 0
                && directory + zip.getInt(end + 12) == end;
        if (!whole) {
            throw damaged("its directory");
        }
        List<Entry> entries = new ArrayList<>();
        int at = directory;
        for (int i = 0; i < count; i++) {
            entries.add(listed(at));
            at += LISTED_BYTES + unsigned(at + 28) + unsigned(at + 30) + unsigned(at + 32);
        }
        entries.sort(Comparator.comparingInt(Entry::at));
        int next = 0;
        for (Entry entry : entries) {
            next = behind(entry, next);
        }
        if (at != end || next != directory) {
            throw damaged("its directory");
        }
        return entries;
    }

    private Entry listed(int at) throws CharacterCodingException {
        int file = zip.getInt(at + 42);
        int packed = zip.getInt(at + 20);
        String name = text(at + LISTED_BYTES, unsigned(at + 28));
        if (zip.getInt(at) != LISTED) {
            throw damaged("its directory");
        }
        int bytes = file + FILE_BYTES + unsigned(file + 26) + unsigned(file + 28);
        return new Entry(name, unsigned(at + 8), unsigned(at + 10), zip.getInt(at + 16), packed, zip.getInt(at + 24), file,
                zip.slice(bytes, packed));
    }

    /** Where the next one begins: the file stands where the one before it ends, and says of itself what is listed. */
    private int behind(Entry entry, int at) throws CharacterCodingException {
        if ((entry.flags & ENCRYPTED) != 0 || (entry.method != STORED && entry.method != DEFLATED)) {
            throw new ProblemException(ProblemCode.BODY_INVALID, "body", "a file of it is encrypted, or packed in another way than is read");
        }
        int end = at + FILE_BYTES + unsigned(at + 26) + unsigned(at + 28) + entry.packed;
        boolean behind = (entry.flags & DESCRIBED_BEHIND) != 0;
        int described = at + 14;
        if (behind) {
            described = end + (zip.getInt(end) == DESCRIPTOR ? 4 : 0);
            end = described + 12;
        }
        boolean same = entry.at == at && entry.size >= 0 && zip.getInt(at) == FILE
                && unsigned(at + 6) == entry.flags && unsigned(at + 8) == entry.method
                && text(at + FILE_BYTES, unsigned(at + 26)).equals(entry.name)
                && zip.getInt(described) == entry.crc && zip.getInt(described + 4) == entry.packed
                && zip.getInt(described + 8) == entry.size;
        if (!same) {
            throw damaged(entry.name);
        }
        return end;
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(zip.getShort(at));
    }

    private String text(int at, int length) throws CharacterCodingException {
        byte[] name = new byte[length];
        zip.get(at, name);
        return Utf8.decode(name);
    }

    private static ProblemException damaged(String what) {
        return new ProblemException(ProblemCode.BODY_INVALID, "body", "the zip is damaged: " + what + " is not what it says");
    }
}
