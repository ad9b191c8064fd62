package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.log.StoredFact;

import static dev.budgetledger.ledger.TestLedger.of;
import static org.assertj.core.api.Assertions.assertThat;

/** A writer on a database of its own, and what its tests ask of it. */
abstract class WriterTest {

    final TestLedger ledger = new TestLedger();
    final FactLog log = new FactLog(StoreClock.DATABASE);
    final LedgerWriter writer = new LedgerWriter(ledger.dataSource, log, () -> {});

    @AfterEach
    void close() {
        writer.close();
        ledger.close();
    }

    /** Has the writer take all that is submitted meanwhile as one group: it waits for the append lock until the end. */
    void inOneGroup(Runnable submissions) throws SQLException, InterruptedException {
        try (Connection other = ledger.dataSource.getConnection()) {
            other.setAutoCommit(false);
            log.lockHead(other);
            // The writer takes the first command alone and waits; what follows it is the next group.
            var first = writer.inspect(new BudgetId("0", 2023));
            awaitWriter(other);
            submissions.run();
            other.rollback();
            first.join();
        }
    }

    /** Returns once the writer waits for the append lock that this connection holds. */
    static void awaitWriter(Connection holder) throws SQLException, InterruptedException {
        while (!writerWaits(holder)) {
            Thread.sleep(5);
        }
    }

    private static boolean writerWaits(Connection connection) throws SQLException {
        String sql = """
                select count(*) from pg_locks where locktype = 'advisory' and not granted
                  and database = (select oid from pg_database where datname = current_database())
                """;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    void given(Command... commands) throws Exception {
        for (Command command : commands) {
            accepted(submit(of(command)));
        }
    }

    Outcome submit(Submission submission) throws ExecutionException, InterruptedException {
        return writer.submit(submission).get();
    }

    static Receipt accepted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).receipt();
    }

    static RefusalCode refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal().code();
    }

    Money balance(String department, Line line) {
        Budget.Open budget = (Budget.Open) writer.inspect(new BudgetId(department, 2023)).join();
        return budget.lines().containsKey(line)
                ? Objects.requireNonNull(budget.lines().get(line)).total().balance()
                : Money.ZERO;
    }

    List<StoredFact> facts() throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            return log.readAfter(connection, 0, 1_000_000);
        }
    }

    void assertDense() throws SQLException {
        List<StoredFact> facts = facts();
        assertThat(facts).extracting(fact -> fact.envelope().position())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, facts.size()).boxed().toList());
    }
}
