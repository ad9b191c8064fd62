package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;

/** How a row of {@code lines} reads. */
public final class LineRow {

    private LineRow() {}

    /** The columns that say what a line is, in the order of {@link #read}. */
    public static final List<String> COLUMNS = List.of(
            "fund", "origin", "unit", "function", "kind", "economic", "government_economic", "project", "tag");

    /** The same for a statement. */
    public static final String SELECTED = String.join(", ", COLUMNS);

    /** Maps {@link #COLUMNS}, the first of them at an index. */
    public static Line read(ResultSet row, int first) throws SQLException {
        String kind = row.getString(first + 4);
        return new Line(
                Fund.valueOf(row.getString(first)),
                Origin.valueOf(row.getString(first + 1)),
                row.getString(first + 2),
                row.getString(first + 3),
                kind == null ? null : Kind.valueOf(kind),
                row.getString(first + 5),
                row.getString(first + 6),
                row.getString(first + 7),
                row.getString(first + 8));
    }

    /** Every line of a budget that was ever posted to, by id. */
    static Map<Long, Line> byId(JdbcClient jdbc, BudgetId budget) {
        Map<Long, Line> lines = new HashMap<>();
        jdbc.sql("select id, " + SELECTED + " from lines where stream = ?")
                .param(budget.stream())
                .query(row -> {
                    lines.put(row.getLong(1), read(row, 2));
                });
        return lines;
    }
}
