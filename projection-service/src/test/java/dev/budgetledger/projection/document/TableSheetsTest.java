package dev.budgetledger.projection.document;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.disclosure.Cases;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.ReferenceFiles;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.entries.BudgetAsOf;

import static org.assertj.core.api.Assertions.assertThat;

class TableSheetsTest {

    private static final BudgetAsOf BUDGET = SampleBudgets.of2023();

    @ParameterizedTest
    @EnumSource
    void a_sheet_has_the_cells_of_the_published_file(TableId id) {
        List<List<String>> cells = sheet(id).body().stream().map(row -> row.stream().map(GridCell::text).toList()).toList();

        assertThat(cells).isEqualTo(ReferenceFiles.rows(ReferenceFiles.fileOf(id)).stream()
                .map(row -> row.stream().map(TableSheetsTest::unquoted).toList()).toList());
    }

    @ParameterizedTest
    @MethodSource("everyTable")
    void what_is_spanned_fills_the_grid(Table table, BudgetAsOf budget) {
        Sheet sheet = TableSheets.of(table, budget, table.unit());

        assertThat(Grids.covered(sheet.head(), sheet.width())).as("%s", sheet.head()).containsOnly(1);
        assertThat(sheet.body()).allSatisfy(row -> assertThat(Grids.covered(List.of(row), sheet.width())).containsOnly(1));
    }

    @Test
    void neighbours_share_the_heads_above_them() {
        Sheet sheet = sheets(form("putuo-department-2025"), Cases.budget("shczj-2025"))
                .filter(each -> each.id().equals("three-public")).findFirst().orElseThrow();

        assertThat(sheet.head()).extracting(row -> row.stream().map(cell -> cell.text() + " " + cell.columns() + "×" + cell.rows()).toList())
                .containsExactly(
                        List.of("序号 1×3", "“三公”经费预算数 6×1", "机关运行经费预算数 1×3"),
                        List.of("合计 1×2", "因公出国(境)费 1×2", "公务接待费 1×2", "公务用车购置及运行费 3×1"),
                        List.of("小计 1×1", "购置费 1×1", "运行费 1×1"),
                        List.of("栏次 1×1", "1 1×1", "2 1×1", "3 1×1", "4 1×1", "5 1×1", "6 1×1", "7 1×1"));
    }

    @Test
    void it_says_whose_it_is_of_which_year_and_in_which_unit() {
        assertThat(sheet(TableId.THREE_PUBLIC).corners())
                .isEqualTo(new Sheet.Corners("301 石家庄市人民政府办公室", "预算年度:2023", "单位:万元"));
    }

    @Test
    void an_amount_names_its_cell_and_a_blank_names_none() {
        List<GridCell> entertainment = sheet(TableId.THREE_PUBLIC).body().getLast();

        assertThat(entertainment).extracting(GridCell::text).startsWith("8", "三、公务接待费", "2.3", "2.3");
        assertThat(entertainment).extracting(GridCell::kind).startsWith(Kind.COUNT, Kind.LABEL, Kind.NUMBER);
        assertThat(entertainment.get(2).source()).isEqualTo(new Source.TableCell("three-public", 8, "total"));
        assertThat(entertainment.getLast()).isEqualTo(new GridCell("", Kind.NUMBER));
    }

    @Test
    void a_source_is_read_at_the_point_of_its_document() {
        Document.Head head = Document.Head.of("公开", BUDGET, form("shijiazhuang-2023"));
        String point = "?effectiveOn=2023-12-31&recordedAsOf=2023-02-01T01:02:03.123456Z&position=42";

        assertThat(Links.of(new Source.TableCell("three-public", 8, "total"), head))
                .isEqualTo("/v1/disclosures/301/2023/tables/three-public/cells/8/total" + point + "&basis=adjusted&form=shijiazhuang-2023");
        assertThat(Links.of(new Source.OfStatement("PERFORMANCE", "会议 费", "/goals/0"), head))
                .isEqualTo("/v1/disclosures/301/2023/statements" + point + "&part=PERFORMANCE&key=%E4%BC%9A%E8%AE%AE+%E8%B4%B9#/goals/0");
    }

    static Stream<Object[]> everyTable() {
        return Stream.of("shijiazhuang-2023", "shanghai-unit-2025", "putuo-department-2025").flatMap(form -> {
            BudgetAsOf budget = form.startsWith("shi") ? BUDGET : Cases.budget("shczj-2025");
            return form(form).tables().stream()
                    .map(table -> new Object[] {TableMaker.table(table, budget, _ -> Nature.ADMINISTRATIVE), budget});
        });
    }

    private static String unquoted(String field) {
        return field.startsWith("\"") ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field;
    }

    private static Sheet sheet(TableId id) {
        Table table = Disclosure.table(id, BUDGET, SampleTemplates.all().of(2023));
        return TableSheets.of(table, BUDGET, table.unit());
    }

    private static Stream<Sheet> sheets(Form form, BudgetAsOf budget) {
        return form.tables().stream()
                .map(table -> TableMaker.table(table, budget, _ -> Nature.ADMINISTRATIVE))
                .map(table -> TableSheets.of(table, budget, table.unit()));
    }

    private static Form form(String id) {
        return SampleTemplates.forms().of(id).orElseThrow();
    }
}
