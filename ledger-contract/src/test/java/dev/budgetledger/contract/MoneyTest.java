package dev.budgetledger.contract;

import java.math.BigDecimal;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({"0,0", "788000,78800000", "0.5,50", "-0.01,-1", "12.34,1234", "-3378.10,-337810"})
    void yuan_are_read_exactly(String yuan, long fen) {
        assertThat(Money.ofYuan(yuan).fen()).isEqualTo(fen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1.", ".5", "1.234", "1e3", "+1", "1,000", "01", "NaN", "１"})
    void anything_else_is_not_an_amount(String text) {
        assertThatThrownBy(() -> Money.ofYuan(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void every_amount_is_written_with_two_decimals_and_read_back(@ForAll int fen) {
        Money money = Money.ofFen(fen);
        assertThat(Money.ofYuan(money.toYuan())).isEqualTo(money);
        assertThat(new BigDecimal(money.toYuan())).isEqualByComparingTo(new BigDecimal(fen).movePointLeft(2));
        assertThat(money.toYuan()).matches("-?[0-9]+\\.[0-9]{2}");
    }

    @Test
    void an_overflow_is_an_error_and_never_another_amount() {
        assertThatThrownBy(() -> Money.ofFen(Long.MAX_VALUE).plus(Money.ofFen(1)))
                .isInstanceOf(ArithmeticException.class);
    }
}
