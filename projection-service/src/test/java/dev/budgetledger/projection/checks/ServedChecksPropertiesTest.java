package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.checks.EquationSide.Term;
import dev.budgetledger.projection.checks.Result.Verdict;
import dev.budgetledger.projection.disclosure.RandomBudgets;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** Tables that are served never fail a hard check, and what is rounded away stays within its bound. */
class ServedChecksPropertiesTest {

    /** Two kinds that pay each other off leave no trace in print; no ledger holds such, none is overdrawn. */
    private static final Set<String> OF_NO_OVERDRAFT = Set.of("T5-row", "T7-row", "T8-row", "YOY-parts", "T9-T6-at-least", "T9-at-most");

    @Property(tries = 200)
    void no_hard_check_fails_even_on_lines_that_no_ledger_would_hold(@ForAll("budgets") BudgetAsOf budget) {
        assertThat(failing(budget, Unit.WAN_YUAN)).isSubsetOf(OF_NO_OVERDRAFT);
    }

    @Property(tries = 200)
    void no_hard_check_fails_on_lines_that_a_ledger_may_hold(@ForAll("notOverdrawn") BudgetAsOf budget) {
        for (Unit unit : Unit.values()) {
            assertThat(failing(budget, unit)).isEmpty();
        }
    }

    @Property(tries = 200)
    void in_yuan_nothing_is_rounded(@ForAll("notOverdrawn") BudgetAsOf budget) {
        assertThat(Publication.ids(results(budget, Unit.YUAN), Verdict.ROUNDING)).isEmpty();
    }

    /** What the reader of the printed tables decides without the money behind them. */
    @Property(tries = 200)
    void equal_money_is_never_printed_beyond_the_bound(@ForAll("budgets") BudgetAsOf budget) {
        for (Result result : results(budget, Unit.WAN_YUAN)) {
            for (Equation each : result.comparisons()) {
                if (each.why() == null && each.left().exact().equals(each.right().exact())) {
                    assertThat(asPrinted(each).verdict())
                            .as(result.check().id())
                            .isEqualTo(each.verdict())
                            .isIn(Verdict.PASS, Verdict.ROUNDING);
                }
            }
        }
    }

    @Test
    void cells_that_are_rounded_one_by_one_are_told_to_be_rounded() {
        // 1.004 + 1.004 = 2.008: printed 1.00 + 1.00 and 2.01.
        BudgetAsOf budget = SampleBudgets.budget(2023, false, List.of(
                SampleBudgets.line("2010301", Kind.PERSONNEL, "30101", "1.004"),
                SampleBudgets.line("2010302", Kind.PERSONNEL, "30102", "1.004")), SampleBudgets.names());

        List<Result> results = results(budget, Unit.WAN_YUAN);

        assertThat(Publication.ids(results, Verdict.ROUNDING))
                .containsExactlyInAnyOrder("T2-group-item", "T3-group-item", "T5-group-item", "T6-class-group");
        assertThat(Publication.ids(results, Verdict.FAIL)).isEmpty();
    }

    @Test
    void the_money_behind_a_served_cell_decides_even_where_print_is_the_same() {
        EquationSide fen = one(Money.ofFen(1_000_000));
        EquationSide more = one(Money.ofFen(1_000_001));

        assertThat(Equation.equal(fen, more).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(asPrinted(Equation.equal(fen, more)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Provide
    Arbitrary<BudgetAsOf> budgets() {
        return RandomBudgets.budgets().map(budget -> budget.only(line -> line.kind() != Kind.BASIC));
    }

    @Provide
    Arbitrary<BudgetAsOf> notOverdrawn() {
        return budgets().map(budget -> SampleBudgets.budget(2023, false,
                budget.lines().stream()
                        .map(line -> new LineBalance(line.line(), Money.ofFen(Math.abs(line.balance().fen())),
                                line.carriedOut(), Money.ZERO, line.approved()))
                        .toList(),
                budget.names()));
    }

    private static Set<String> failing(BudgetAsOf budget, Unit unit) {
        return results(budget, unit).stream()
                .filter(result -> result.verdict() == Verdict.FAIL && !result.check().conditional())
                .map(result -> result.check().id())
                .collect(Collectors.toSet());
    }

    private static List<Result> results(BudgetAsOf budget, Unit unit) {
        return Publication.served(budget, SampleBudgets.of2022(), unit);
    }

    private static EquationSide one(Money money) {
        return EquationSide.of(List.of(
                new Term("t", 1, "", "", PrintedAmount.rounded(new BigDecimal("1.00"), Unit.WAN_YUAN, 2, money))));
    }

    private static Equation asPrinted(Equation served) {
        return new Equation(asPrinted(served.left()), served.relation(), asPrinted(served.right()));
    }

    private static EquationSide asPrinted(EquationSide served) {
        return new EquationSide(served.terms().stream()
                .map(term -> new Term(term.source(), term.row(), term.label(), term.column(),
                        term.amount() == null
                                ? null
                                : new PrintedAmount(term.amount().printed(), term.amount().unit(), term.amount().error(), null)))
                .toList(), null, served.notPrinted());
    }
}
