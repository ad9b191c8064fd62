package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

import dev.budgetledger.projection.entries.PartitionProgress;

/** How a row of {@code intake_offsets} reads. */
public final class PartitionProgressTable {

    public static final String COLUMNS =
            "topic, partition, next_offset, complete_through, watermark_position, known_at";

    private PartitionProgressTable() {}

    /** Maps a row of {@link #COLUMNS}. */
    public static PartitionProgress row(ResultSet row, int number) throws SQLException {
        return new PartitionProgress(
                row.getString(1),
                row.getInt(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }
}
