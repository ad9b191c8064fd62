package dev.budgetledger.contract;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class WrittenAmountTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,234,567.89 | 1234567.89
            １，０００．５０  | 1000.50
            ￥1,000      | 1000
            -￥5         | -5
            ¥-5         | -5
            −3.00       | -3.00
            －3.00       | -3.00
            """)
    void an_amount_is_read_as_people_write_it(String written, String decimal) {
        assertThat(WrittenAmount.decimal(" " + written + "\u3000")).isEqualTo(decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,00", "1,50", "1.000,00", "(1.00)", "￥--1", "-￥-1", "5万", "1e3", "1 000", "abc", ""})
    void what_could_mean_two_things_or_nothing_stays_as_it_is(String written) {
        assertThat(WrittenAmount.decimal(written)).isEqualTo(written);
    }
}
