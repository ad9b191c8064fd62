package dev.budgetledger.projection.disclosure;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.NotCaughtUpException;

/** Holds budgets that were open from position 1 on; has applied the log up to position 42. */
public final class FakeBudgetReader implements BudgetReader {

    private static final long APPLIED = 42;
    private static final Instant LAST_RECORDED = Instant.parse("2023-02-01T01:02:03.123456Z");

    /** What was asked of {@link #read}, for tests to look at. */
    public record Read(BudgetId id, AsOf asOf, Basis basis) {}

    public final List<AsOfQuestion> questions = new ArrayList<>();
    public final List<Read> reads = new ArrayList<>();
    private final Map<BudgetId, BudgetAsOf> budgets = new HashMap<>();

    public FakeBudgetReader(BudgetAsOf... open) {
        for (BudgetAsOf budget : open) {
            budgets.put(budget.id(), budget);
        }
    }

    @Override
    public AsOf resolve(int fiscalYear, AsOfQuestion question) {
        questions.add(question);
        Long atLeast = question.atLeastPosition();
        if (atLeast != null && atLeast > APPLIED) {
            throw new NotCaughtUpException("position " + atLeast + " has not been applied yet");
        }
        return new AsOf(
                Objects.requireNonNullElse(question.effectiveOn(), LocalDate.of(fiscalYear, 12, 31)),
                Objects.requireNonNullElse(question.recordedAsOf(), LAST_RECORDED),
                Objects.requireNonNullElse(question.position(), APPLIED));
    }

    @Override
    public Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis) {
        reads.add(new Read(id, asOf, basis));
        return Optional.ofNullable(budgets.get(id))
                .filter(_ -> asOf.position() >= 1)
                .map(budget -> new BudgetAsOf(
                        budget.department(),
                        budget.fiscalYear(),
                        budget.comparative(),
                        asOf,
                        basis,
                        budget.lines(),
                        budget.sums(),
                        budget.names()));
    }
}
