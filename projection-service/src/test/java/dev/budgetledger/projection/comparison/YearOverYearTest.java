package dev.budgetledger.projection.comparison;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** 比上年增减情况. */
class YearOverYearTest {

    @Test
    void the_published_changes_of_2023_come_out() {
        YearOverYear comparison = compare(SampleBudgets.of2023(), SampleBudgets.of2022());

        assertThat(comparison.total()).isEqualTo(new YearOverYear.Figure("8916.82", "8153.44", "+763.38", "+9.36"));
        assertThat(comparison.basic()).isEqualTo(new YearOverYear.Figure("4561.80", "4081.54", "+480.26", "+11.77"));
        assertThat(comparison.project()).isEqualTo(new YearOverYear.Figure("4355.02", "4071.90", "+283.12", "+6.95"));
        assertThat(comparison.threePublic()).isEqualTo(new YearOverYear.Figure("2.3", "2.3", "0", "0.00"));
    }

    @Test
    void figures_are_rounded_before_they_are_subtracted() {
        // given 1.004 and 0.996 万元, whose exact difference 0.008 would round to 0.01
        YearOverYear comparison = compare(
                budget(2023, SampleBudgets.line("2010301", Kind.PERSONNEL, "30101", "1.004")),
                budget(2022, SampleBudgets.line("2010301", Kind.PERSONNEL, "30101", "0.996")));

        assertThat(comparison.total()).isEqualTo(new YearOverYear.Figure("1.00", "1.00", "0.00", "0.00"));
    }

    @Test
    void a_decrease_has_its_sign() {
        YearOverYear comparison = compare(SampleBudgets.of2022(), budget(2021, SampleBudgets.of2023().lines()));

        assertThat(comparison.total().change()).isEqualTo("-763.38");
    }

    @Test
    void in_yuan_the_same_figures_are_exact() {
        YearOverYear comparison = YearOverYear.of(
                SampleBudgets.of2023(), SampleBudgets.of2022(), SampleTemplates.all(), Unit.YUAN);

        assertThat(comparison.total().change()).isEqualTo("+7633800.00");
    }

    @Test
    void without_a_prior_budget_there_is_nothing_to_compare() {
        YearOverYear comparison =
                YearOverYear.of(SampleBudgets.of2023(), null, SampleTemplates.all(), Unit.WAN_YUAN);

        assertThat(comparison.total()).isEqualTo(new YearOverYear.Figure("8916.82", null, null, null));
        assertThat(comparison.threePublic()).isEqualTo(new YearOverYear.Figure("2.3", null, null, null));
    }

    @Test
    void a_prior_year_known_only_in_total_does_not_claim_that_three_public_was_nothing() {
        BudgetAsOf totalsOnly = SampleBudgets.budget(
                2022, true, List.of(SampleBudgets.line(null, Kind.BASIC, null, "4081.54")), SampleBudgets.names());

        YearOverYear comparison = compare(SampleBudgets.of2023(), totalsOnly);

        assertThat(comparison.basic().change()).isEqualTo("+480.26");
        assertThat(comparison.threePublic()).isEqualTo(new YearOverYear.Figure("2.3", null, null, null));
    }

    @Test
    void a_prior_year_known_in_full_without_three_public_money_had_none() {
        YearOverYear comparison = compare(
                SampleBudgets.of2023(),
                budget(2022, SampleBudgets.line("2010301", Kind.PERSONNEL, "30101", "1")));

        assertThat(comparison.threePublic()).isEqualTo(new YearOverYear.Figure("2.3", "0", "+2.3", null));
    }

    @Test
    void what_was_carried_out_of_the_prior_year_is_no_expenditure_of_it() {
        LineBalance carriedOut = new LineBalance(
                SampleBudgets.line("2010301", Kind.PERSONNEL, "30101", "1").line(),
                Money.ofYuan("60000"),
                Money.ofYuan("40000"),
                Money.ZERO,
                Money.ofYuan("100000"));

        YearOverYear comparison = compare(
                budget(2023, SampleBudgets.line("2010301", Kind.PERSONNEL, "30101", "10")), budget(2022, carriedOut));

        assertThat(comparison.total()).isEqualTo(new YearOverYear.Figure("10.00", "6.00", "+4.00", "+66.67"));
        assertThat(comparison.basic()).isEqualTo(comparison.total());
    }

    private static YearOverYear compare(BudgetAsOf current, BudgetAsOf prior) {
        return YearOverYear.of(current, prior, SampleTemplates.all(), Unit.WAN_YUAN);
    }

    private static BudgetAsOf budget(int year, LineBalance... lines) {
        return budget(year, List.of(lines));
    }

    private static BudgetAsOf budget(int year, List<LineBalance> lines) {
        return SampleBudgets.budget(year, false, lines, new ClassificationNames(Map.of(), Map.of()));
    }
}
