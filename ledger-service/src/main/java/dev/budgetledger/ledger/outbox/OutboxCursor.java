package dev.budgetledger.ledger.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.SignedNote;

/** How far the log has been relayed, kept beside it. */
class OutboxCursor {

    /** Names the relay's lock among the advisory locks of the database: "publish" in ASCII. */
    private static final long RELAY_LOCK = 0x7075626c697368L;

    /** Becomes the one relay for as long as the connection lives; false if another instance is. */
    boolean claim(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            lock.setLong(1, RELAY_LOCK);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    long read(Connection connection) throws SQLException {
        String sql = "select coalesce((select position from outbox_cursor where topic = ?), 0)";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, Topics.FACTS);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * The signed head that readers were told last; none if the log had no tree then.
     *
     * @throws DamagedCursorException if what is there is no head
     */
    @Nullable Checkpoint checkpoint(Connection connection) throws SQLException {
        String note = note(connection);
        try {
            return note == null ? null : Checkpoint.parse(SignedNote.parse(note).text());
        } catch (IllegalArgumentException e) {
            throw new DamagedCursorException(e);
        }
    }

    /** The same as it is signed. */
    @Nullable String note(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select checkpoint from outbox_cursor where topic = ?")) {
            select.setString(1, Topics.FACTS);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    /** @param told the last that readers were told; if it has no head, the one before stays theirs */
    void write(Connection connection, Watermark told) throws SQLException {
        String sql = """
                insert into outbox_cursor (topic, position, checkpoint) values (?, ?, ?) on conflict (topic)
                do update set position = excluded.position, checkpoint = coalesce(excluded.checkpoint, outbox_cursor.checkpoint)
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, Topics.FACTS);
            upsert.setLong(2, told.position());
            upsert.setString(3, told.checkpoint());
            upsert.executeUpdate();
        }
    }
}
