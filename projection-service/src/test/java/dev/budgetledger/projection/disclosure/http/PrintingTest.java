package dev.budgetledger.projection.disclosure.http;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Digits;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** Exact inside, rounded once and by itself on paper. */
class PrintingTest {

    private static final Templates TEMPLATES = SampleTemplates.all();
    private static final Digits TWO_PLACES = new Digits(2, false, false, "");
    private static final Digits SHORTEST = new Digits(2, true, false, "");

    @ParameterizedTest(name = "{0} fen in {1} is {2}, or {3} at its shortest")
    @CsvSource(nullValues = "blank", value = {
        "0,                    WAN_YUAN, '',               ''",
        "89168200000,          WAN_YUAN, 89168.20,         89168.2",
        "2300000,              WAN_YUAN, 2.30,             2.3",
        "10000000,             WAN_YUAN, 10.00,            10",
        "14999,                WAN_YUAN, 0.01,             0.01",
        "15000,                WAN_YUAN, 0.02,             0.02",
        "-14999,               WAN_YUAN, -0.01,            -0.01",
        "-15000,               WAN_YUAN, -0.02,            -0.02",
        "4999,                 WAN_YUAN, 0.00,             0",
        "-4999,                WAN_YUAN, 0.00,             0",
        "5000,                 WAN_YUAN, 0.01,             0.01",
        "-5000,                WAN_YUAN, -0.01,            -0.01",
        "1,                    YUAN,     0.01,             0.01",
        "-1050,                YUAN,     -10.50,           -10.5",
        "2300000,              YUAN,     23000.00,         23000",
        "1000000000000000,     WAN_YUAN, 1000000000.00,    1000000000",
        "9223372036854775807,  YUAN,     92233720368547758.07, 92233720368547758.07",
    })
    void an_amount_is_rounded_half_up_and_blank_where_it_is_zero(
            long fen, Unit unit, String twoPlaces, String shortest) {
        Cell cell = new Cell.Amount(Money.ofFen(fen), List.of());

        assertThat(cell.print(unit, TWO_PLACES)).isEqualTo(twoPlaces);
        assertThat(cell.print(unit, SHORTEST)).isEqualTo(shortest);
    }

    @ParameterizedTest(name = "{0} fen with {1} places is {2}")
    @CsvSource({
        "0,              2, 0.00", "-50,            0, -1", "123456789,      0, '1,234,568'", "123456789,      2, '1,234,567.89'",
        "-12345600,      2, '-123,456.00'", "99999,          0, '1,000'", "99900,          1, 999.0", "-100000,        0, '-1,000'"
    })
    void a_form_may_group_thousands_print_zero_and_have_other_places(long fen, int places, String printed) {
        assertThat(new Cell.Amount(Money.ofFen(fen), List.of()).print(Unit.YUAN, new Digits(places, false, true, "0.00")))
                .isEqualTo(printed);
    }

    @Test
    void a_total_of_rounded_items_is_what_they_are_together_in_print() {
        Cell total = new Cell.Amount(Money.ofFen(28_000), List.of(), List.of(Money.ofFen(14_000), Money.ofFen(14_000)));
        Cell cancelled = new Cell.Amount(Money.ZERO, List.of(), List.of(Money.ofFen(5_000), Money.ofFen(5_000), Money.ofFen(-10_000)));

        assertThat(total.print(Unit.WAN_YUAN, TWO_PLACES)).isEqualTo("0.02");
        assertThat(cancelled.print(Unit.WAN_YUAN, TWO_PLACES)).isEqualTo("0.01");
    }

    @Test
    void each_cell_is_rounded_by_itself_so_that_a_total_is_not_the_sum_of_rounded_rows() {
        BudgetAsOf budget = budget(personnel("2010301", "30101", 14_000), personnel("2010301", "30102", 14_000));

        assertThat(Csv.of(printed(TableId.BASIC_EXPENDITURE, budget, Unit.WAN_YUAN)).lines().skip(1))
                .containsExactly("1,,合计,0.03,0.03,", "2,301,,0.03,0.03,", "3,30101,,0.01,0.01,", "4,30102,,0.01,0.01,");
    }

    @Test
    void in_yuan_the_same_tables_show_every_fen() {
        BudgetAsOf budget = budget(personnel("2010301", "30101", 12_345_678_901L));

        assertThat(Csv.of(printed(TableId.EXPENDITURE, budget, Unit.YUAN)).lines().skip(1))
                .contains("1,,合计,123456789.01,123456789.01,,,,");
        assertThat(printed(TableId.EXPENDITURE, budget, Unit.YUAN).unit()).isEqualTo("元");
        assertThat(Csv.of(printed(TableId.THREE_PUBLIC, SampleBudgets.of2023(), Unit.YUAN)))
                .contains("8,三、公务接待费,23000,23000,,");
    }

    @Test
    void reductions_print_with_their_sign() {
        BudgetAsOf budget = budget(personnel("2010301", "30101", -2_300_000));

        assertThat(Csv.of(printed(TableId.GENERAL_PUBLIC_BUDGET, budget, Unit.WAN_YUAN)).lines().skip(1))
                .first()
                .isEqualTo("1,,合计,-2.30,-2.30,");
    }

    @Test
    void lines_that_cancel_out_leave_a_row_with_blank_amounts() {
        BudgetAsOf budget = budget(personnel("2010301", "30101", 100), personnel("2010301", "30102", -100));

        assertThat(Csv.of(printed(TableId.GENERAL_PUBLIC_BUDGET, budget, Unit.YUAN)).lines().skip(1))
                .containsExactly("1,,合计,,,", "2,201,,,,", "3,20103,,,,", "4,2010301,,,,");
    }

    @Test
    void names_that_need_it_are_quoted_in_csv() {
        BudgetAsOf plain = budget(personnel("2010301", "30101", 100));
        ClassificationNames names = SampleBudgets.names(Map.of("201", "a,b", "20103", "c\nd", "2010301", "e\"f"), Map.of());
        BudgetAsOf budget = SampleBudgets.budget(2023, false, plain.lines(), names);

        assertThat(Csv.of(printed(TableId.GENERAL_PUBLIC_BUDGET, budget, Unit.YUAN)))
                .contains("2,201,\"a,b\",1.00,1.00,\n3,20103,\"c\nd\",1.00,1.00,\n4,2010301,\"e\"\"f\",1.00,1.00,\n");
    }

    private static TableDocument printed(TableId id, BudgetAsOf budget, Unit unit) {
        return TableDocument.of(Disclosure.table(id, budget, TEMPLATES.of(2023)), budget, Amounts.ALL, unit);
    }

    private static BudgetAsOf budget(LineBalance... lines) {
        return SampleBudgets.budget(2023, false, List.of(lines), new ClassificationNames(Map.of(), Map.of()));
    }

    private static LineBalance personnel(String function, String economic, long fen) {
        return SampleBudgets.untouched(
                new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, function, Kind.PERSONNEL, economic, null),
                Money.ofFen(fen));
    }
}
