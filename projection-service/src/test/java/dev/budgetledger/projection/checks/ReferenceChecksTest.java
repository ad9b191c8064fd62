package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.budgetledger.projection.checks.Result.Verdict;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** 勾稽 of the real tables, served and imported. */
class ReferenceChecksTest {

    private static final String[] OF_EMPTY_TABLES = {
        "T7-total-class", "T7-class-group", "T7-group-item", "T7-row",
        "T8-total-class", "T8-class-group", "T8-group-item", "T8-row"
    };

    @Test
    void the_published_tables_pass_every_check_but_those_of_empty_tables() {
        List<Result> results = Publication.reference().results();

        assertThat(Publication.ids(results, Verdict.NOT_ENOUGH_DATA))
                .contains(OF_EMPTY_TABLES)
                .contains("S-percent")
                .hasSize(OF_EMPTY_TABLES.length + 1);
        assertThat(Publication.ids(results, Verdict.FAIL)).isEmpty();
        assertThat(Publication.ids(results, Verdict.ROUNDING)).isEmpty();
        assertThat(results).hasSizeGreaterThan(OF_EMPTY_TABLES.length);
    }

    @Test
    void the_served_tables_pass_the_same_but_state_no_operating_cost() {
        for (Unit unit : Unit.values()) {
            List<Result> results = Publication.served(SampleBudgets.of2023(), SampleBudgets.of2022(), unit);

            assertThat(Publication.ids(results, Verdict.NOT_ENOUGH_DATA))
                    .contains(OF_EMPTY_TABLES)
                    .contains("T6-operating-cost", "S-tables", "S-change", "S-percent", "S-parts")
                    .hasSize(OF_EMPTY_TABLES.length + 5);
            assertThat(Publication.ids(results, Verdict.FAIL)).isEmpty();
            assertThat(Publication.ids(results, Verdict.ROUNDING)).isEmpty();
        }
    }

    @Test
    void of_a_budget_known_only_in_total_nothing_is_checked() {
        List<Result> results = Publication.served(SampleBudgets.of2022(), null, Unit.WAN_YUAN);

        assertThat(results).allSatisfy(result -> {
            assertThat(result.verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
            assertThat(result.reason()).contains("上年对比数");
        });
    }

    @Test
    void without_a_prior_year_there_is_no_change_to_check() {
        BudgetAsOf budget = SampleBudgets.of2023();

        assertThat(reason("YOY-parts", Publication.served(budget, null, Unit.WAN_YUAN)))
                .contains("year before was not open");
    }

    @Test
    void a_change_on_a_prior_year_that_was_published_in_total_only_cannot_be_checked() {
        BudgetAsOf prior = SampleBudgets.budget(2022, true, List.of(SampleBudgets.line(null, null, null, "8153.44")), SampleBudgets.names());

        assertThat(reason("YOY-parts", Publication.served(SampleBudgets.of2023(), prior, Unit.WAN_YUAN)))
                .contains("not all of the year before was published", "注:2022年部门预算未全部公布基本支出、项目支出。");
    }

    @Test
    void a_table_that_is_not_there_is_named() {
        List<Result> results =
                Publication.reference().without("t3-expenditure.csv", "statements.csv").results();

        assertThat(Publication.ids(results, Verdict.NOT_ENOUGH_DATA))
                .contains("T3-row", "T3-T1-total", "T2-T3-total", "T1-T3-class", "T5-T3-only-general", "YOY-parts")
                .doesNotContain("T5-row", "T2-T1-total");
        assertThat(reason("T3-row", results)).isEqualTo("expenditure is not there");
        assertThat(reason("YOY-parts", results)).isEqualTo("yoy.total: there is no statements.csv");
    }

    @Test
    void a_total_that_is_not_there_is_named_and_does_not_count_as_zero() {
        List<Result> results = Publication.reference()
                .doctored("t2-revenue.csv", "1,,合计,8916.82,8916.82,8916.82,,,,,,,\n", "")
                .results();

        assertThat(reason("T2-T1-total", results)).isEqualTo("revenue has no row 合计");
        assertThat(Publication.ids(results, Verdict.FAIL)).isEmpty();
    }

    @Test
    void a_row_of_a_level_that_is_printed_may_not_be_missing() {
        assertThat(Publication.reference()
                        .doctored("t2-revenue.csv", "7,20805,行政事业单位养老支出,961.73,961.73,961.73,,,,,,,\n", "")
                        .idsOf(Verdict.FAIL))
                .containsExactlyInAnyOrder("T2-class-group", "T2-group-item");
    }

    @Test
    void operating_cost_is_of_administrative_units_only() {
        assertThat(reason("T6-operating-cost", Publication.reference().results(UnitNature.INSTITUTION)))
                .contains("only administrative units");
        assertThat(reason("T6-operating-cost", Publication.reference().results(null)))
                .contains("does not say");
    }

    @Test
    void with_other_money_the_general_public_budget_need_not_be_all_expenditure() {
        List<Result> other = Publication.reference()
                .doctored("t1-revenue-and-expenditure.csv", "五、事业收入,", "五、事业收入,1.00")
                .results();
        List<Result> broughtForward = Publication.reference()
                .doctored("t1-revenue-and-expenditure.csv", "上年结转结余,", "上年结转结余,1.00")
                .doctored("t1-revenue-and-expenditure.csv", "收入总计,8916.82", "收入总计,8917.82")
                .results();

        assertThat(reason("T5-T3-only-general", other)).contains("other income");
        assertThat(reason("T5-T3-only-general", broughtForward)).contains("other income");
    }

    @Test
    void money_brought_forward_of_the_general_public_budget_is_no_other_money() {
        List<Result> results = Publication.reference()
                .doctored("t1-revenue-and-expenditure.csv", "上年结转结余,", "上年结转结余,1.00")
                .doctored("t1-revenue-and-expenditure.csv", "收入总计,8916.82", "收入总计,8917.82")
                .doctored("t4-fiscal-appropriation.csv", "年初财政拨款结转和结余,", "年初财政拨款结转和结余,1.00")
                .doctored("t4-fiscal-appropriation.csv", "33,一、一般公共预算拨款,", "33,一、一般公共预算拨款,1.00")
                .results();

        assertThat(Publication.ids(results, Verdict.PASS)).contains("T5-T3-only-general");
    }

    @Test
    void where_expenditure_shows_other_kinds_the_columns_of_an_appropriation_need_not_be_its_total() {
        List<Result> results = Publication.reference()
                .doctored("t3-expenditure.csv", "合计,8916.82,4561.80,4355.02,,,", "合计,8916.82,4561.80,4354.02,1.00,,")
                .doctored("t5-general-public-budget.csv", "合计,8916.82,4561.80,4355.02", "合计,8916.82,4561.80,4354.02")
                .results();

        assertThat(Publication.ids(results, Verdict.PASS)).contains("T5-row", "T3-row");
        assertThat(reason("YOY-parts", results)).contains("other expenditure");
    }

    @Test
    void a_difference_that_rounding_explains_is_told_from_one_that_it_does_not() {
        // Σ类 has four summands and a total, each off by half a hundredth at most: below 0.025.
        assertThat(verdictOfTotal("8916.84")).isEqualTo(Verdict.ROUNDING);
        assertThat(verdictOfTotal("8916.80")).isEqualTo(Verdict.ROUNDING);
        assertThat(verdictOfTotal("8916.85")).isEqualTo(Verdict.FAIL);
        assertThat(verdictOfTotal("8916.79")).isEqualTo(Verdict.FAIL);
    }

    private static Verdict verdictOfTotal(String total) {
        return result("T5-total-class", Publication.reference()
                        .doctored("t5-general-public-budget.csv", "合计,8916.82", "合计," + total)
                        .results())
                .verdict();
    }

    private static Result result(String id, List<Result> results) {
        return results.stream().filter(result -> result.check().id().equals(id)).findFirst().orElseThrow();
    }

    private static String reason(String id, List<Result> results) {
        return Objects.requireNonNull(result(id, results).reason(), id);
    }
}
