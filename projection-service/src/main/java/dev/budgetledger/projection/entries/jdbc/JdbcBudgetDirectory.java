package dev.budgetledger.projection.entries.jdbc;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.BudgetDirectory;

/** Reads a page of budgets from their index: it costs its length, however many there are. */
public final class JdbcBudgetDirectory implements BudgetDirectory {

    static final String PAGE = """
            select department, fiscal_year, department_name from budgets
            where (department collate "C", fiscal_year) >= (?, ?) and position <= ?
            order by department collate "C", fiscal_year limit ?""";

    private final JdbcClient jdbc;

    public JdbcBudgetDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Opened> budgets(String department, int fiscalYear, long position, int limit) {
        return jdbc.sql(PAGE)
                .params(department, fiscalYear, position, limit)
                .query((row, _) -> new Opened(new BudgetId(row.getString(1), row.getInt(2)), row.getString(3)))
                .list();
    }
}
