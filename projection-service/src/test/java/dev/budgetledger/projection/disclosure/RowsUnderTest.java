package dev.budgetledger.projection.disclosure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.contract.form.RowForm;
import dev.budgetledger.projection.disclosure.table.Cell;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.disclosure.table.TableYear;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineBalance;

import static org.assertj.core.api.Assertions.assertThat;

/** 分单位按科目列示: what many places print, each unit with its codes below it, and a function with its economic classes or its units. */
class RowsUnderTest {

    private static final BudgetAsOf BUDGET = SampleBudgets.budget(2025, false, List.of(
            line("418002", "2010350", "30201", 20), line("418002", "2080505", "30108", 5),
            line("418001", "2010301", "30101", 300), line("418001", "2010301", "30201", 40), line("418001", "2010399", null, 7),
            line(null, "2010301", "30201", 1)), new ClassificationNames(Map.of(
                    Type.FUNCTION, Map.of("201", "一般公共服务支出", "2010301", "行政运行"),
                    Type.ECONOMIC, Map.of("301", "工资福利支出")), Map.of()));

    @Test
    void a_unit_has_a_row_and_its_codes_follow_parents_first() {
        assertThat(rows("""
                {"id": "rows", "by": "FUNCTION", "levels": [1, 3], "under": "UNIT", "numbering": "CHINESE"}""")).containsExactly(
                        "rows/418001 | 418001 |  |  | 一、厅本级 | 347.00",
                        "rows/418001/201 | 201 | 201 |  | 一般公共服务支出 | 347.00",
                        "rows/418001/2010301 | 2010301 | 201 | 01 | 行政运行 | 340.00",
                        "rows/418001/2010399 | 2010399 | 201 | 99 |  | 7.00",
                        "rows/418002 | 418002 |  |  | 二、 | 25.00",
                        "rows/418002/201 | 201 | 201 |  | 一般公共服务支出 | 20.00",
                        "rows/418002/2010350 | 2010350 | 201 | 50 |  | 20.00",
                        "rows/418002/208 | 208 | 208 |  |  | 5.00",
                        "rows/418002/2080505 | 2080505 | 208 | 05 |  | 5.00",
                        "total |  |  |  | 合计 | 372.00");
    }

    @Test
    void money_that_lacks_one_of_both_codes_is_in_no_row_of_them() {
        assertThat(rows("""
                {"id": "rows", "by": "ECONOMIC", "levels": [1], "under": "UNIT"}""")).containsExactly(
                        "rows/418001 | 418001 |  |  | 厅本级 | 340.00",
                        "rows/418001/301 | 301 | 301 |  | 工资福利支出 | 300.00",
                        "rows/418001/302 | 302 | 302 |  |  | 40.00",
                        "rows/418002 | 418002 |  |  |  | 25.00",
                        "rows/418002/301 | 301 | 301 |  | 工资福利支出 | 5.00",
                        "rows/418002/302 | 302 | 302 |  |  | 20.00",
                        "total |  |  |  | 合计 | 365.00");
    }

    @Test
    void a_function_has_a_row_and_its_economic_classes_follow() {
        assertThat(rows("""
                {"id": "rows", "by": "ECONOMIC", "levels": [1], "under": "FUNCTION", "of": {"economics": ["301"]}}""")).containsExactly(
                        "rows/2010301 | 2010301 |  |  | 行政运行 | 300.00",
                        "rows/2010301/301 | 301 | 301 |  | 工资福利支出 | 300.00",
                        "rows/2080505 | 2080505 |  |  |  | 5.00",
                        "rows/2080505/301 | 301 | 301 |  | 工资福利支出 | 5.00",
                        "total |  |  |  | 合计 | 305.00");
    }

    @Test
    void so_do_the_units_that_spend_on_it() {
        assertThat(rows("""
                {"id": "rows", "by": "UNIT", "under": "FUNCTION", "of": {"functions": ["201"]}}""", """
                {"id": "code", "title": "编码", "text": "CODE"}""")).containsExactly(
                        "rows/2010301 | 2010301 | 行政运行 | 340.00",
                        "rows/2010301/418001 | 418001 | 厅本级 | 340.00",
                        "rows/2010350 | 2010350 |  | 20.00",
                        "rows/2010350/418002 | 418002 |  | 20.00",
                        "rows/2010399 | 2010399 |  | 7.00",
                        "rows/2010399/418001 | 418001 | 厅本级 | 7.00",
                        "total |  | 合计 | 367.00");
    }

    /** In columns of a code, of its 类 and 项 alone, a name and money. */
    private static List<String> rows(String rows) {
        return rows(rows, """
                {"id": "code", "title": "编码", "text": "CODE"}, {"id": "class", "title": "类", "text": "CODE", "level": 1},
                {"id": "item", "title": "项", "text": "CODE", "level": 3}""");
    }

    private static List<String> rows(String rows, String codes) {
        String form = """
                {"id": "a", "name": "a", "jurisdiction": "430000", "level": "DEPARTMENT", "of": "BUDGET", "fiscalYears": {"from": 2025},
                 "tables": [{"id": "t", "title": "t", "measure": "YUAN", "format": {"places": 2}, "of": {"sides": ["EXPENDITURE"]},
                   "panels": [{
                     "columns": [%s, {"id": "name", "title": "名称", "text": "LABEL"}, {"id": "total", "title": "合计"}],
                     "sections": [[%s, {"id": "total", "label": "合计", "sum": ["rows"]}]]}]}]}
                """.formatted(codes, rows);
        Table table = TableMaker.table(FormReader.read(form.getBytes(StandardCharsets.UTF_8)).tables().getFirst(),
                new TableYear(BUDGET, _ -> Nature.ADMINISTRATIVE, RowsUnderTest::called, Published.of(BUDGET)), null);
        return table.rows().stream()
                .map(row -> ((Cell.Text) Objects.requireNonNull(row.cells().get("name"))).identity() + " | " + table.columns().stream()
                        .map(column -> row.print(column, table.unit(), table.digits())).collect(Collectors.joining(" | ")))
                .toList();
    }

    private static String called(RowForm.By by, String code) {
        return code.equals("418001") ? "厅本级" : "";
    }

    private static LineBalance line(@Nullable String unit, String function, @Nullable String economic, int yuan) {
        return SampleBudgets.untouched(
                new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, unit, function, Kind.BASIC, economic, null, null, null), Money.ofFen(100L * yuan));
    }
}
