package dev.budgetledger.ledger;

import java.time.LocalDate;
import java.util.List;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;
import dev.budgetledger.ledger.store.Submission;
import dev.budgetledger.testservers.TestServers;

/** A migrated ledger database of a test's own, as the service's role sees it, and commands to fill it with. */
public final class TestLedger implements AutoCloseable {

    public static final Line OFFICE =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.OPERATING, "30201", null);
    public static final Line TRAVEL =
            new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.OPERATING, "30211", null);

    public final TestServers.TestDatabase database = TestServers.newDatabase("ledger");
    public final HikariDataSource dataSource;

    public TestLedger() {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), "ledger_owner", "ledger_owner")
                .locations("classpath:db/ledger")
                .load()
                .migrate();
        dataSource = pool("ledger_service");
    }

    /** A pool of connections of a role. */
    public HikariDataSource pool(String role) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(role);
        config.setPassword(role);
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        dataSource.close();
    }

    public static Submission of(Command command) {
        return keyed(command, null);
    }

    public static Submission keyed(Command command, @Nullable String key) {
        return new Submission(command, "预算处", key, null);
    }

    public static Command catalogue() {
        return new Command.DefineClassifications(2023, List.of(
                new Classification(Classification.Type.FUNCTION, "2010301", "行政运行"),
                new Classification(Classification.Type.ECONOMIC, "30201", "办公费"),
                new Classification(Classification.Type.ECONOMIC, "30211", "差旅费")));
    }

    public static Command open(String department) {
        return new Command.OpenBudget(new Department(department, "部门" + department), 2023, false);
    }

    public static Command allocate(String department, Line line, String yuan) {
        return new Command.Allocate(new BudgetId(department, 2023), paper(),
                List.of(new Command.LineAmount(line, Money.ofYuan(yuan))));
    }

    public static Command transfer(String department, Line from, Line to, String yuan) {
        return new Command.Transfer(new BudgetId(department, 2023), paper(), null, Money.ofYuan(yuan), from, null, to);
    }

    public static SourceDocument paper() {
        return new SourceDocument("财预〔2023〕1号", LocalDate.of(2023, 1, 1), "测试");
    }
}
