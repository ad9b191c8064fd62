package dev.budgetledger.projection.intake;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.Oid;
import org.springframework.jdbc.core.JdbcOperations;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Rows on their way into a table by PostgreSQL's binary COPY: the server parses nothing and plans nothing, and a row costs half
 * of what it does in an INSERT. Fields are written in the order of the columns. The server works on those that are made while the next are
 * made, and no more than a few are in memory.
 */
final class CopyRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int NOTHING = -1;
    private static final int ARRAY_BYTES = 5 * Integer.BYTES;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

    /** What is sent together. */
    private static final int CHUNK_BYTES = 1 << 16;

    /** What most batches of single postings take; larger ones have it grow. */
    private static final int INITIAL_BYTES = 1 << 12;

    private final CopyIn copy;
    private final int fields;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int end;

    private CopyRows(CopyIn copy, int fields) {
        this.copy = copy;
        this.fields = fields;
        put(SIGNATURE);
        room(Long.BYTES).putLong(0); // neither flags nor an extension of the header
    }

    /**
     * Stores rows on the connection of the transaction.
     *
     * @param each writes a row's fields; asks nothing of the database
     */
    static <T> void copy(JdbcOperations jdbc, String table, List<String> columns, Iterable<T> rows, BiConsumer<CopyRows, T> each) {
        Iterator<T> all = rows.iterator();
        if (all.hasNext()) {
            jdbc.execute((Connection connection) -> copy(connection, table, columns, all, each));
        }
    }

    private static <T> long copy(Connection connection, String table, List<String> columns, Iterator<T> rows, BiConsumer<CopyRows, T> each)
            throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin with (format binary)");
        try {
            CopyRows written = new CopyRows(copy, columns.size());
            while (rows.hasNext()) {
                each.accept(written.row(), rows.next());
                if (written.end >= CHUNK_BYTES) {
                    written.send();
                    copy.flushCopy();
                }
            }
            written.room(Short.BYTES).putShort((short) NOTHING);
            written.send();
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(bytes, 0, end);
        end = 0;
    }

    private CopyRows row() {
        room(Short.BYTES).putShort((short) fields);
        return this;
    }

    CopyRows bigint(@Nullable Long value) {
        return value == null ? nothing() : bigint(value.longValue());
    }

    CopyRows bigint(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    CopyRows integer(int value) {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    CopyRows text(@Nullable String value) {
        return value == null ? nothing() : bytea(value.getBytes(UTF_8));
    }

    CopyRows bytea(byte @Nullable [] value) {
        if (value == null) {
            return nothing();
        }
        room(Integer.BYTES).putInt(value.length);
        put(value);
        return this;
    }

    /** The bytes of all, one after the other. */
    CopyRows bytea(List<byte[]> parts) {
        room(Integer.BYTES).putInt(parts.stream().mapToInt(each -> each.length).reduce(0, Math::addExact));
        parts.forEach(this::put);
        return this;
    }

    /** An array without nulls. */
    CopyRows bigints(long[] values) {
        int each = Integer.BYTES + Long.BYTES;
        int length = Math.addExact(ARRAY_BYTES, Math.multiplyExact(each, values.length));
        ByteBuffer array = array(length, Oid.INT8, values.length, false);
        for (long value : values) {
            array.putInt(Long.BYTES).putLong(value);
        }
        return this;
    }

    CopyRows texts(@Nullable List<@Nullable String> values) {
        if (values == null) {
            return nothing();
        }
        List<byte @Nullable []> all = new ArrayList<>();
        values.forEach(each -> all.add(each == null ? null : each.getBytes(UTF_8)));
        int length = all.stream().mapToInt(each -> Integer.BYTES + (each == null ? 0 : each.length)).reduce(ARRAY_BYTES, Math::addExact);
        ByteBuffer array = array(length, Oid.TEXT, all.size(), true);
        for (byte @Nullable [] each : all) {
            array.putInt(each == null ? NOTHING : each.length);
            if (each != null) {
                array.put(each);
            }
        }
        return this;
    }

    /** An array of one dimension, from 1, for its elements. */
    private ByteBuffer array(int length, int type, int count, boolean nulls) {
        return room(Math.addExact(Integer.BYTES, length)).putInt(length).putInt(1).putInt(nulls ? 1 : 0).putInt(type).putInt(count).putInt(1);
    }

    CopyRows nulls(int count) {
        for (int i = 0; i < count; i++) {
            nothing();
        }
        return this;
    }

    CopyRows timestamptz(Instant value) {
        return bigint(ChronoUnit.MICROS.between(EPOCH, value));
    }

    CopyRows date(@Nullable LocalDate value) {
        return value == null ? nothing() : integer(Math.toIntExact(value.toEpochDay() - FIRST_DAY));
    }

    private CopyRows nothing() {
        room(Integer.BYTES).putInt(NOTHING);
        return this;
    }

    private void put(byte[] value) {
        room(value.length).put(value);
    }

    /** For the next bytes. */
    private ByteBuffer room(int count) {
        if (bytes.length - end < count) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), Math.addExact(end, count)));
        }
        ByteBuffer room = ByteBuffer.wrap(bytes, end, count);
        end += count;
        return room;
    }
}
