package dev.budgetledger.projection.shards;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ClientKey;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.form.Form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShardTest {

    private static final List<String> DEPARTMENTS = IntStream.range(0, 3000).mapToObj(i -> Integer.toString(100_001 + i)).toList();

    /** As docs/scaling.md gives them to who routes. */
    @ParameterizedTest
    @CsvSource({"301, 2, 1", "301, 8, 1", "D0, 2, 2", "D0, 3, 2", "D0, 8, 7", "D1, 2, 2", "D1, 3, 3", "001001, 2, 2", "001001, 4, 4", "001001, 8, 5", "ZZ, 8, 8"})
    void a_department_is_of_the_shard_whose_digest_is_largest(String department, int shards, int number) {
        assertThat(Shard.numberOf(department, shards)).isEqualTo(number);
    }

    @Test
    void each_has_about_as_many_and_one_more_takes_from_each_and_moves_nothing_else() {
        Map<Integer, Long> ofThree = DEPARTMENTS.stream().collect(Collectors.groupingBy(each -> Shard.numberOf(each, 3), Collectors.counting()));
        assertThat(ofThree.values()).allSatisfy(count -> assertThat(count).isBetween(900L, 1100L));

        List<String> moved = DEPARTMENTS.stream().filter(each -> Shard.numberOf(each, 3) != Shard.numberOf(each, 4)).toList();
        assertThat(moved).hasSizeBetween(650, 850).allSatisfy(each -> assertThat(Shard.numberOf(each, 4)).isEqualTo(4));
    }

    @Test
    void what_is_of_no_department_is_of_every_shard() {
        for (int number = 1; number <= 3; number++) {
            Shard shard = new Shard(number, 3);
            assertThat(List.of(BudgetId.classificationStream(2023), Form.stream("shijiazhuang-2023"), ClientKey.STREAM, Fact.AuthorityRefused.STREAM))
                    .allMatch(shard::keeps);
            assertThat(shard.keeps("D1-2023")).isEqualTo(number == 3);
            assertThat(shard.keeps("D1-2024")).as("with the other year").isEqualTo(number == 3);
        }
        assertThat(Shard.WHOLE.keeps("D1-2023")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0/3", "4/3", "1/65", "2/ 3", "-1/3", "02/3"})
    void what_is_no_shard_is_refused(String text) {
        assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void one_is_written_as_it_is_read() {
        assertThat(Shard.parse("2/3")).isEqualTo(new Shard(2, 3)).hasToString("2/3");
        assertThat(Shard.parse("1/1")).isEqualTo(Shard.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://one,http://two", "http://one,http://two,http://three/", "http://one,http://two,http://u@three", "one,two,three",
        "ftp://one,http://two,http://three", "http://one,http://two,"})
    void addresses_are_one_of_each_shard_and_nothing_but_hosts(String text) {
        assertThatThrownBy(() -> ShardUrls.parse(text, new Shard(2, 3))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addresses_are_by_number() {
        ShardUrls urls = ShardUrls.parse("http://one:8081, http://two:8081, https://three", new Shard(2, 3));

        assertThat(urls.isKnown()).isTrue();
        assertThat(urls.of(3)).isEqualTo("https://three");
        assertThat(ShardUrls.parse("", new Shard(2, 3)).isKnown()).isFalse();
    }
}
