package dev.budgetledger.contract;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * 试算: what a command would record and change, were it posted now. Nothing of it is recorded.
 *
 * @param facts that would be recorded, in order; none if a command before it in the same dry run has its idempotency key
 * @param approvals how many others must approve before money moves; 0 of what is posted at once
 * @param budgets what would change in each budget it touches, its own first; where others must approve, what would once they have
 */
public record DryRun(List<UnrecordedFact> facts, int approvals, List<BudgetChange> budgets) {

    public DryRun {
        facts = List.copyOf(facts);
        budgets = List.copyOf(budgets);
    }

    /**
     * A fact without a place in the log.
     *
     * @param type as {@link FactTypes} calls it
     * @param fact its data; a posting is called as it would be if nothing else was posted before it
     */
    public record UnrecordedFact(String stream, String type, Map<String, Object> fact) {

        public static UnrecordedFact of(String stream, Fact fact) {
            @SuppressWarnings("unchecked")
            Map<String, Object> data = ContractJson.read(ContractJson.write(fact), Map.class);
            return new UnrecordedFact(stream, FactTypes.nameOf(fact), data);
        }
    }

    /**
     * What would change in a budget.
     *
     * @param streamSequence of its last fact, what {@code If-Match} names; absent if it is not open
     * @param lines that money is moved to or from
     * @param totals of the whole budget
     */
    public record BudgetChange(
            String department, int fiscalYear, @Nullable Long streamSequence, List<LineChange> lines, BudgetTotals totals) {

        public BudgetChange {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What would change of a line, once every known date has come.
     *
     * @param balance frozen money included
     * @param frozen what of the balance may not be moved
     */
    public record LineChange(Line line, AmountChange balance, AmountChange frozen) {}

    /** An amount before and after. */
    public record AmountChange(Money before, Money after) {}

    /**
     * 合计 of the balances of all lines. What came in, {@code income} and {@code carriedOver}, is what is there to spend, {@code expenditure}.
     *
     * @param income 本年收入: of the lines of this year's money
     * @param carriedOver 上年结转: of the lines of money of years before
     * @param expenditure 支出合计: of all lines
     * @param basic 基本支出
     * @param project 项目支出
     */
    public record BudgetTotals(
            AmountChange income, AmountChange carriedOver, AmountChange expenditure, AmountChange basic, AmountChange project) {}
}
