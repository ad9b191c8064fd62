package dev.budgetledger.projection.checks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.projection.checks.PrintedTable.PrintedRow;
import dev.budgetledger.projection.checks.Result.Verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** 上年数和增减 as printed: 梧州 2025, of which two percentages do not follow from its own figures. */
class ChangeChecksTest {

    private static final String PRINTED = """
            科目编码,科目名称,2024年执行数,小计,基本支出,项目支出,增减额,增减%
            207,文化旅游体育与传媒支出,904445.42,850088.30,801988.30,48100.00,-54357.12,-6.00%
            208,社会保障和就业支出,99629.76,116433.12,116433.12,,+16803.36,14.43%
            210,卫生健康支出,49912.19,43897.73,43897.73,,-6014.46,-12.05%
            221,住房保障支出,74722.32,74784.48,74784.48,,+62.16,0.083%
            ,合计,1128709.69,1085203.63,1037103.63,48100.00,-43506.06,-3.85%
            """;
    private static final String RIGHT = PRINTED.replace("-6.00%", "-6.01%").replace("14.43%", "16.87%");
    private static final String NOTE = "注：2024年仅公布合计,未公布的为空。\n";

    /** Of what the year before had, of which only the change was printed, too. */
    @Test
    void percentages_that_do_not_follow_are_named_and_nothing_else() throws IOException {
        String withoutPrior = PRINTED.lines().map(line -> line.replaceFirst("^([^,]*,[^,]*),[^,]*", "$1") + "\n").reduce("", String::concat);
        for (String csv : List.of(PRINTED, withoutPrior)) {
            List<Result> results = results(csv);

            assertThat(Publication.ids(results, Verdict.FAIL)).containsExactly("T1-percent");
            assertThat(results.stream().flatMap(result -> result.findings().stream())
                            .filter(found -> found.verdict() == Verdict.FAIL)
                            .map(found -> found.right().terms().getFirst().label()))
                    .containsExactly("207 文化旅游体育与传媒支出 -6.00%", "208 社会保障和就业支出 14.43%");
        }
        assertThat(Publication.ids(results(PRINTED), Verdict.PASS)).contains("T1-change", "T1-row");
        assertThat(Publication.ids(results(RIGHT), Verdict.FAIL)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-54357.12  | -54357.13  | T1-change",
        "+16803.36  | 16803.36-  | is not a change",
        "+62.16     | ''         | T1-change",
        "0.083%     | ''         | T1-percent",
        "0.083%     | -0.083%    | T1-percent",
        "904445.42  | 904446.42  | T1-change",
        "1128709.69 | 1128709.70 | T1-change",
    })
    void what_is_changed_is_found(String printed, String changed, String failing) throws IOException {
        String csv = RIGHT.replace(printed, changed);
        if (failing.startsWith("is")) {
            assertThatThrownBy(() -> results(csv)).isInstanceOf(ProblemException.class)
                    .hasMessage("general-public-budget.csv: row 3 column 增减额 is not a change: 16803.36-");
        } else {
            assertThat(Publication.ids(results(csv), Verdict.FAIL)).isSubsetOf(List.of(failing.split(" ", -1))).contains(List.of(failing.split(" ", -1)).getFirst());
        }
    }

    /** Each figure of the table, a hundred of its last place up and down. */
    @Test
    void no_figure_is_changed_unseen() throws IOException {
        PrintedTables tables = read(RIGHT);
        PrintedTable table = Objects.requireNonNull(tables.tables().get("general-public-budget"));
        List<String> unseen = new ArrayList<>();
        for (PrintedRow row : table.rows()) {
            for (int sign : new int[] {1, -1}) {
                row.amounts().keySet().stream()
                        .filter(column -> isUnseen(Mutation.of(tables, table, row, column, sign)))
                        .forEach(column -> unseen.add(row.label() + " " + column));
                row.changes().forEach((column, printed) -> {
                    Map<String, BigDecimal> changes = new HashMap<>(row.changes());
                    changes.put(column, printed.add(BigDecimal.valueOf(sign).movePointLeft(printed.scale() - 2)));
                    PrintedRow changed = new PrintedRow(
                            row.number(), row.panel(), row.key(), row.label(), row.amounts(), changes, row.unknown());
                    if (isUnseen(Mutation.of(tables, table, row, changed))) {
                        unseen.add(row.label() + " " + column);
                    }
                });
            }
        }
        assertThat(unseen).isEmpty();
    }

    private static boolean isUnseen(PrintedTables changed) {
        return Checks.of(changed.form(), List.of()).stream().noneMatch(check -> check.run(changed).verdict() == Verdict.FAIL);
    }

    /** Of a year before of which only its total is known. */
    @Test
    void what_is_not_known_is_no_error() throws IOException {
        String total = """
                科目编码,科目名称,2024年执行数,小计,基本支出,项目支出,增减额,增减%
                207,文化旅游体育与传媒支出,,850088.30,801988.30,48100.00,,
                208,社会保障和就业支出,,116433.12,116433.12,,,
                ,合计,1128709.69,966521.42,918421.42,48100.00,-162188.27,-14.37%
                """;
        for (String csv : List.of(total, total + NOTE)) {
            List<Result> results = results(csv);
            assertThat(Publication.ids(results, Verdict.FAIL)).isEmpty();
            assertThat(Publication.ids(results, Verdict.PASS)).contains("T1-change");
        }
        // One class is known, of which the table says that others are not.
        String some = total.replace("支出,,850088.30,801988.30,48100.00,,", "支出,904445.42,850088.30,801988.30,48100.00,-54357.12,-6.01%");
        assertThat(Publication.ids(results(some), Verdict.FAIL)).contains("T1-change");
        assertThat(Publication.ids(results(some + NOTE), Verdict.FAIL)).isEmpty();
    }

    /** A figure of the text about the year before is that of the tables, and so is what a change is of. */
    @Test
    void a_text_is_held_against_the_year_before() throws IOException {
        String csv = """
                项目,上年数,本年数,增减额,增减%
                基本支出,1080609.69,1037103.63,-43506.06,-4.03%
                项目支出,48100.00,48100.00,0,
                合计,1128709.69,1085203.63,-43506.06,-3.85%
                """;
        String text = """
                key,value,unit,meaning
                prior.basic,108.06,万元,
                yoy.basic,-4.35,万元,
                percent.basic,-4.03,%,
                """;

        assertThat(Publication.ids(both(csv, text), Verdict.FAIL)).isEmpty();
        assertThat(Publication.ids(both(csv, text), Verdict.PASS)).contains("T2-parts-prior", "T2-change");
        assertThat(Publication.ids(both(csv.replace("1128709.69", "1128709.79"), text), Verdict.FAIL)).containsExactly("T2-change", "T2-parts-prior");
        assertThat(Publication.ids(both(csv.replace("1080609.69", "").replace("48100.00,48100.00,0", ",48100.00,"), text), Verdict.FAIL))
                .isEmpty(); // only the total of the year before was printed
        assertThat(Publication.ids(both(csv, text.replace("108.06", "109.06")), Verdict.FAIL)).contains("S-tables");
        assertThat(Publication.ids(both(csv, text.replace("prior.basic,108.06,万元,\n", "").replace("-4.35", "-5.35")), Verdict.FAIL))
                .contains("S-change");
    }

    private static List<Result> both(String byKind, String text) throws IOException {
        return Checks.run(read(Publication.empty().with("by-kind.csv", byKind).with("statements.csv", text)), List.of());
    }

    private static List<Result> results(String csv) throws IOException {
        return Checks.run(read(csv), List.of());
    }

    private static PrintedTables read(String csv) throws IOException {
        return read(Publication.empty().with("general-public-budget.csv", csv));
    }

    private static PrintedTables read(Publication published) throws IOException {
        try (InputStream form = Objects.requireNonNull(ChangeChecksTest.class.getResourceAsStream("/cases/wuzhou-2025/form.json"))) {
            Form read = FormReader.read(form.readAllBytes());
            return ImportedTables.read(new ByteArrayInputStream(published.zip()), read, 2025, null, null);
        }
    }
}
