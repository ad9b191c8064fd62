package dev.budgetledger.ledger.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.StoredHashes;
import dev.budgetledger.contract.merkle.Subtree;

/** The hashes of the tree where they are stored: leaves beside their facts, complete subtrees in their own table. */
record LogHashes(Connection connection) implements StoredHashes {

    private static final String LEAVES =
            "select leaf_hash from facts where position > ? and position <= ? order by position";
    private static final String SUBTREES =
            "select hash from subtrees where level = ? and number >= ? and number < ? order by number";

    /** Work on the tree, within which a failure of the database passes through {@link StoredHashes}. */
    @FunctionalInterface
    interface Work<T> {
        T on(LogHashes hashes);
    }

    static <T> T with(Connection connection, Work<T> work) throws SQLException {
        try {
            return work.on(new LogHashes(connection));
        } catch (ReadFailedException e) {
            throw e.failure;
        }
    }

    /** A statement within {@link #with}. */
    @FunctionalInterface
    interface Statement<T> {
        T run() throws SQLException;
    }

    static <T> T unchecked(Statement<T> statement) {
        try {
            return statement.run();
        } catch (SQLException e) {
            throw new ReadFailedException(e);
        }
    }

    @Override
    public List<Hash> read(int level, long from, int count) {
        return unchecked(() -> select(level, from, count));
    }

    private List<Hash> select(int level, long from, int count) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(level == 0 ? LEAVES : SUBTREES)) {
            int parameter = 1;
            if (level > 0) {
                select.setInt(parameter++, level);
            }
            select.setLong(parameter++, from);
            select.setLong(parameter, from + count);
            List<Hash> hashes = new ArrayList<>(count);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    hashes.add(Hash.of(rows.getBytes(1)));
                }
            }
            return hashes;
        }
    }

    /** Whether this is what is stored over its leaves. */
    boolean has(Subtree subtree) {
        return unchecked(() -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select exists (select from subtrees where level = ? and number = ? and hash = ?)")) {
                select.setInt(1, subtree.level());
                select.setLong(2, subtree.number());
                select.setBytes(3, subtree.hash().bytes());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    /** Whether a hash is stored over leaves that a log of this size does not have, or over none. */
    boolean hasBeyond(long size) {
        return unchecked(() -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select exists (select from subtrees where level < 1 or number < 0 or number >= ? >> 8 * least(level, 7))""")) {
                select.setLong(1, size);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    /** Adds what became complete, in the transaction of the leaves that completed it. */
    static void insert(Pipeline last, List<Subtree> completed) throws SQLException {
        last.execute("insert into subtrees (level, number, hash) select * from unnest(?::int[], ?::bigint[], ?::bytea[])",
                last.array("int", completed.stream().map(Subtree::level).toArray()),
                last.array("bigint", completed.stream().map(Subtree::number).toArray()),
                last.array("bytea", completed.stream().map(subtree -> subtree.hash().bytes()).toArray(byte[][]::new)));
    }

    private static final class ReadFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException failure;

        ReadFailedException(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
