package dev.budgetledger.projection.disclosure.http;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** 年终结转: the tables of the year that money was carried out of, and of the year that it came into. */
class CarriedOutTablesTest {

    private static final Templates TEMPLATES = SampleTemplates.all();

    /** Given 100 万元 for staff, 50 for a meeting, 20 of the government fund for a road; carried out 0, 50 and 5. */
    private static final BudgetAsOf YEAR = SampleBudgets.budget(
            2023,
            false,
            List.of(
                    line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PERSONNEL, "30101", "100", "0"),
                    line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2180101", Kind.PROJECT, "30217", "0", "50"),
                    line(Fund.GOVERNMENT_FUND, Origin.CURRENT, "2120801", Kind.PROJECT, null, "15", "5")),
            SampleBudgets.names());

    private static final BudgetAsOf NEXT_YEAR = SampleBudgets.budget(
            2024,
            false,
            List.of(
                    line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PERSONNEL, "30101", "110", "0"),
                    line(Fund.GENERAL_PUBLIC, Origin.CARRIED_OVER, "2180101", Kind.PROJECT, "30217", "50", "0"),
                    line(Fund.GOVERNMENT_FUND, Origin.CARRIED_OVER, "2120801", Kind.PROJECT, null, "5", "0")),
            SampleBudgets.names());

    @Test
    void income_stays_what_was_received_and_the_two_totals_agree() {
        assertThat(rows(YEAR, TableId.REVENUE_AND_EXPENDITURE))
                .contains("1,一、一般公共预算拨款收入,150.00,一、一般公共服务支出,100.00")
                .contains("2,二、政府性基金预算拨款收入,20.00,二、外交支出,")
                .endsWith(
                        "30,,,三十、抗疫特别国债安排的支出,",
                        "31,本年收入合计,170.00,本年支出合计,115.00",
                        "32,上年结转结余,,年终结转结余,55.00",
                        "33,收入总计,170.00,支出总计,170.00");
    }

    @Test
    void the_revenue_table_explains_that_total_by_function_even_of_what_was_all_carried_out() {
        assertThat(rows(YEAR, TableId.REVENUE))
                .first().isEqualTo("1,,合计,170.00,170.00,170.00,,,,,,,");
        assertThat(rows(YEAR, TableId.REVENUE)).contains("10,2180101,,50.00,50.00,50.00,,,,,,,");
    }

    @Test
    void expenditure_is_net_and_a_line_of_which_nothing_is_left_has_no_row() {
        assertThat(rows(YEAR, TableId.EXPENDITURE))
                .containsExactly(
                        "1,,合计,115.00,100.00,15.00,,,",
                        "2,201,一般公共服务支出,100.00,100.00,,,,",
                        "3,20103,政府办公厅(室)及相关机构事务,100.00,100.00,,,,",
                        "4,2010301,行政运行,100.00,100.00,,,,",
                        "5,212,,15.00,,15.00,,,",
                        "6,21208,,15.00,,15.00,,,",
                        "7,2120801,,15.00,,15.00,,,");
        assertThat(rows(YEAR, TableId.GENERAL_PUBLIC_BUDGET)).hasSize(4).first().isEqualTo("1,,合计,100.00,100.00,");
        assertThat(rows(YEAR, TableId.BASIC_EXPENDITURE)).first().isEqualTo("1,,合计,100.00,100.00,");
        assertThat(rows(YEAR, TableId.GOVERNMENT_FUND)).first().isEqualTo("1,,合计,15.00,,15.00");
        assertThat(rows(YEAR, TableId.THREE_PUBLIC)).contains("8,三、公务接待费,,,,");
    }

    @Test
    void the_appropriations_show_what_was_carried_out_of_each() {
        List<String> rows = rows(YEAR, TableId.FISCAL_APPROPRIATION);

        assertThat(rows.subList(rows.size() - 6, rows.size()))
                .extracting(row -> row.substring(row.indexOf(',') + 1))
                .containsExactly(
                        "本年收入合计,170.00,本年支出合计,115.00,100.00,15.00,",
                        "年初财政拨款结转和结余,,年末财政拨款结转和结余,55.00,50.00,5.00,",
                        "一、一般公共预算拨款,,,,,,",
                        "二、政府性基金预算拨款,,,,,,",
                        "三、国有资本经营预算拨款,,,,,,",
                        "收入总计,170.00,支出总计,170.00,150.00,20.00,");
    }

    @Test
    void the_next_year_begins_with_it() {
        assertThat(rows(NEXT_YEAR, TableId.REVENUE_AND_EXPENDITURE))
                .endsWith(
                        "32,本年收入合计,110.00,本年支出合计,165.00",
                        "33,上年结转结余,55.00,年终结转结余,",
                        "34,收入总计,165.00,支出总计,165.00");
        assertThat(rows(NEXT_YEAR, TableId.REVENUE)).first().isEqualTo("1,,合计,165.00,110.00,110.00,,,,,,,55.00");
        List<String> appropriations = rows(NEXT_YEAR, TableId.FISCAL_APPROPRIATION);
        assertThat(appropriations.subList(appropriations.size() - 5, appropriations.size()))
                .extracting(row -> row.substring(row.indexOf(',') + 1))
                .containsExactly(
                        "年初财政拨款结转和结余,55.00,年末财政拨款结转和结余,,,,",
                        "一、一般公共预算拨款,50.00,,,,,",
                        "二、政府性基金预算拨款,5.00,,,,,",
                        "三、国有资本经营预算拨款,,,,,,",
                        "收入总计,165.00,支出总计,165.00,160.00,5.00,");
    }

    @Test
    void a_fund_all_of_which_was_carried_out_is_an_empty_table_but_not_without_a_budget() {
        BudgetAsOf budget = SampleBudgets.budget(
                2023,
                false,
                List.of(line(Fund.GOVERNMENT_FUND, Origin.CURRENT, "2120801", Kind.PROJECT, null, "0", "5")),
                SampleBudgets.names());

        assertThat(Disclosure.table(TableId.GOVERNMENT_FUND, budget, TEMPLATES.of(2023)))
                .satisfies(table -> assertThat(table.rows()).isEmpty())
                .satisfies(table -> assertThat(table.notes()).isEmpty());
        assertThat(Disclosure.table(TableId.STATE_CAPITAL, budget, TEMPLATES.of(2023)).notes()).hasSize(1);
    }

    private static LineBalance line(
            Fund fund, Origin origin, String function, Kind kind, @Nullable String economic, String balance, String carriedOut) {
        return new LineBalance(
                new Line(fund, origin, function, kind, economic, kind == Kind.PROJECT ? "P" : null),
                wanYuan(balance),
                wanYuan(carriedOut),
                Money.ZERO,
                wanYuan(balance).plus(wanYuan(carriedOut)));
    }

    private static Money wanYuan(String amount) {
        return Money.ofFen(Long.parseLong(amount) * 1_000_000);
    }

    private static List<String> rows(BudgetAsOf budget, TableId id) {
        var table = Disclosure.table(id, budget, TEMPLATES.of(budget.fiscalYear()));
        return Csv.of(TableDocument.of(table, budget, Amounts.ALL, Unit.WAN_YUAN)).lines().skip(1).toList();
    }
}
