package dev.budgetledger.projection.disclosure.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.RandomBudgets;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Templates;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the lines, the tables hold all of the money and agree with each other; with other code, {@code FormOracleTest} shows. */
class TablePropertiesTest {

    private static final Templates TEMPLATES = SampleTemplates.all();

    private static final List<TableId> CLASSIFIED = List.of(
            TableId.REVENUE,
            TableId.EXPENDITURE,
            TableId.GENERAL_PUBLIC_BUDGET,
            TableId.BASIC_EXPENDITURE,
            TableId.GOVERNMENT_FUND,
            TableId.STATE_CAPITAL);

    @Property
    void rows_by_code_add_up_to_their_total_in_fen(@ForAll("budgets") BudgetAsOf budget) {
        for (TableId id : CLASSIFIED) {
            Table table = table(id, budget);
            List<Row> below = table.rows().stream().skip(1).toList();
            List<Row> classes = below.stream().filter(row -> Cells.text(row, "code").length() <= 3).toList();
            for (String column : Cells.amountColumns(table)) {
                long total = table.rows().isEmpty() ? 0 : Cells.fen(table.rows().getFirst(), column);
                assertThat(Cells.sum(classes, column)).as("%s %s", id, column).isEqualTo(total);
            }
        }
    }

    @Property
    void income_and_expenditure_balance_and_hold_all_the_money(@ForAll("budgets") BudgetAsOf budget) {
        long left = fen(budget, LineBalance::balance);
        long carriedOut = fen(budget, LineBalance::carriedOut);
        Table table = table(TableId.REVENUE_AND_EXPENDITURE, budget);
        int totals = table.rows().size() - 3;
        List<Row> detail = table.rows().subList(0, totals);
        Row current = table.rows().get(totals);
        Row carried = table.rows().get(totals + 1);
        Row all = table.rows().get(totals + 2);

        assertThat(Cells.fen(all, "incomeAmount")).isEqualTo(left + carriedOut);
        assertThat(Cells.fen(all, "expenditureAmount")).isEqualTo(Cells.fen(all, "incomeAmount"));
        assertThat(Cells.fen(carried, "expenditureAmount")).isEqualTo(carriedOut);
        assertThat(Cells.fen(current, "expenditureAmount")).isEqualTo(left);
        assertThat(Cells.sum(detail, "incomeAmount")).isEqualTo(Cells.fen(current, "incomeAmount"));
        assertThat(Cells.sum(detail, "expenditureAmount")).isEqualTo(Cells.fen(current, "expenditureAmount"));
        assertThat(Cells.fen(current, "incomeAmount") + Cells.fen(carried, "incomeAmount"))
                .isEqualTo(Cells.fen(all, "incomeAmount"));
    }

    @Property
    void the_revenue_table_explains_all_income_and_the_expenditure_table_all_expenditure(
            @ForAll("budgets") BudgetAsOf budget) {
        List<Row> balance = table(TableId.REVENUE_AND_EXPENDITURE, budget).rows();
        Row current = balance.get(balance.size() - 3);
        Row carried = balance.get(balance.size() - 2);
        Row all = balance.getLast();

        assertThat(total(TableId.REVENUE, budget, "total")).isEqualTo(Cells.fen(all, "incomeAmount"));
        assertThat(total(TableId.REVENUE, budget, "currentYear")).isEqualTo(Cells.fen(current, "incomeAmount"));
        assertThat(total(TableId.REVENUE, budget, "carriedOver")).isEqualTo(Cells.fen(carried, "incomeAmount"));
        assertThat(total(TableId.EXPENDITURE, budget, "total")).isEqualTo(Cells.fen(current, "expenditureAmount"));
    }

    @Property
    void the_classes_of_the_balance_are_those_of_the_expenditure_table(@ForAll("budgets") BudgetAsOf budget) {
        Table balance = table(TableId.REVENUE_AND_EXPENDITURE, budget);
        Table expenditure = table(TableId.EXPENDITURE, budget);
        for (Row row : expenditure.rows()) {
            String code = Cells.text(row, "code");
            if (code.length() == 3) {
                Row same = Cells.row(balance, "expenditure", labelOf(code));
                assertThat(Cells.fen(same, "expenditureAmount")).as(code).isEqualTo(Cells.fen(row, "total"));
            }
        }
    }

    @Property
    void the_three_fund_tables_are_the_columns_of_the_fiscal_appropriation(
            @ForAll("budgets") BudgetAsOf budget) {
        Table balance = table(TableId.FISCAL_APPROPRIATION, budget);
        Row all = balance.rows().getLast();
        Row current = balance.rows().get(balance.rows().size() - 6);
        assertThat(Cells.text(current, "expenditure")).isEqualTo("本年支出合计");
        assertThat(Cells.fen(current, "generalPublic"))
                .isEqualTo(total(TableId.GENERAL_PUBLIC_BUDGET, budget, "total"));
        assertThat(Cells.fen(current, "governmentFund")).isEqualTo(total(TableId.GOVERNMENT_FUND, budget, "total"));
        assertThat(Cells.fen(current, "stateCapital")).isEqualTo(total(TableId.STATE_CAPITAL, budget, "total"));
        for (Row row : balance.rows()) {
            assertThat(Cells.fen(row, "generalPublic")
                            + Cells.fen(row, "governmentFund")
                            + Cells.fen(row, "stateCapital"))
                    .isEqualTo(Cells.fen(row, "total"));
        }
        assertThat(Cells.fen(all, "incomeAmount")).isEqualTo(Cells.fen(all, "total"));
    }

    @Property
    void what_was_brought_forward_is_shown_by_appropriation(@ForAll("budgets") BudgetAsOf budget) {
        List<Row> rows = table(TableId.FISCAL_APPROPRIATION, budget).rows();
        List<Row> byFund = rows.subList(rows.size() - 4, rows.size() - 1);

        assertThat(Cells.fen(rows.get(rows.size() - 5), "incomeAmount")).isEqualTo(Cells.sum(byFund, "incomeAmount"));
    }

    @Property
    void what_was_carried_out_is_shown_by_appropriation_and_is_missing_from_the_expenditure(
            @ForAll("budgets") BudgetAsOf budget) {
        List<Row> rows = table(TableId.FISCAL_APPROPRIATION, budget).rows();
        Row carried = rows.get(rows.size() - 5);
        for (String column : List.of("total", "generalPublic", "governmentFund", "stateCapital")) {
            assertThat(Cells.fen(carried, column))
                    .as(column)
                    .isEqualTo(Cells.fen(rows.getLast(), column) - Cells.fen(rows.get(rows.size() - 6), column));
        }
    }

    @Property
    void what_is_frozen_and_what_is_free_are_together_all_of_it_cell_by_cell(
            @ForAll("budgets") BudgetAsOf budget, @ForAll TableId id) {
        Map<String, Long> all = cells(id, budget, Amounts.ALL);
        Map<String, Long> frozen = cells(id, budget, Amounts.FROZEN);
        Map<String, Long> free = cells(id, budget, Amounts.FREE);

        Set<String> cells = new TreeSet<>(all.keySet());
        cells.addAll(frozen.keySet());
        cells.addAll(free.keySet());
        for (String cell : cells) {
            assertThat(all.getOrDefault(cell, 0L) - frozen.getOrDefault(cell, 0L))
                    .as(cell)
                    .isEqualTo(free.getOrDefault(cell, 0L));
        }
        assertThat(Disclosure.table(id, budget.showing(Amounts.FROZEN), TEMPLATES.of(2023)).notes())
                .isEqualTo(table(id, budget).notes());
    }

    @Property
    void the_frozen_part_of_the_tables_is_that_of_the_lines(@ForAll("budgets") BudgetAsOf budget) {
        List<Row> rows = Disclosure.table(
                        TableId.REVENUE_AND_EXPENDITURE, budget.showing(Amounts.FROZEN), TEMPLATES.of(2023))
                .rows();
        long frozen = 0;
        for (LineBalance line : budget.lines()) {
            frozen += line.frozen().fen();
        }
        assertThat(Cells.fen(rows.getLast(), "incomeAmount")).isEqualTo(frozen);
        assertThat(Cells.fen(rows.getLast(), "expenditureAmount")).isEqualTo(frozen);
        assertThat(Cells.fen(rows.get(rows.size() - 2), "expenditureAmount")).isZero();
    }

    @Property
    void the_basic_table_explains_the_basic_column_of_the_general_public_budget(
            @ForAll("budgets") BudgetAsOf budget) {
        assertThat(total(TableId.BASIC_EXPENDITURE, budget, "total"))
                .isEqualTo(total(TableId.GENERAL_PUBLIC_BUDGET, budget, "basic"));
    }

    @Property
    void the_three_public_parts_add_up(@ForAll("budgets") BudgetAsOf budget) {
        Table table = table(TableId.THREE_PUBLIC, budget);
        List<Row> rows = table.rows();
        for (String column : Cells.amountColumns(table)) {
            assertThat(Cells.fen(rows.get(1), column) + Cells.fen(rows.get(4), column) + Cells.fen(rows.get(7), column))
                    .as(column).isEqualTo(Cells.fen(rows.getFirst(), column));
        }
    }

    @Property(tries = 50)
    void the_same_budget_gives_the_same_tables_whatever_the_order_of_its_lines(
            @ForAll("budgets") BudgetAsOf budget, @ForAll TableId id) {
        BudgetAsOf reversed = SampleBudgets.budget(2023, false, budget.lines().reversed(), budget.names());
        for (Unit unit : Unit.values()) {
            assertThat(TableDocument.of(table(id, reversed), reversed, Amounts.ALL, unit))
                    .isEqualTo(TableDocument.of(table(id, budget), budget, Amounts.ALL, unit));
        }
    }

    @Provide
    Arbitrary<BudgetAsOf> budgets() {
        return RandomBudgets.budgets();
    }

    private static String labelOf(String code) {
        return switch (code) {
            case "201" -> "一、一般公共服务支出";
            case "208" -> "八、社会保障和就业支出";
            case "218" -> "名称二一八";
            case "221" -> "二十、住房保障支出";
            case "234" -> "三十、抗疫特别国债安排的支出";
            default -> code;
        };
    }

    private static long fen(BudgetAsOf budget, Function<LineBalance, Money> of) {
        return budget.lines().stream().mapToLong(line -> of.apply(line).fen()).sum();
    }

    private static long total(TableId id, BudgetAsOf budget, String column) {
        List<Row> rows = table(id, budget).rows();
        return rows.isEmpty() ? 0 : Cells.fen(rows.getFirst(), column);
    }

    /** The amounts of a table by what names their row on either side, the how manieth of that name, and the column. */
    private static Map<String, Long> cells(TableId id, BudgetAsOf budget, Amounts amounts) {
        Table table = Disclosure.table(id, budget.showing(amounts), TEMPLATES.of(2023));
        Map<String, Long> cells = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Row row : table.rows()) {
            for (String column : Cells.amountColumns(table)) {
                String name = column.equals("incomeAmount")
                        ? Cells.text(row, "income")
                        : Cells.text(row, "code") + Cells.text(row, "name") + Cells.text(row, "expenditure")
                                + Cells.text(row, "item");
                String cell = name + " / " + column;
                cells.put(cell + " " + seen.merge(cell, 1, Integer::sum), Cells.fen(row, column));
            }
        }
        return cells;
    }

    private static Table table(TableId id, BudgetAsOf budget) {
        return Disclosure.table(id, budget, TEMPLATES.of(2023));
    }
}
