package dev.budgetledger.projection.disclosure.table;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChineseNumeralsTest {

    @ParameterizedTest
    @CsvSource({
        "1, 一", "9, 九", "10, 十", "11, 十一", "20, 二十", "21, 二十一", "30, 三十", "99, 九十九", "100, 一百", "101, 一百零一",
        "110, 一百一十", "111, 一百一十一", "120, 一百二十", "999, 九百九十九", "1000, 一千",
        "1001, 一千零一", "1010, 一千零一十", "1100, 一千一百", "1999, 一千九百九十九"
    })
    void a_row_is_numbered_as_people_count(int number, String chinese) {
        assertThat(ChineseNumerals.of(number)).isEqualTo(chinese);
    }
}
