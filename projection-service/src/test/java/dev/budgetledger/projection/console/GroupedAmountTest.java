package dev.budgetledger.projection.console;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GroupedAmountTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0.00 | 0.00", "999.99 | 999.99", "1000.00 | 1,000.00", "-1234567.89 | -1,234,567.89", "+50000.00 | +50,000.00", "89168200 | 89,168,200",
        "9223372036854775.80 | 9,223,372,036,854,775.80", "1234.56789 | 1,234.56789", "8,916.82 | 8,916.82", "— | —", "301-2023-17 | 301-2023-17",
    })
    void amounts_have_groups_of_three_digits_and_nothing_else_has(String amount, String read) {
        assertThat(GroupedAmount.of(amount)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"1234.56, '1,234.56'"})
    void money_is_grouped_where_counts_are_not(String amount, String read) {
        assertThat(ConsolePage.Value.amount(amount).said().chinese()).isEqualTo(read);
        assertThat(ConsolePage.Value.number("12345").said().chinese()).isEqualTo("12345");
    }
}
