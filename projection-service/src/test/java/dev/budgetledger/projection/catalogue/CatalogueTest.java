package dev.budgetledger.projection.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.catalogue.CodeInUse.Finding;
import dev.budgetledger.projection.catalogue.ReferenceCatalogue.ListedCode;
import dev.budgetledger.projection.disclosure.FakeBudgetReader;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.BudgetAsOf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** 科目: what a budget uses is reported against what codes are officially called, and never refused. */
class CatalogueTest {

    private static final ReferenceCatalogue SHIPPED = CatalogueFiles.read(null);

    @ParameterizedTest
    @CsvSource({
        "2010301, 行政运行, GENERAL_PUBLIC, ''",
        "2019998, 自定的名称, GENERAL_PUBLIC, NOT_LISTED",
        "20103, 政府办公厅(室)及相关机构事务, GENERAL_PUBLIC, ''",
        "20103, 政府办公厅, GENERAL_PUBLIC, OTHER_NAME",
        "2010301, 一般行政管理事务, GENERAL_PUBLIC, OTHER_NAME NAME_OF_ANOTHER",
        "2290804, 福利彩票销售机构的业务费支出, GENERAL_PUBLIC, OTHER_FUND",
        "2290804, 福利彩票销售机构的业务费支出, INSTITUTION, ''",
        "229, 其他支出, GENERAL_PUBLIC, ''",
        "229, 其他支出, GOVERNMENT_FUND, ''",
        "2990101, 住房公积金, GENERAL_PUBLIC, NOT_LISTED NAME_OF_ANOTHER",
    })
    void a_code_in_use_is_held_against_the_shipped_catalogue(String code, String name, Fund fund, String findings) {
        CodeInUse found = find(Type.FUNCTION, code, budget(2026, fund, code, null, Map.of(code, name), Map.of()));

        assertThat(found.name()).isEqualTo(name);
        assertThat(found.findings().stream().map(Finding::name)).containsExactlyElementsOf(
                findings.isEmpty() ? List.of() : List.of(findings.split(" ", -1)));
    }

    /** As a unit does that numbers its economic classes by itself. */
    @Test
    void a_name_that_belongs_to_another_code_is_told_with_that_code() {
        CodeInUse found = find(Type.ECONOMIC, "30202",
                budget(2025, Fund.GENERAL_PUBLIC, "2010301", "30202", Map.of(), Map.of("30202", "办公费")));

        assertThat(found.findings()).containsExactly(Finding.OTHER_NAME, Finding.NAME_OF_ANOTHER);
        assertThat(found.codesOfName()).containsExactly("30201");
        assertThat(found.listed()).isNotNull().extracting(ListedCode::name).isEqualTo("印刷费");
    }

    @Test
    void codes_above_those_of_lines_are_in_use_too() {
        BudgetAsOf budget = budget(2025, Fund.GENERAL_PUBLIC, "2010301", "30201", Map.of(), Map.of());

        assertThat(CodeInUse.of(budget, SHIPPED)).extracting(CodeInUse::code)
                .containsExactly("201", "20103", "2010301", "302", "30201");
    }

    @Test
    void a_full_list_stands_in_place_of_the_shipped_one_and_says_when_names_are_valid(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("function.csv"), """
                code,name,level,parent,fund,from,to
                2150805,旧名,3,21508,GENERAL_PUBLIC,2007,2018
                2150805,"新名,之二",3,21508,GENERAL_PUBLIC,2019,
                21508,支持中小企业发展和管理支出,2,215,GENERAL_PUBLIC,,2030
                """);

        ReferenceCatalogue full = CatalogueFiles.read(folder);

        assertThat(full.in(2018)).extracting(each -> each.code() + each.name()).contains("2150805旧名", "50103住房公积金")
                .doesNotContain("2150805新名,之二", "2010301行政运行");
        assertThat(full.in(2026)).extracting(each -> each.code() + each.name()).contains("2150805新名,之二");
        assertThat(full.of(Type.FUNCTION, "21508", 2031).orElseThrow().isValidIn(2031)).isFalse();
        assertThat(CodeInUse.of(budget(2031, Fund.GENERAL_PUBLIC, "21508", null, Map.of(), Map.of()), full).getLast().findings())
                .containsExactly(Finding.OTHER_YEARS);
    }

    @ParameterizedTest
    @CsvSource({
        "'code,name', does not begin with",
        "'code,name,level,parent,fund,from,to\n2010,名,2,201,,,', row 2",
        "'code,name,level,parent,fund,from,to\n20101,名,3,201,,,', row 2",
        "'code,name,level,parent,fund,from,to\n20101,名,2,202,,,', row 2",
        "'code,name,level,parent,fund,from,to\n20101,名,2,201,general,,', row 2",
        "'code,name,level,parent,fund,from,to\n20101,名,2,201,,今年,', row 2",
        "'code,name,level,parent,fund,from,to\n20101,名', row 2",
    })
    void a_list_that_cannot_be_read_is_named_with_its_row(String csv, String said, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("function.csv"), csv);

        assertThatThrownBy(() -> CatalogueFiles.read(folder))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("function.csv").hasMessageContaining(said);
    }

    @Test
    void it_is_told_over_http() {
        var http = SampleHttp.of(new CatalogueController(new FakeBudgetReader(SampleBudgets.of2023()), SHIPPED));

        assertThat(text(http.get().uri("/v1/catalogue/2026").exchange().getResponse().getContentAsByteArray()))
                .startsWith("[{\"type\":\"FUNCTION\",\"code\":\"201\",\"name\":\"一般公共服务支出\"},");
        assertThat(text(http.get().uri("/v1/disclosures/301/2023/codes").exchange().getResponse().getContentAsByteArray()))
                .contains("{\"type\":\"FUNCTION\",\"code\":\"2010301\",\"name\":\"行政运行\",\"funds\":[\"GENERAL_PUBLIC\"],"
                        + "\"official\":{\"name\":\"行政运行\",\"fund\":\"GENERAL_PUBLIC\",\"from\":2023},"
                        + "\"codesOfName\":[\"2010301\"");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static CodeInUse find(Type type, String code, BudgetAsOf budget) {
        return CodeInUse.of(budget, SHIPPED).stream()
                .filter(each -> each.type() == type && each.code().equals(code)).findFirst().orElseThrow();
    }

    private static BudgetAsOf budget(int year, Fund fund, String function, @Nullable String economic,
            Map<String, String> functions, Map<String, String> economics) {
        return SampleBudgets.budget(year, false, List.of(SampleBudgets.untouched(
                        new Line(fund, Origin.CURRENT, function, Kind.PROJECT, economic, "项目"), Money.ofFen(1))),
                SampleBudgets.names(functions, economics));
    }
}
