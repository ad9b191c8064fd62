package dev.budgetledger.projection.entries.jdbc;

import java.time.LocalDate;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Project;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.ChartReader;

/** Reads units, projects, names and classifications from PostgreSQL. */
public final class JdbcChartReader implements ChartReader {

    private final JdbcClient jdbc;

    public JdbcChartReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<BudgetUnit> units(BudgetId budget, AsOf asOf) {
        return jdbc.sql("""
                        select distinct on (code collate "C") code, name, nature, nullif(valid_from, '-infinity')
                        from units
                        where stream = ? and position <= ? and valid_from <= ?
                        order by code collate "C", valid_from desc, position desc""")
                .params(budget.stream(), asOf.position(), asOf.effectiveOn())
                .query((row, _) -> new BudgetUnit(
                        row.getString(1),
                        row.getString(2),
                        BudgetUnit.Nature.valueOf(row.getString(3)),
                        row.getObject(4, LocalDate.class)))
                .list();
    }

    @Override
    public List<Project> projects(BudgetId budget, AsOf asOf) {
        return jdbc.sql("""
                        select distinct on (code collate "C") code, name, category, unit
                        from projects
                        where stream = ? and position <= ?
                        order by code collate "C", position desc""")
                .params(budget.stream(), asOf.position())
                .query((row, _) -> new Project(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
    }

    @Override
    public List<Classification> names(BudgetId budget, AsOf asOf) {
        return jdbc.sql("""
                        select distinct on (type, code) type, code, name
                        from own_names
                        where stream = ? and position <= ?
                        order by type, code, position desc""")
                .params(budget.stream(), asOf.position())
                .query((row, _) -> new Classification(
                        Classification.Type.valueOf(row.getString(1)), row.getString(2), row.getString(3)))
                .list();
    }

    @Override
    public List<Classification> classifications(int fiscalYear, long position) {
        return jdbc.sql("""
                        select distinct on (type collate "C", code collate "C") type, code, name
                        from classifications
                        where fiscal_year = ? and position <= ?
                        order by type collate "C", code collate "C", position desc""")
                .params(fiscalYear, position)
                .query((row, _) -> new Classification(
                        Classification.Type.valueOf(row.getString(1)), row.getString(2), row.getString(3)))
                .list();
    }
}
