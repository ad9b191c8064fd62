package dev.budgetledger.projection.comparison;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.comparison.YearOverYear.Figure;
import dev.budgetledger.projection.disclosure.Cases;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** 比上年增减情况 of budgets whose prior year is known as far as it was published, and no further. */
class PriorYearCasesTest {

    private static final Figure NO_CHANGE = new Figure("0", "0", "0", null);

    @Test
    void of_a_prior_year_known_in_total_and_by_item_of_three_public_nothing_else_is_told() {
        YearOverYear shown = compare("czj-2025", "prior", Unit.WAN_YUAN);

        assertThat(shown.total()).isEqualTo(new Figure("3121.42", "3013.80", "+107.62", "+3.57"));
        assertThat(shown.basic()).isEqualTo(new Figure("2512.11", null, null, null));
        assertThat(shown.project()).isEqualTo(new Figure("609.31", null, null, null));
        assertThat(figures(shown.funds())).containsExactly(shown.total());
        assertThat(shown.classes()).hasSize(4).allMatch(each -> each.figure().prior() == null && each.figure().current() != null);
        assertThat(shown.threePublic()).isEqualTo(new Figure("0.95", "0.95", "0", "0.00"));
        assertThat(figures(shown.items()))
                .containsExactly(NO_CHANGE, NO_CHANGE, NO_CHANGE, NO_CHANGE, NO_CHANGE, shown.threePublic());
        assertThat(shown.notes()).containsExactly(
                "注:2024年部门预算仅公布合计。",
                "注:2024年部门预算未全部公布基本支出、项目支出。",
                "注:2024年部门预算未全部公布支出功能分类。",
                "注:上年数为零的,不计算增减百分比。");
    }

    @Test
    void items_of_three_public_are_compared_one_by_one() {
        // The document prints whole 万元: 17,192, and 990 less.
        YearOverYear shown = compare("shczj-2025", "prior", Unit.WAN_YUAN);

        assertThat(shown.total()).isEqualTo(new Figure("17191.52", "18182.00", "-990.48", "-5.45"));
        assertThat(shown.basic().change()).isNull();
        assertThat(shown.project().change()).isNull();
        assertThat(shown.threePublic()).isEqualTo(new Figure("346.3", "346.3", "0", "0.00"));
        assertThat(shown.items()).filteredOn(each -> "288.7".equals(each.figure().prior())).isNotEmpty()
                .allMatch(each -> "0.00".equals(each.figure().percent()) && each.name().contains("出国"));
        assertThat(shown.items().getLast().figure()).isEqualTo(new Figure("25.4", "25.4", "0", "0.00"));
    }

    @Test
    void of_a_prior_year_known_by_fund_a_fund_it_does_not_name_is_not_nothing() {
        YearOverYear shown = compare("fuliyuan-2024", "prior", Unit.WAN_YUAN);

        assertThat(shown.funds()).extracting(YearOverYear.Part::of, YearOverYear.Part::figure).containsExactly(
                tuple(Fund.GENERAL_PUBLIC, new Figure("950.12", "949.66", "+0.46", "+0.05")),
                tuple(Fund.INSTITUTION, new Figure("262.00", null, null, null)));
        assertThat(shown.total()).isEqualTo(new Figure("1212.12", null, null, null));
        assertThat(shown.basic().prior()).isNull();
        assertThat(shown.project().prior()).isNull();
        assertThat(shown.notes()).contains("注:2023年部门预算未公布事业收入,该项及含该项的合计无数可比。");
    }

    /** The document itself prints -6.00% and 0.083%, and 14.43%, which it took of the current figure. */
    @Test
    void each_class_has_its_change_in_yuan_and_percent() {
        YearOverYear shown = compare("wuzhou-2025", "prior", Unit.YUAN);

        assertThat(shown.total()).isEqualTo(new Figure("1085203.63", "1128709.69", "-43506.06", "-3.85"));
        assertThat(shown.basic()).isEqualTo(new Figure("1037103.63", null, null, null));
        assertThat(shown.classes()).containsExactly(
                new YearOverYear.Part<>("207", "文化旅游体育与传媒支出", new Figure("850088.30", "904445.42", "-54357.12", "-6.01")),
                new YearOverYear.Part<>("208", "社会保障和就业支出", new Figure("116433.12", "99629.76", "+16803.36", "+16.87")),
                new YearOverYear.Part<>("210", "卫生健康支出", new Figure("43897.73", "49912.19", "-6014.46", "-12.05")),
                new YearOverYear.Part<>("221", "住房保障支出", new Figure("74784.48", "74722.32", "+62.16", "+0.08")));
        assertThat(shown.notes()).doesNotContain("注:2024年部门预算未全部公布支出功能分类。");
    }

    @Test
    void the_same_year_by_kind_has_basic_and_project_and_no_class() {
        YearOverYear shown = compare("wuzhou-2025", "prior-by-kind", Unit.YUAN);

        assertThat(shown.total().percent()).isEqualTo("-3.85");
        assertThat(shown.basic()).isEqualTo(new Figure("1037103.63", "1080609.69", "-43506.06", "-4.03"));
        assertThat(shown.project()).isEqualTo(new Figure("48100.00", "48100.00", "0.00", "0.00"));
        assertThat(shown.classes()).allMatch(each -> each.figure().prior() == null);
    }

    @Test
    void a_new_department_has_no_prior_year() {
        YearOverYear shown = YearOverYear.of(Cases.budget("sgb-2024-final"), null, SampleTemplates.all(), Unit.WAN_YUAN);

        assertThat(shown.total()).isEqualTo(new Figure("307.82", null, null, null));
        assertThat(shown.notes()).containsExactly("注:2023年部门预算未开立,无上年数可比。");
    }

    @Test
    void a_prior_year_with_nothing_has_no_percentage() {
        BudgetAsOf nothing = SampleBudgets.budget(2023, false, List.of(), new ClassificationNames(Map.of(), Map.of()));

        YearOverYear shown = YearOverYear.of(Cases.budget("sgb-2024-final"), nothing, SampleTemplates.all(), Unit.WAN_YUAN);

        assertThat(shown.total()).isEqualTo(new Figure("307.82", "0.00", "+307.82", null));
        assertThat(shown.notes()).containsExactly("注:上年数为零的,不计算增减百分比。");
    }

    @Test
    void a_unit_is_compared_with_itself_and_a_new_one_with_nothing() {
        BudgetAsOf now = budget(2025, false, ofUnit("301001", Kind.PERSONNEL, 70), ofUnit("301002", Kind.PERSONNEL, 30));
        BudgetAsOf before = budget(2024, false, ofUnit("301001", Kind.PERSONNEL, 60), ofUnit("301003", Kind.PERSONNEL, 5));

        assertThat(compare(now, before, "301001").total()).isEqualTo(new Figure("70.00", "60.00", "+10.00", "+16.67"));
        assertThat(compare(now, before, null).total()).isEqualTo(new Figure("100.00", "65.00", "+35.00", "+53.85"));
        YearOverYear ofNew = compare(now, before, "301002");
        assertThat(ofNew.total()).isEqualTo(new Figure("30.00", null, null, null));
        assertThat(ofNew.notes()).containsExactly("注:2024年部门预算无单位301002,无上年数可比。");
    }

    @Test
    void of_a_prior_year_that_does_not_distinguish_all_units_no_unit_is_known() {
        BudgetAsOf now = budget(2025, false, ofUnit("301001", Kind.PERSONNEL, 70));
        for (boolean comparative : new boolean[] {true, false}) {
            BudgetAsOf before =
                    budget(2024, comparative, ofUnit("301001", Kind.PERSONNEL, 60), ofUnit(null, Kind.PERSONNEL, 5));

            YearOverYear shown = compare(now, before, "301001");

            assertThat(shown.total()).isEqualTo(new Figure("70.00", null, null, null));
            assertThat(shown.notes()).contains("注:2024年部门预算未全部区分单位,单位301001无数可比。");
        }
    }

    @Test
    void a_year_that_was_published_in_part_says_of_itself_no_more_than_that() {
        YearOverYear shown = YearOverYear.of(Cases.priorOf("czj-2025", "prior"), null, SampleTemplates.all(), Unit.WAN_YUAN);

        assertThat(shown.total().current()).isEqualTo("3013.80");
        assertThat(shown.basic()).isEqualTo(new Figure(null, null, null, null));
    }

    @Test
    void a_fund_that_was_posted_to_and_taken_back_is_known_to_have_had_nothing() {
        Line institution = new Line(Fund.INSTITUTION, Origin.CURRENT, null, null, null, null);
        BudgetAsOf prior = Cases.priorOf("fuliyuan-2024", "prior");
        BudgetAsOf said = new BudgetAsOf(prior.department(), prior.fiscalYear(), true, prior.asOf(), prior.basis(), prior.lines(),
                List.of(new LineSums(institution, 2, List.of())), prior.names());

        YearOverYear shown = YearOverYear.of(Cases.budget("fuliyuan-2024"), said, SampleTemplates.all(), Unit.WAN_YUAN);

        assertThat(shown.total()).isEqualTo(new Figure("1212.12", "949.66", "+262.46", "+27.64"));
        assertThat(shown.funds().getLast().figure()).isEqualTo(new Figure("262.00", "0.00", "+262.00", null));
    }

    private static YearOverYear compare(String place, String prior, Unit unit) {
        return YearOverYear.of(Cases.budget(place), Cases.priorOf(place, prior), SampleTemplates.all(), unit);
    }

    private static YearOverYear compare(BudgetAsOf now, BudgetAsOf before, @Nullable String ofUnit) {
        return YearOverYear.of(now, before, ofUnit, SampleTemplates.all(), Unit.YUAN);
    }

    private static BudgetAsOf budget(int year, boolean comparative, LineBalance... lines) {
        AsOf asOf = new AsOf(LocalDate.of(year, 12, 31), Instant.EPOCH, 42);
        return new BudgetAsOf(SampleBudgets.DEPARTMENT, year, comparative, asOf, Basis.ADJUSTED, List.of(lines), List.of(),
                SampleBudgets.names());
    }

    private static LineBalance ofUnit(@Nullable String unit, @Nullable Kind kind, long yuan) {
        return SampleBudgets.untouched(
                new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, unit, "2010301", kind, "30101", null, null, null),
                Money.ofFen(100 * yuan));
    }

    private static <T> List<Figure> figures(List<YearOverYear.Part<T>> parts) {
        return parts.stream().map(YearOverYear.Part::figure).toList();
    }
}
