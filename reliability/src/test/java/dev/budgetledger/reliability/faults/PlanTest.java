package dev.budgetledger.reliability.faults;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlanTest {

    private static final List<Kind> ALL = List.of(Kind.values());

    @Test
    void a_seed_gives_the_same_faults_each_time_and_another_seed_others() {
        assertThat(Plan.of(7, 200, ALL)).isEqualTo(Plan.of(7, 200, ALL)).isNotEqualTo(Plan.of(8, 200, ALL));
    }

    @Test
    void every_kind_comes_as_often_as_the_others() {
        Map<Kind, Long> times = Plan.of(7, 3 * ALL.size(), ALL).steps().stream()
                .map(step -> step.fault().kind())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(times).hasSize(ALL.size()).allSatisfy((kind, count) -> assertThat(count).isEqualTo(3));
    }
}
