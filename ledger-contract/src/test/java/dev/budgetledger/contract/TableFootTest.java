package dev.budgetledger.contract;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TableFootTest {

    @ParameterizedTest
    @ValueSource(strings = {"制表人：张三", "制表人：|张三||审核人：|李四", "单位负责人（签章）：", "填 报 日 期:|2023-01-05", "注：含上年结转。", "注1：一", "编制说明：无|", "部门领导：张三　财务主管：李四", "|经办人:张三"})
    void who_signs_and_what_is_noted_is_no_row(String row) {
        assertThat(TableFoot.isFoot(cells(row))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "|　|", "制表人|张三", "制表人：张三|李四", "制表人：张三||3.00", "制表人：|张三|3.00", "下达|注：一", "说明|1.00", "合计：|3.00"})
    void what_says_more_or_nothing_is_not_below_the_table(String row) {
        assertThat(TableFoot.isFoot(cells(row))).isFalse();
    }

    private static List<String> cells(String row) {
        return List.of(row.split("\\|", -1));
    }
}
