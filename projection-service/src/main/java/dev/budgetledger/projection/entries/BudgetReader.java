package dev.budgetledger.projection.entries;

import java.util.Optional;

import dev.budgetledger.contract.BudgetId;

/** Reads budgets at as-of points. */
public interface BudgetReader {

    /** One that reads all of each budget from where it is stored, whatever it has read before. */
    String AS_STORED = "as stored";

    /**
     * Turns a question into a point whose answer is final, waiting a bounded time for what it needs.
     *
     * @param fiscalYear its last day is the effective date of a question that names none
     * @throws NotCaughtUpException if the needed position or instant has not been applied in time
     */
    AsOf resolve(int fiscalYear, AsOfQuestion question);

    /**
     * The same point under a checkpoint, for what is of no use without one, waiting a bounded time for it.
     *
     * @throws NotCaughtUpException if none over it has been verified in time
     */
    default AsOf underCheckpoint(AsOf point) {
        var _ = point.seal();
        return point;
    }

    /** The budget at a resolved point; empty if it was not open by then. */
    Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis);
}
