package dev.budgetledger.projection.balances;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.disclosure.http.ProposedNote;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.web.AsOfDocument;

/**
 * 余额 of the lines of a budget that were posted to by the position of the point, in the order of all that a line says.
 *
 * @param comparative where only part of the year was published, so that a line may lack codes
 * @param proposed 提请: how many proposals they count as if they had been posted; absent where they are of what was posted
 * @param total what all lines that are asked for add up to, those of other pages too
 * @param next the address of the next page, at the same point; null at the end
 */
@JsonPropertyOrder({"department", "fiscalYear", "comparative", "proposed", "asOf", "lines", "total", "next"})
record BalancesDocument(
        Department department,
        int fiscalYear,
        boolean comparative,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer proposed,
        AsOfDocument asOf,
        List<BalanceDocument> lines,
        BalanceSumDocument total,
        @Nullable String next) {

    /**
     * A line, in yuan.
     *
     * @param balance 余额: its money, free and frozen
     * @param frozen 冻结: what of the balance may not be moved
     * @param approved 年初批复: what was allocated to it, less what of that was reversed
     * @param carriedOut 年终结转: what left it for the next year; it is no longer in the balance
     */
    @JsonPropertyOrder({"line", "balance", "frozen", "approved", "carriedOut"})
    record BalanceDocument(Line line, Money balance, Money frozen, Money approved, Money carriedOut) {

        static BalanceDocument of(LineBalance line) {
            return new BalanceDocument(line.line(), line.balance(), line.frozen(), line.approved(), line.carriedOut());
        }
    }

    /**
     * The same of several.
     *
     * @param lines how many
     */
    @JsonPropertyOrder({"lines", "balance", "frozen", "approved", "carriedOut"})
    record BalanceSumDocument(int lines, Money balance, Money frozen, Money approved, Money carriedOut) {

        static BalanceSumDocument of(List<LineBalance> lines) {
            Money balance = Money.ZERO;
            Money frozen = Money.ZERO;
            Money approved = Money.ZERO;
            Money carriedOut = Money.ZERO;
            for (LineBalance each : lines) {
                balance = balance.plus(each.balance());
                frozen = frozen.plus(each.frozen());
                approved = approved.plus(each.approved());
                carriedOut = carriedOut.plus(each.carriedOut());
            }
            return new BalanceSumDocument(lines.size(), balance, frozen, approved, carriedOut);
        }
    }

    /**
     * A page of them.
     *
     * @param lines all that are asked for
     */
    static BalancesDocument of(BudgetAsOf budget, AsOfDocument asOf, List<LineBalance> lines, List<LineBalance> shown, @Nullable String next) {
        return new BalancesDocument(budget.department(), budget.fiscalYear(), budget.comparative(), ProposedNote.count(budget), asOf,
                shown.stream().map(BalanceDocument::of).toList(), BalanceSumDocument.of(lines), next);
    }

    /** The place of a line in the list: all that it says, and no other line's. */
    static String key(LineBalance balance) {
        Line line = balance.line();
        return Stream.of(line.fund(), line.origin(), line.unit(), line.function(), line.kind(), line.economic(), line.governmentEconomic(),
                        line.project(), line.tag())
                .map(each -> Objects.toString(each, "").replace("\\", "\\\\").replace(":", "\\:"))
                .collect(Collectors.joining(":"));
    }
}
