package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** 上年对比数: a year of which only totals were published shows those and invents nothing. */
class ComparativeTablesTest {

    private static final Templates TEMPLATES = SampleTemplates.all();
    private static final BudgetAsOf BUDGET = SampleBudgets.of2022();

    @ParameterizedTest
    @EnumSource
    void every_table_says_that_only_totals_were_published(TableId id) {
        assertThat(table(id).notes().getLast()).contains("上年仅公布合计");
    }

    @Test
    void an_empty_table_of_such_a_year_has_both_notes() {
        assertThat(table(TableId.GOVERNMENT_FUND).rows()).isEmpty();
        assertThat(table(TableId.GOVERNMENT_FUND).notes()).hasSize(2);
    }

    @Test
    void expenditure_without_a_function_is_a_row_without_a_code() {
        assertThat(lines(TableId.EXPENDITURE))
                .containsExactly(
                        "序号,科目编码,科目名称,合计,基本支出,项目支出,经营支出,上解上级支出,对附属单位补助支出",
                        "1,,合计,8153.44,4081.54,4071.90,,,",
                        "2,,未公布功能分类,8153.44,4081.54,4071.90,,,");
        assertThat(lines(TableId.REVENUE))
                .element(2)
                .isEqualTo("2,,未公布功能分类,8153.44,8153.44,8153.44,,,,,,,");
        assertThat(lines(TableId.GENERAL_PUBLIC_BUDGET))
                .element(2)
                .isEqualTo("2,,未公布功能分类,8153.44,4081.54,4071.90");
    }

    @Test
    void in_the_balance_it_follows_the_rows_of_the_form() {
        assertThat(lines(TableId.REVENUE_AND_EXPENDITURE))
                .hasSize(1 + 34)
                .endsWith(
                        "30,,,三十、抗疫特别国债安排的支出,",
                        "31,,,未公布功能分类,8153.44",
                        "32,本年收入合计,8153.44,本年支出合计,8153.44",
                        "33,上年结转结余,,年终结转结余,",
                        "34,收入总计,8153.44,支出总计,8153.44");
        assertThat(lines(TableId.FISCAL_APPROPRIATION))
                .contains("31,,,未公布功能分类,8153.44,8153.44,,")
                .last()
                .isEqualTo("37,收入总计,8153.44,支出总计,8153.44,8153.44,,");
    }

    @Test
    void basic_expenditure_whose_split_is_unpublished_counts_in_the_total_only() {
        assertThat(lines(TableId.BASIC_EXPENDITURE))
                .containsExactly(
                        "序号,科目编码,科目名称,合计,人员经费,公用经费",
                        "1,,合计,4081.54,,",
                        "2,302,商品和服务支出,2.30,,",
                        "3,30217,公务接待费,2.30,,",
                        "4,,未公布经济分类,4079.24,,");
    }

    @Test
    void what_was_published_of_the_three_public_expenses_is_shown() {
        assertThat(lines(TableId.THREE_PUBLIC)).contains("8,三、公务接待费,2.3,2.3,,");
    }

    private static List<String> lines(TableId id) {
        return Csv.of(table(id)).lines().toList();
    }

    private static TableDocument table(TableId id) {
        return TableDocument.of(Disclosure.table(id, BUDGET, TEMPLATES.of(2022)), BUDGET, Amounts.ALL, Unit.WAN_YUAN);
    }
}
