package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;
import dev.budgetledger.projection.checks.Result.Verdict;
import dev.budgetledger.projection.disclosure.Cases;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** 勾稽 of tables that other places published, as they printed them, and of what their texts state. */
class CasesChecksTest {

    @ParameterizedTest
    @EnumSource
    void the_printed_tables_are_read_and_nothing_in_them_is_a_false_alarm(PrintedCase each) {
        List<Result> results = each.check(each.tables());

        assertThat(Publication.ids(results, Verdict.FAIL)).isEmpty();
        assertThat(Publication.ids(results, Verdict.PASS)).contains("T3-row", "T5-class-group", "T8-T5-basic", "T9-row", "T9-row-vehicles");
        assertThat(each.read(each.tables(), null).tables().values())
                .allSatisfy(table -> assertThat(table.rows()).allSatisfy(row -> assertThat(row.isUnderstood()).isTrue()));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_not_said_of_a_unit_is_no_error_of_its_publisher(PrintedCase each) {
        assertThat(Publication.ids(each.check(each.tables(), null), Verdict.FAIL)).isEmpty();
    }

    /** 尾差 of 1 in whole yuan, and 元 beside 万元. */
    @Test
    void what_rounding_explains_is_rounding() {
        assertThat(Publication.ids(PrintedCase.SHCZJ.check(PrintedCase.SHCZJ.all()), Verdict.ROUNDING))
                .containsExactlyInAnyOrder("T8-class-group", "T9-T8-operating", "T8-operating-cost", "S-tables");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        // 职业年金 887.36 for 873,617, twice as the page is there twice.
        "CZJ      | S-tables         | function.2080506 887.36, function.2080506 887.36",
        "SHCZJ    | ''               | ''",
        // Not in the list of what is wrong with it, and wrong: 社会福利 738.66 for 6,964,796.
        "FULIYUAN | S-tables         | function.2081005 738.66",
        // 住房公积金 208.8 and 201.50.
        "SFJ      | S-tables S-twice | function.2210201 201.50, function.2210201 208.8",
    })
    void what_a_text_gets_wrong_is_found_and_nothing_else(PrintedCase each, String checks, @Nullable String figures) {
        List<Result> results = each.check(each.all());

        assertThat(Publication.ids(results, Verdict.FAIL)).isEqualTo(new TreeSet<>(words(checks, " ")));
        assertThat(results.stream().flatMap(result -> result.findings().stream())
                        .filter(found -> found.verdict() == Verdict.FAIL)
                        .map(found -> found.left().terms().getFirst())
                        .map(term -> term.label() + " " + Objects.requireNonNull(term.amount()).printed()))
                .containsExactlyInAnyOrderElementsOf(words(figures, ", "));
    }

    /** 国有资本经营预算 with the note of 政府性基金, as it was printed. */
    @Test
    void a_note_of_another_table_is_named() {
        Publication printed = PrintedCase.CZJ.tables().doctored("t7.csv", "无国有资本经营预算", "无政府性基金预算");
        Publication filled = PrintedCase.CZJ.tables().with("t6.csv", """
                类,款,项,功能分类科目名称,合计,基本支出,项目支出
                212,,,城乡社区支出,1.00,,1.00
                212,08,,土地出让,1.00,,1.00
                212,08,01,征地补偿,1.00,,1.00
                ,,,合计,1.00,,1.00
                注：本部门2025年无政府性基金预算财政拨款安排的预算，故本表为空表。,,,,,,
                """);

        assertThat(Publication.ids(PrintedCase.CZJ.check(PrintedCase.CZJ.tables()), Verdict.PASS)).contains("T6-notes", "T7-notes");
        assertThat(PrintedCase.CZJ.check(printed)).filteredOn(result -> result.verdict() == Verdict.FAIL).singleElement()
                .satisfies(result -> {
                    assertThat(result.check().id()).isEqualTo("T7-notes");
                    assertThat(result.reason()).contains("state-capital has the note of government-fund");
                });
        assertThat(Publication.ids(PrintedCase.CZJ.check(filled), Verdict.FAIL)).contains("T6-notes");
    }

    private static List<String> words(@Nullable String text, String between) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(between));
    }

    /** 梧州 2025: 14.43 is a percentage of the current figure, 16.87 that of the prior one. A new unit has no prior year. */
    @ParameterizedTest
    @CsvSource({
        "total,       1085203.63, -43506.06, -3.85,  pass",
        "function.207, 850088.3,  -54357.12, -6.00,  pass",
        "function.208, 116433.12, +16803.36, 14.43,  fail",
        "function.208, 116433.12, +16803.36, 16.87,  pass",
        "function.210, 43897.73,  -6014.46,  -12.05, pass",
        "function.221, 74784.48,  +62.16,    0.083,  pass",
        "total,        307.82,    +307.82,   100.00, not enough data",
    })
    void a_percentage_is_of_the_prior_year(String key, String current, String change, String percent, String verdict) {
        Publication published = Publication.empty().with("statements.csv", String.join("\n",
                "key,value,unit,meaning", key + "," + current + ",元,", "yoy." + key + "," + change + ",元,", "percent." + key + "," + percent + ",%,"));

        Result result = PrintedCase.CZJ.check(published).stream()
                .filter(each -> each.check().id().equals("S-percent")).findFirst().orElseThrow();

        assertThat(result.verdict() == Verdict.ROUNDING ? "pass" : result.verdict().text()).isEqualTo(verdict);
    }

    @Test
    void a_row_of_a_text_whose_words_are_not_understood_is_told_and_is_no_error() {
        Publication published = PrintedCase.SHCZJ.tables().with("statements.csv", """
                key,value,unit,meaning
                total,"17,192",万元,
                performance,4222.51,万元,
                basic,12764.20,亿,
                project,若干,万元,
                fund.LOTTERY,1,万元,
                """);
        List<Result> results = PrintedCase.SHCZJ.check(published);

        assertThat(Publication.ids(results, Verdict.FAIL)).isEmpty();
        assertThat(results.getLast().check().id()).isEqualTo("S-words");
        assertThat(results.getLast().verdict()).isEqualTo(Verdict.NOT_ENOUGH_DATA);
        assertThat(results.getLast().reason())
                .isEqualTo("statements.csv row 3 has no known key: performance; statements.csv row 4 has no unit of measure: 亿; "
                        + "statements.csv row 5 has no amount: 若干; statements.csv row 6 has no known key: fund.LOTTERY");
    }

    @Test
    void a_code_that_is_none_is_named_with_its_row_and_column() {
        Publication published = PrintedCase.FULIYUAN.tables()
                .doctored("t3.csv", "210,11,02,事业单位医疗", "7,11,02,事业单位医疗");

        assertThatThrownBy(() -> PrintedCase.FULIYUAN.check(published))
                .isInstanceOf(ProblemException.class)
                .hasMessage("t3.csv: row 14 column 类 is not a code: 7");
    }

    /** 三公 in 元 where the form has 万元, and less than 基本支出 has of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0.95,,0.95,,,,229.43 | 9500,,9500,,,,229.43 | T9-at-most",
        "0.95,,0.95,,,,229.43 | 0.90,,0.90,,,,229.43 | T9-T8-at-least",
        "0.95,,0.95,,,,229.43 | 0.95,,0.95,,,,239.43 | T9-T8-operating",
        "0.95,,0.95,,,,229.43 | 1.95,,0.95,,,,229.43 | T9-row",
    })
    void three_public_is_held_against_the_other_tables(String printed, String doctored, @Nullable String failing) {
        assertThat(Publication.ids(
                        PrintedCase.CZJ.check(PrintedCase.CZJ.tables().doctored("t9.csv", printed, doctored)), Verdict.FAIL))
                .isEqualTo(new TreeSet<>(words(failing, " ")));
    }

    @Test
    void operating_cost_of_a_department_of_several_natures_is_part_of_its_operating_money() {
        Publication less = PrintedCase.CZJ.all().doctored("t9.csv", "229.43", "200.00")
                .doctored("statements.csv", "basic.operating,229.43", "basic.operating,200.00");
        Publication more = PrintedCase.CZJ.all().doctored("t9.csv", "229.43", "300.00")
                .doctored("statements.csv", "basic.operating,229.43", "basic.operating,300.00");

        assertThat(Publication.ids(PrintedCase.CZJ.check(less, null), Verdict.FAIL)).containsExactly("S-tables");
        assertThat(Publication.ids(PrintedCase.CZJ.check(more, null), Verdict.FAIL))
                .containsExactlyInAnyOrder("S-tables", "T9-at-most", "T8-operating-cost");
    }

    /** Its form has no column for 经营支出, so a row may have more than 基本支出 and 项目支出. */
    @Test
    void money_that_is_spent_on_business_needs_no_column() {
        Publication business = PrintedCase.CZJ.tables()
                .doctored("t2.csv", "208,05,99,其他行政事业单位养老支出,\"9,620.00\",\"9,620.00\",,,",
                        "208,05,99,其他行政事业单位养老支出,\"9,720.00\",\"9,620.00\",,100.00,")
                .doctored("t3.csv", "其他行政事业单位养老支出,\"9,620.00\"", "其他行政事业单位养老支出,\"9,720.00\"");

        assertThat(Publication.ids(PrintedCase.CZJ.check(business), Verdict.PASS)).contains("T3-row", "T2-row", "T5-row");
    }

    @Test
    void classes_may_be_numbered_in_another_order() {
        Publication renumbered = PrintedCase.CZJ.tables()
                .doctored("t1.csv", "一、一般公共服务支出,\"22,186,440.80\"", "二、社会保障和就业支出,\"3,508,644.00\"")
                .doctored("t1.csv", "1. 一般公共预算资金,\"31,214,205.80\",二、社会保障和就业支出,\"3,508,644.00\"",
                        "1. 一般公共预算资金,\"31,214,205.80\",三、一般公共服务支出,\"22,186,440.80\"");

        assertThat(Publication.ids(PrintedCase.CZJ.check(renumbered), Verdict.PASS)).contains("T1-T3-class", "T1-expenditure");
    }

    /** As spreadsheets write merged heads, with columns that have no money left out, 合计 where codes stand, and the unit above. */
    @Test
    void a_table_as_a_spreadsheet_has_it_is_read() {
        Publication sheet = PrintedCase.CZJ.tables()
                .with("t3.csv", """
                        2025年部门支出预算总表,,,,
                        单位：万元,,,,
                        项目,,,,支出预算
                        功能分类科目编码,,,功能分类科目名称,合计
                        类,款,项,,
                        201,,,一般公共服务支出,2218.64
                        ,6,,财政事务,"2,218.64"
                        ,,1,行政运行,"2,218.64"
                        合计,,,,"2,218.64"
                        注：本表2025年,,,,
                        """);

        PrintedTable read = Objects.requireNonNull(PrintedCase.CZJ.read(sheet, null).tables().get("expenditure"));

        assertThat(read.rows().stream().map(PrintedRow::key)).containsExactly("201", "20106", "2010601", "total");
        assertThat(read.unit()).isEqualTo(Unit.WAN_YUAN);
        assertThat(read.columns()).containsExactly("total");
    }

    /** 10.81 is the sum of what is printed, 10.8015 rounded is 10.80: the form says which, and neither is an error. */
    @Test
    void a_total_of_rounded_items_or_of_exact_ones_is_no_error() {
        Publication exact = PrintedCase.SFJ.tables().doctored("t9.csv", "10.81,", "10.80,");

        assertThat(Publication.ids(PrintedCase.SFJ.check(PrintedCase.SFJ.tables()), Verdict.PASS)).contains("T9-row", "T9-T8-at-least");
        assertThat(Publication.ids(PrintedCase.SFJ.check(exact), Verdict.ROUNDING)).contains("T9-row");
        assertThat(Publication.ids(PrintedCase.SFJ.check(exact), Verdict.FAIL)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_same_tables_as_they_are_served_pass(PrintedCase each) {
        BudgetAsOf budget = Cases.budget(each.place());
        PrintedTables served = ServedTables.of(
                each.form(),
                each.form().tables().stream().map(table -> TableMaker.table(table, budget, _ -> Nature.ADMINISTRATIVE)).toList(),
                Table::unit,
                budget,
                Statements.absent("nothing is stated"));

        List<Result> results = Checks.run(served, SampleTemplates.all().of(each.year()).sameMoney());

        assertThat(Publication.ids(results, Verdict.FAIL)).isEmpty();
        assertThat(Publication.ids(results, Verdict.PASS)).contains("T1-total", "T1-T3-class", "T4-T5-class", "T9-at-most");
    }

    /** 1028 figures up and down, and 416 blanks filled in. */
    @ParameterizedTest
    @EnumSource
    void no_figure_of_a_table_is_changed_unseen(PrintedCase each) {
        PrintedTables tables = each.read(each.tables(), each.nature());
        List<Check> checks = Checks.of(tables.form(), List.of());
        Set<String> unseen = new TreeSet<>();
        for (PrintedTable table : tables.tables().values()) {
            for (PrintedRow row : table.rows()) {
                for (String column : Mutation.columns(table, row)) {
                    for (int sign : row.amounts().containsKey(column) ? new int[] {1, -1} : new int[] {1}) {
                        PrintedTables changed = Mutation.of(tables, table, row, column, sign);
                        if (checks.stream().noneMatch(check -> check.run(changed).verdict() == Verdict.FAIL)) {
                            unseen.add(table.plan().id() + " " + row.key() + " " + column);
                        }
                    }
                }
            }
        }
        assertThat(unseen).isEmpty();
    }

    /**
     * Changes of which the text says neither the prior year nor what they are made of, nor does a table: of SFJ, and of SHCZJ where both
     * are moved apart as a prior year of other funds would.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "CZJ      | ''",
        "SHCZJ    | yoy.fiscal-appropriation yoy.fund.GENERAL_PUBLIC",
        "FULIYUAN | ''",
        "SFJ      | yoy.total",
    })
    void few_stated_figures_are_changed_unseen(PrintedCase each, String unseen) {
        PrintedTables tables = each.read(each.all(), each.nature());
        List<Check> checks = Checks.of(tables.form(), List.of());
        Set<String> found = new TreeSet<>();
        long before = failing(checks, tables);
        for (String key : tables.statements().figures().keySet()) {
            for (int sign : new int[] {1, -1}) {
                PrintedTables changed = Mutation.of(tables, key, sign);
                if (failing(checks, changed) == before && !names(checks, changed, key)) {
                    found.add(key);
                }
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(words(unseen, " ")));
    }

    /** Whether a figure is named as wrong: 887.36 is so before and after. */
    private static boolean names(List<Check> checks, PrintedTables tables, String key) {
        return checks.stream().flatMap(check -> check.run(tables).findings().stream())
                .filter(found -> found.verdict() == Verdict.FAIL)
                .flatMap(found -> Stream.concat(found.left().terms().stream(), found.right().terms().stream()))
                .anyMatch(term -> term.label().equals(key));
    }

    private static long failing(List<Check> checks, PrintedTables tables) {
        return checks.stream()
                .flatMap(check -> check.run(tables).findings().stream())
                .filter(found -> found.verdict() == Verdict.FAIL)
                .count();
    }
}
