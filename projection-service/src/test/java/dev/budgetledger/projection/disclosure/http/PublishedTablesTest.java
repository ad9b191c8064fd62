package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.ReferenceFiles;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** The 2023 disclosure of department 301 comes out of its lines, byte for byte. */
class PublishedTablesTest {

    private static final Templates TEMPLATES = SampleTemplates.all();
    private static final BudgetAsOf BUDGET = SampleBudgets.of2023();

    @ParameterizedTest
    @EnumSource
    void the_table_is_the_published_one(TableId id) {
        assertThat(csv(id)).isEqualTo(ReferenceFiles.text(ReferenceFiles.fileOf(id)));
    }

    @Test
    void a_digest_is_what_sha256sum_prints_of_the_published_file() {
        // sha256sum t9-three-public.csv
        assertThat(TableFiles.digests(Disclosure.tables(BUDGET, TEMPLATES.of(2023)), BUDGET, null))
                .hasSize(9)
                .containsEntry("three-public", "dd77a4a99718cbc73948b5f94f04ed9c52fe886fd601cc833b319db047d7bdf4");
    }

    @Test
    void only_the_empty_tables_have_notes_and_say_that_they_are_empty() {
        for (TableId id : TableId.values()) {
            assertThat(table(id).notes()).as(id.id()).containsExactly(switch (id) {
                case GOVERNMENT_FUND -> new String[] {"注:无政府基金预算财政拨款预算,空表列示。"};
                case STATE_CAPITAL -> new String[] {"注:无国有资本经营预算财政拨款预算,空表列示。"};
                case REVENUE_AND_EXPENDITURE, REVENUE, EXPENDITURE, FISCAL_APPROPRIATION, GENERAL_PUBLIC_BUDGET,
                        BASIC_EXPENDITURE, THREE_PUBLIC -> new String[0];
            });
        }
    }

    @Test
    void a_fund_with_money_has_rows_and_no_note() {
        Line line = new Line(Fund.GOVERNMENT_FUND, Origin.CURRENT, "2120801", Kind.PROJECT, null, "P1");
        BudgetAsOf budget = SampleBudgets.budget(
                2023, false, List.of(SampleBudgets.untouched(line, Money.ofYuan("1000000"))), SampleBudgets.names());

        Table table = Disclosure.table(TableId.GOVERNMENT_FUND, budget, TEMPLATES.of(2023));

        assertThat(table.notes()).isEmpty();
        assertThat(Csv.of(TableDocument.of(table, budget, Amounts.ALL, Unit.WAN_YUAN)).lines().skip(1))
                .containsExactly("1,,合计,100.00,,100.00", "2,212,,100.00,,100.00", "3,21208,,100.00,,100.00",
                        "4,2120801,,100.00,,100.00");
    }

    @Test
    void a_budget_just_opened_has_tables_of_blanks_and_no_rows_by_code() {
        BudgetAsOf budget = SampleBudgets.budget(2023, false, List.of(), SampleBudgets.names());

        assertThat(Disclosure.table(TableId.REVENUE, budget, TEMPLATES.of(2023)).rows()).isEmpty();
        Table balance = Disclosure.table(TableId.REVENUE_AND_EXPENDITURE, budget, TEMPLATES.of(2023));
        assertThat(Csv.of(TableDocument.of(balance, budget, Amounts.ALL, Unit.WAN_YUAN)))
                .endsWith("31,本年收入合计,,本年支出合计,\n32,上年结转结余,,年终结转结余,\n33,收入总计,,支出总计,\n");
    }

    @Test
    void titles_are_those_of_the_printed_contents() {
        assertThat(TableId.values())
                .extracting(id -> table(id).title())
                .containsExactly(
                        "部门预算收支总表",
                        "部门预算收入总表",
                        "部门预算支出总表",
                        "部门预算财政拨款收支总表",
                        "部门预算一般公共预算财政拨款支出表",
                        "部门预算一般公共预算财政拨款基本支出表",
                        "部门预算政府基金预算财政拨款支出表",
                        "部门预算国有资本经营预算财政拨款支出表",
                        "部门预算财政拨款\"三公\"经费支出表");
    }

    private static Table table(TableId id) {
        return Disclosure.table(id, BUDGET, TEMPLATES.of(2023));
    }

    private static String csv(TableId id) {
        return Csv.of(TableDocument.of(table(id), BUDGET, Amounts.ALL, Unit.WAN_YUAN));
    }
}
