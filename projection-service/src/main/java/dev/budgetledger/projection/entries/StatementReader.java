package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;

/** Reads what departments said of their budgets, and of those of their units. */
public interface StatementReader {

    /**
     * A statement.
     *
     * @param position of its fact
     * @param recordedAt 记账时间 of its fact
     */
    record Said(long position, Instant recordedAt, Fact.StatementMade fact) {

        /** Whether it is of the unit; of the department, if that is null. */
        public boolean isOf(@Nullable String unit) {
            return Objects.equals(fact.ofUnit(), unit);
        }
    }

    /**
     * Those that count at a point: of each part, key and unit one, in the order of parts, then of keys by their code points, then of units by those of
     * their codes; what is of the department comes before what is of units.
     */
    List<Said> statements(BudgetId budget, AsOf asOf);
}
