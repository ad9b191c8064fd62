package dev.budgetledger.projection.checks;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.budgetledger.projection.checks.Result.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One cell of the real publication changed: exactly the checks that it is in see it. A hundredth is seen where one figure
 * stands twice; in a sum of several it may be rounding.
 */
class DoctoredTablesTest {

    /** file | as published | as doctored | the checks that fail. ⏎ ends a line. */
    private static final List<String> CASES = """
            t1-revenue-and-expenditure.csv | 支出总计,8916.82 | 支出总计,8917.82 | T1-total T1-expenditure
            t1-revenue-and-expenditure.csv | 收入总计,8916.82 | 收入总计,8917.82 | T1-total T1-income T2-T1-total S-tables
            t1-revenue-and-expenditure.csv | 本年支出合计,8916.82 | 本年支出合计,8917.82 | T1-expenditure T3-T1-total
            t1-revenue-and-expenditure.csv | 本年收入合计,8916.82 | 本年收入合计,8917.82 | T1-income T2-T1-total
            t1-revenue-and-expenditure.csv | 年终结转结余, | 年终结转结余,1.00 | T1-expenditure T2-T3-total
            t1-revenue-and-expenditure.csv | 二十、住房保障支出,296.77 | 二十、住房保障支出,297.77 | T1-expenditure T1-T3-class
            t1-revenue-and-expenditure.csv | 一、一般公共预算拨款收入,8916.82 | 一、一般公共预算拨款收入,8915.82 | T1-income T4-T1-fund
            t2-revenue.csv | 合计,8916.82,8916.82,8916.82 | 合计,8917.82,8916.82,8916.82 | T2-T1-total T2-T3-total T2-total-class T2-row
            t2-revenue.csv | 合计,8916.82,8916.82,8916.82 | 合计,8916.82,8916.82,8917.82 | T2-total-class T2-row-current T4-T2-fund
            t2-revenue.csv | 合计,8916.82,8916.82,8916.82,, | 合计,8916.82,8916.82,8916.82,,1.00 | T2-total-class T2-row-current T2-T1-fund
            t2-revenue.csv | 2,201,一般公共服务支出,7401.95,7401.95 | 2,201,一般公共服务支出,7401.95,7402.95 | T2-total-class T2-class-group T2-row T2-row-current
            t2-revenue.csv | 3,20103,政府办公厅(室)及相关机构事务,7401.95,7401.95,7401.95 | 3,20103,政府办公厅(室)及相关机构事务,7401.95,7401.95,7402.95 | T2-class-group T2-group-item T2-row-current
            t2-revenue.csv | 12,2101101,行政单位医疗,256.37,256.37,256.37 | 12,2101101,行政单位医疗,256.37,256.37,256.38 | T2-group-item T2-row-current
            t3-expenditure.csv | 合计,8916.82,4561.80 | 合计,8917.82,4561.80 | T3-T1-total T2-T3-total T3-total-class T3-row T5-T3-only-general
            t3-expenditure.csv | 13,221,住房保障支出,296.77 | 13,221,住房保障支出,297.77 | T1-T3-class T3-total-class T3-class-group T3-row T5-T3-only-general
            t3-expenditure.csv | 11,21011,行政事业单位医疗,256.37,256.37 | 11,21011,行政事业单位医疗,256.37,257.37 | T3-class-group T3-group-item T3-row T5-T3-only-general
            t3-expenditure.csv | 5,2010302,一般行政管理事务,4355.02,,4355.02 | 5,2010302,一般行政管理事务,4355.02,,4356.02 | T3-group-item T3-row T5-T3-only-general
            t4-fiscal-appropriation.csv | 收入总计,8916.82 | 收入总计,8917.82 | T4-total T4-income
            t4-fiscal-appropriation.csv | 支出总计,8916.82,8916.82 | 支出总计,8916.82,8917.82 | T4-expenditure T4-row
            t4-fiscal-appropriation.csv | 支出总计,8916.82,8916.82 | 支出总计,8917.82,8916.82 | T4-total T4-expenditure T4-row
            t4-fiscal-appropriation.csv | 本年支出合计,8916.82,8916.82 | 本年支出合计,8916.82,8917.82 | T4-expenditure T4-row T5-T4-fund
            t4-fiscal-appropriation.csv | 35,三、国有资本经营预算拨款, | 35,三、国有资本经营预算拨款,1.00 | T4-income
            t4-fiscal-appropriation.csv | 八、社会保障和就业支出,961.73,961.73 | 八、社会保障和就业支出,961.73,961.83 | T4-expenditure T4-row T4-T5-class
            t5-general-public-budget.csv | 合计,8916.82,4561.80 | 合计,8917.82,4561.80 | T5-T4-fund T5-total-class T5-row T5-T3-only-general
            t5-general-public-budget.csv | 合计,8916.82,4561.80 | 合计,8916.82,4562.80 | T5-total-class T5-row T6-T5-basic T5-T3-only-general
            t5-general-public-budget.csv | 9,2080505,机关事业单位基本养老保险缴费支出,349.81,349.81 | 9,2080505,机关事业单位基本养老保险缴费支出,349.81,349.82 | T5-row T5-2080505-T6-30108 T5-T3-only-general
            t5-general-public-budget.csv | 9,2080505,机关事业单位基本养老保险缴费支出,349.81,349.81 | 9,2080505,机关事业单位基本养老保险缴费支出,349.81,350.81 | T5-group-item T5-row T5-2080505-T6-30108 T5-T3-only-general
            t5-general-public-budget.csv | 11,21011,行政事业单位医疗,256.37 | 11,21011,行政事业单位医疗,257.37 | T5-class-group T5-group-item T5-row T5-T3-only-general
            t6-basic-expenditure.csv | 合计,4561.80 | 合计,4562.80 | T6-total-class T6-row T6-T5-basic
            t6-basic-expenditure.csv | 4117.32,444.48 | 4117.32,445.48 | T6-total-class T6-row T6-operating-cost
            t6-basic-expenditure.csv | 12,302,商品和服务支出,444.48,,444.48 | 12,302,商品和服务支出,444.48,,445.48 | T6-total-class T6-class-group T6-row
            t6-basic-expenditure.csv | 10,30113,住房公积金,296.77 | 10,30113,住房公积金,297.77 | T6-class-group T6-row T5-2210201-T6-30113
            t6-basic-expenditure.csv | 7,30110,职工基本医疗保险缴费,144.53 | 7,30110,职工基本医疗保险缴费,145.53 | T6-class-group T6-row T5-21011-T6-30110-30111
            t7-government-fund.csv | 项目支出⏎ | 项目支出⏎1,,合计,1.00,,1.00⏎ | T7-T4-fund
            t7-government-fund.csv | 项目支出⏎ | 项目支出⏎1,,合计,,,⏎2,212,,1.00,,1.00⏎ | T7-total-class T4-T7-class
            t7-government-fund.csv | 项目支出⏎ | 项目支出⏎1,,合计,,,⏎2,212,,,,⏎3,21208,,1.00,,1.00⏎ | T7-class-group
            t7-government-fund.csv | 项目支出⏎ | 项目支出⏎1,,合计,,,⏎2,212,,,,⏎3,21208,,,,⏎4,2120801,,1.00,,1.00⏎ | T7-group-item
            t7-government-fund.csv | 项目支出⏎ | 项目支出⏎1,,合计,,1.00,⏎ | T7-row
            t8-state-capital.csv | 项目支出⏎ | 项目支出⏎1,,合计,1.00,,1.00⏎ | T8-T4-fund
            t8-state-capital.csv | 项目支出⏎ | 项目支出⏎1,,合计,,,⏎2,223,,1.00,,1.00⏎ | T8-total-class T4-T8-class
            t8-state-capital.csv | 项目支出⏎ | 项目支出⏎1,,合计,,,⏎2,223,,,,⏎3,22301,,1.00,,1.00⏎ | T8-class-group
            t8-state-capital.csv | 项目支出⏎ | 项目支出⏎1,,合计,,,⏎2,223,,,,⏎3,22301,,,,⏎4,2230101,,1.00,,1.00⏎ | T8-group-item
            t8-state-capital.csv | 项目支出⏎ | 项目支出⏎1,,合计,,1.00,⏎ | T8-row
            t9-three-public.csv | 三、公务接待费,2.3,2.3 | 三、公务接待费,2.4,2.3 | T9-parts T9-row
            t9-three-public.csv | 公务用车运行维护费, | 公务用车运行维护费,1 | T9-parts T9-row
            t9-three-public.csv | 三、公务接待费,2.3,2.3 | 三、公务接待费,2.0,2.0 | T9-parts T9-T6-at-least
            t9-three-public.csv | 三、公务接待费,2.3,2.3 | 三、公务接待费,23000,23000 | T9-parts T9-at-most
            statements.csv | yoy.total,+763.38 | yoy.total,+764.38 | YOY-parts S-change
            statements.csv | yoy.total,+763.38 | percent.total,14.43,%,⏎yoy.total,+763.38 | S-percent
            statements.csv | prior.total,8153.44 | prior.total,1 | S-change S-parts
            statements.csv | total,8916.82 | total,99999999 | S-tables S-change S-parts
            statements.csv | basic.operating,444.48 | basic.operating,444.49 | T6-operating-cost
            """.lines().toList();

    record Case(String file, String published, String doctored, Set<String> failing) {
        static Case of(String line) {
            List<String> parts = Arrays.stream(line.split(" \\| ", -1)).map(part -> part.replace('⏎', '\n')).toList();
            return new Case(parts.get(0), parts.get(1), parts.get(2), new TreeSet<>(List.of(parts.get(3).split(" "))));
        }
    }

    static Stream<Case> cases() {
        return CASES.stream().map(Case::of);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void exactly_these_checks_fail(Case doctored) {
        assertThat(Publication.reference()
                        .doctored(doctored.file(), doctored.published(), doctored.doctored())
                        .idsOf(Verdict.FAIL))
                .isEqualTo(doctored.failing());
    }

    @Test
    void every_check_is_seen_failing() {
        Set<String> seen = new TreeSet<>();
        cases().forEach(doctored -> seen.addAll(doctored.failing()));

        assertThat(Publication.checks())
                .extracting(Check::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(seen);
    }
}
