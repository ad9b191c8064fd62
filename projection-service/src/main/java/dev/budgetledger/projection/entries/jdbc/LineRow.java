package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;

/** How a row of {@code lines} reads. */
public final class LineRow {

    private LineRow() {}

    /** Maps the columns fund, origin, function, kind, economic and project, the first of them at an index. */
    public static Line read(ResultSet row, int first) throws SQLException {
        return new Line(
                Fund.valueOf(row.getString(first)),
                Origin.valueOf(row.getString(first + 1)),
                row.getString(first + 2),
                Kind.valueOf(row.getString(first + 3)),
                row.getString(first + 4),
                row.getString(first + 5));
    }
}
