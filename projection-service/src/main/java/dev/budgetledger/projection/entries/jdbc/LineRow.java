package dev.budgetledger.projection.entries.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
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

    /** Every line of a budget that was ever posted to, by id. */
    static Map<Long, Line> byId(JdbcClient jdbc, BudgetId budget) {
        Map<Long, Line> lines = new HashMap<>();
        jdbc.sql("select fund, origin, function, kind, economic, project, id from lines where stream = ?")
                .param(budget.stream())
                .query(row -> {
                    lines.put(row.getLong(7), read(row, 1));
                });
        return lines;
    }
}
