package dev.budgetledger.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.postgresql.PGConnection;

/** What PostgreSQL takes of the same bytes when nothing is decided, proven or published: rows a second, durably. */
final class Baselines {

    private static final int SAMPLE = 20_000;
    private static final int CONNECTIONS = 32;
    private static final int PER_COMMIT = 256;
    private static final double SECONDS = 4;

    private final RunningSystem system;
    private final List<byte[]> envelopes = new ArrayList<>();
    private final AtomicLong position = new AtomicLong();

    private Baselines(RunningSystem system) throws SQLException {
        this.system = system;
        try (Connection ledger = system.connect("ledger");
                Statement statement = ledger.createStatement()) {
            statement.execute("create table raw (position bigint primary key, envelope bytea not null)");
            try (ResultSet rows = statement.executeQuery(
                    "select envelope from facts order by position desc limit " + SAMPLE)) {
                while (rows.next()) {
                    envelopes.add(rows.getBytes(1));
                }
            }
        }
    }

    /**
     * The same bytes and nothing else: rows a second, and what a row leaves behind.
     *
     * @param single one row a commit, from as many connections as clients have
     * @param many many rows a commit from one, as one statement
     * @param copied the same by COPY
     * @param bytes of a row, with its key's index
     * @param wal of a row that is copied
     */
    record Raw(double single, double many, double copied, double bytes, double wal) {}

    /** On its database, in a table of their own that is removed again. */
    static Raw of(RunningSystem system) throws Exception {
        Baselines raw = new Baselines(system);
        raw.oneToACommit(CONNECTIONS); // warms up
        double single = raw.oneToACommit(CONNECTIONS);
        double many = raw.manyToACommit(PER_COMMIT);
        double wal = Disk.wal(system);
        double rows = system.number("ledger", "select count(*) from raw");
        double copied = raw.copied(PER_COMMIT);
        double all = system.number("ledger", "select count(*) from raw");
        double walOfARow = (Disk.wal(system) - wal) / (all - rows);
        double bytes = system.number("ledger", "select pg_total_relation_size('raw')") / all;
        try (Connection ledger = system.connect("ledger");
                Statement statement = ledger.createStatement()) {
            statement.execute("drop table raw");
        }
        return new Raw(single, many, copied, bytes, walOfARow);
    }

    private byte[] envelope(long number) {
        return envelopes.get((int) (number % envelopes.size()));
    }

    /** One row a commit from many connections. */
    private double oneToACommit(int connections) throws Exception {
        return inParallel(connections, connection -> {
            PreparedStatement insert = connection.prepareStatement("insert into raw values (?, ?)");
            return () -> {
                long next = position.incrementAndGet();
                insert.setLong(1, next);
                insert.setBytes(2, envelope(next));
                return insert.executeUpdate();
            };
        });
    }

    /** Many rows a commit from one connection, as one statement. */
    private double manyToACommit(int rows) throws Exception {
        return inParallel(1, connection -> {
            PreparedStatement insert =
                    connection.prepareStatement("insert into raw select * from unnest(?::bigint[], ?::bytea[])");
            return () -> {
                Long[] positions = new Long[rows];
                byte[][] bytes = new byte[rows][];
                for (int i = 0; i < rows; i++) {
                    positions[i] = position.incrementAndGet();
                    bytes[i] = envelope(positions[i]);
                }
                insert.setArray(1, connection.createArrayOf("bigint", positions));
                insert.setArray(2, connection.createArrayOf("bytea", bytes));
                return insert.executeUpdate();
            };
        });
    }

    /** Many rows a commit from one connection, by COPY in the binary format. */
    private double copied(int rows) throws Exception {
        return inParallel(1, connection -> () -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            copyData(new DataOutputStream(bytes), rows);
            return (int) connection.unwrap(PGConnection.class).getCopyAPI().copyIn(
                    "copy raw from stdin (format binary)", new java.io.ByteArrayInputStream(bytes.toByteArray()));
        });
    }

    private void copyData(DataOutputStream out, int rows) throws IOException {
        out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeLong(0);
        for (int i = 0; i < rows; i++) {
            long next = position.incrementAndGet();
            byte[] envelope = envelope(next);
            out.writeShort(2);
            out.writeInt(Long.BYTES);
            out.writeLong(next);
            out.writeInt(envelope.length);
            out.write(envelope);
        }
        out.writeShort(-1);
    }

    private interface Insert {
        int run() throws SQLException, IOException;
    }

    private interface Preparation {
        Insert on(Connection connection) throws SQLException;
    }

    private double inParallel(int connections, Preparation preparation) throws Exception {
        long begin = System.nanoTime();
        long end = begin + (long) (SECONDS * 1e9);
        List<Future<Long>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                all.add(threads.submit(() -> insertUntil(end, preparation)));
            }
        }
        long rows = 0;
        for (Future<Long> each : all) {
            rows += each.get();
        }
        return rows / ((System.nanoTime() - begin) / 1e9);
    }

    private long insertUntil(long end, Preparation preparation) throws SQLException, IOException {
        try (Connection connection = system.connect("ledger")) {
            Insert insert = preparation.on(connection);
            long rows = 0;
            while (System.nanoTime() < end) {
                rows += insert.run();
            }
            return rows;
        }
    }
}
