package dev.budgetledger.projection.disclosure;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.form.FiscalYears;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.projection.disclosure.DisclosureConfiguration.TemplateFiles;

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
        Fund[] appropriations = Stream.of(Fund.values()).filter(Fund::isFiscalAppropriation).toArray(Fund[]::new);

        assertThat(funds(TableId.REVENUE_AND_EXPENDITURE, Origin.CURRENT)).containsExactlyInAnyOrder(Fund.values());
        assertThat(funds(TableId.FISCAL_APPROPRIATION, Origin.CURRENT)).containsExactlyInAnyOrder(appropriations);
        assertThat(funds(TableId.FISCAL_APPROPRIATION, Origin.CARRIED_OVER)).containsExactlyInAnyOrder(appropriations);
    }

    @Test
    void both_balances_have_the_thirty_classes_of_the_national_classification() {
        assertThat(classes(TableId.REVENUE_AND_EXPENDITURE))
                .isEqualTo(classes(TableId.FISCAL_APPROPRIATION))
                .extracting(RowForm.Listed::code)
                .hasSize(30)
                .doesNotHaveDuplicates()
                .isSorted()
                .doesNotContain("218", "225", "226", "228");
    }

    @Test
    void a_table_that_a_form_lacks_is_no_table() {
        Form none = new Form("a", "b", "130100", Form.Level.DEPARTMENT, Form.Of.BUDGET, new FiscalYears(2023, null), List.of());
        assertThatThrownBy(() -> new Template(2023, none, List.of()).table(TableId.REVENUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a has no table revenue");
    }

    private static List<Fund> funds(TableId id, Origin origin) {
        return rows(id)
                .flatMap(row -> row instanceof RowForm.Fixed fixed && fixed.of() != null ? Stream.of(fixed.of()) : Stream.of())
                .filter(of -> of.funds() != null && Set.of(origin).equals(of.origins()))
                .flatMap(of -> Objects.requireNonNull(of.funds()).stream())
                .toList();
    }

    private static List<RowForm.Listed> classes(TableId id) {
        return rows(id).flatMap(row -> row instanceof RowForm.Coded coded ? coded.listed().stream() : Stream.of()).toList();
    }

    private static Stream<RowForm> rows(TableId id) {
        return OF_2023.table(id).panels().stream().flatMap(panel -> panel.sections().stream()).flatMap(List::stream);
    }

    private static Template template(int year) {
        return new Template(year, OF_2023.form(), OF_2023.sameMoney());
    }
}
