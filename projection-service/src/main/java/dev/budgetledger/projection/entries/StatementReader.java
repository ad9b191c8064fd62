package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.util.List;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;

/** Reads what departments said of their budgets. */
public interface StatementReader {

    /**
     * A statement.
     *
     * @param position of its fact
     * @param recordedAt 记账时间 of its fact
     */
    record Said(long position, Instant recordedAt, Fact.StatementMade fact) {}

    /** Those that count at a point: of each part and key one, in the order of parts, then of keys by their code points. */
    List<Said> statements(BudgetId budget, AsOf asOf);
}
