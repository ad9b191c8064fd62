package dev.budgetledger.projection.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.BudgetAsOf;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the lines, a form's tables hold the money that they say, and print what they say. */
class FormPropertiesTest {

    private static final Form DEPARTMENT = form("putuo-department-2025");
    private static final Form UNIT = form("shanghai-unit-2025");

    /** By economic class, in whole 万元, its totals of what is printed. */
    private static final Form ROUNDED = FormReader.read("""
            {"id": "a", "name": "a", "jurisdiction": "310107", "level": "UNIT", "of": "BUDGET", "fiscalYears": {"from": 2025},
             "tables": [{"id": "t", "title": "t", "measure": "WAN_YUAN", "format": {"places": 0, "zero": "0"}, "totals": "OF_ROUNDED",
               "of": {"sides": ["EXPENDITURE"]},
               "panels": [{
                 "columns": [{"id": "code", "title": "c", "text": "CODE"}, {"id": "name", "title": "n", "text": "LABEL"},
                   {"id": "total", "title": "t", "sum": ["basic", "other"]},
                   {"id": "basic", "title": "b", "of": {"kinds": ["PERSONNEL", "OPERATING", "BASIC"]}},
                   {"id": "other", "title": "o", "of": {"kinds": ["PROJECT", "BUSINESS", "REMITTANCE", "SUBSIDY"]}}],
                 "sections": [[{"id": "total", "label": "合计", "sum": ["codes", "none"]}, {"id": "codes", "by": "ECONOMIC", "levels": [1, 2]},
                   {"id": "none", "label": "无", "of": {"economics": ["NONE"]}}]]}]}]}
            """.getBytes(StandardCharsets.UTF_8));

    @Property(tries = 200)
    void income_and_expenditure_agree_in_every_form(@ForAll("budgets") BudgetAsOf budget) {
        for (Form form : List.of(DEPARTMENT, UNIT)) {
            for (int table : new int[] {0, 3}) {
                Table balance = table(form, table, budget);
                Row total = balance.rows().getLast();
                String expenditure = balance.columns().stream().map(Column::id)
                        .filter(id -> id.equals("expenditureAmount") || id.equals("total")).findFirst().orElseThrow();
                assertThat(amount(total, "incomeAmount").value()).isEqualTo(amount(total, expenditure).value());
            }
        }
    }

    @Property(tries = 200)
    void no_money_is_left_out_between_the_rows_and_their_total(@ForAll("budgets") BudgetAsOf budget) {
        for (Form form : List.of(DEPARTMENT, UNIT)) {
            for (int table : new int[] {1, 2, 4, 5, 6, 7}) {
                Table coded = table(form, table, budget);
                List<Row> inner = coded.rows().stream().filter(row -> text(row, "group").isEmpty()).toList();
                for (Column column : amounts(coded)) {
                    long rows = inner.subList(0, inner.size() - 1).stream()
                            .mapToLong(row -> amount(row, column.id()).value().fen()).sum();
                    assertThat(rows).as("%s %s", coded.id(), column.id()).isEqualTo(amount(inner.getLast(), column.id()).value().fen());
                }
            }
        }
    }

    @Property(tries = 200)
    void a_total_of_rounded_items_is_their_sum_in_print(@ForAll("budgets") BudgetAsOf budget) {
        Table table = table(ROUNDED, 0, budget);
        Row total = table.rows().getFirst();
        for (Column column : amounts(table)) {
            BigDecimal items = table.rows().stream().skip(1)
                    .filter(row -> text(row, "code").length() != 3)
                    .map(row -> printed(table, row, column))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(printed(table, total, column)).as(column.id()).isEqualByComparingTo(items);
        }
        for (Row row : table.rows()) {
            assertThat(printed(table, row, column(table, "total")))
                    .isEqualByComparingTo(printed(table, row, column(table, "basic")).add(printed(table, row, column(table, "other"))));
            assertThat(amount(row, "total").value()).isEqualTo(amount(row, "basic").value().plus(amount(row, "other").value()));
        }
    }

    @Property(tries = 200)
    void operating_cost_is_of_units_run_by_civil_servants_only(@ForAll("budgets") BudgetAsOf budget, @ForAll Nature nature) {
        Table threePublic = TableMaker.table(DEPARTMENT.tables().get(8), budget, _ -> nature);
        Table basic = TableMaker.table(DEPARTMENT.tables().get(7), budget, _ -> nature);

        Cell.Amount cost = amount(threePublic.rows().getFirst(), "operatingCost");
        assertThat(cost.value()).isEqualTo(nature.isRunByCivilServants()
                ? amount(basic.rows().getLast(), "operating").value()
                : Cell.sum(List.of()).value());
        assertThat(cost.of()).allMatch(each -> each.line().kind() == Kind.OPERATING);
    }

    @Provide
    Arbitrary<BudgetAsOf> budgets() {
        return RandomBudgets.budgets();
    }

    private static Table table(Form form, int table, BudgetAsOf budget) {
        return TableMaker.table(form.tables().get(table), budget, _ -> Nature.ADMINISTRATIVE);
    }

    private static Stream<Column> stream(Table table) {
        return table.columns().stream().filter(column -> column.type() == Column.Type.AMOUNT);
    }

    private static List<Column> amounts(Table table) {
        return stream(table).toList();
    }

    private static Column column(Table table, String id) {
        return stream(table).filter(column -> column.id().equals(id)).findFirst().orElseThrow();
    }

    private static Cell.Amount amount(Row row, String column) {
        return (Cell.Amount) Objects.requireNonNull(row.cells().get(column));
    }

    private static String text(Row row, String column) {
        return ((Cell.Text) Objects.requireNonNull(row.cells().get(column))).text();
    }

    private static BigDecimal printed(Table table, Row row, Column column) {
        return new BigDecimal(row.print(column, table.unit(), table.digits()));
    }

    private static Form form(String id) {
        try (InputStream in = FormPropertiesTest.class.getResourceAsStream("/forms/" + id + ".json")) {
            return FormReader.read(Objects.requireNonNull(in, id).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
