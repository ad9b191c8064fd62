package dev.budgetledger.projection.disclosure;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.projection.disclosure.DisclosureConfiguration.TemplateFiles;
import dev.budgetledger.projection.disclosure.table.BalanceForm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** 公开表格式 are data per year. */
class TemplatesTest {

    private static final Template OF_2023 = TemplateFiles.read().of(2023);

    @Test
    void a_year_without_its_own_template_uses_the_nearest_earlier_one() {
        Templates templates = new Templates(List.of(template(2025), template(2020), template(2023)));

        assertThat(templates.of(2023).fiscalYear()).isEqualTo(2023);
        assertThat(templates.of(2024).fiscalYear()).isEqualTo(2023);
        assertThat(templates.of(2031).fiscalYear()).isEqualTo(2025);
    }

    @Test
    void a_year_before_all_templates_uses_the_earliest() {
        assertThat(new Templates(List.of(template(2025), template(2023))).of(2001).fiscalYear()).isEqualTo(2023);
    }

    @Test
    void two_templates_of_one_year_are_refused_and_so_is_none() {
        assertThatThrownBy(() -> new Templates(List.of(template(2023), template(2023))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2023");
        assertThatThrownBy(() -> new Templates(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_form_has_an_income_row_for_every_fund_so_that_no_income_is_left_out() {
        assertThat(OF_2023.revenueAndExpenditure().income())
                .extracting(BalanceForm.FundRow::fund)
                .containsExactlyInAnyOrder(Fund.values());
        Fund[] appropriations = Stream.of(Fund.values()).filter(Fund::isFiscalAppropriation).toArray(Fund[]::new);
        assertThat(OF_2023.fiscalAppropriation().income())
                .extracting(BalanceForm.FundRow::fund)
                .containsExactlyInAnyOrder(appropriations);
        assertThat(OF_2023.fiscalAppropriation().broughtForward())
                .extracting(BalanceForm.FundRow::fund)
                .containsExactlyInAnyOrder(appropriations);
    }

    @Test
    void both_balances_have_the_thirty_classes_of_the_national_classification() {
        assertThat(OF_2023.revenueAndExpenditure().expenditure())
                .isEqualTo(OF_2023.fiscalAppropriation().expenditure())
                .extracting(BalanceForm.ClassRow::function)
                .hasSize(30)
                .doesNotHaveDuplicates()
                .isSorted()
                .doesNotContain("218", "225", "226", "228");
    }

    private static Template template(int year) {
        return new Template(
                year,
                OF_2023.comparativeNote(),
                OF_2023.revenueAndExpenditure(),
                OF_2023.revenue(),
                OF_2023.expenditure(),
                OF_2023.fiscalAppropriation(),
                OF_2023.generalPublicBudget(),
                OF_2023.basicExpenditure(),
                OF_2023.governmentFund(),
                OF_2023.stateCapital(),
                OF_2023.threePublic(),
                OF_2023.sameMoney());
    }
}
