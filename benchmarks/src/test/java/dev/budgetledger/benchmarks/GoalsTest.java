package dev.budgetledger.benchmarks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is enough, by how much it is missed otherwise, and how that is told. */
class GoalsTest {

    @ParameterizedTest
    @CsvSource({
        "10000, 10000, met", "10000, 12000, met", "10000, 6598, missed by ×1.52", "10000, 9999, missed by ×1.00",
        "0.8, 0.4, missed by ×2.00"
    })
    void of_a_rate_more_is_better(double target, double measured, String verdict) {
        assertThat(Target.atLeast(target).verdict(measured)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"25, 25, met", "25, 16, met", "5, 9.9, missed by ×1.98", "1250, 2663, missed by ×2.13"})
    void of_time_and_bytes_less_is_better(double target, double measured, String verdict) {
        assertThat(Target.atMost(target).verdict(measured)).isEqualTo(verdict);
    }

    @Test
    void the_ratio_is_one_where_a_target_is_just_reached_whichever_way_is_better() {
        assertThat(Target.atLeast(30_000).reached(15_000)).isEqualTo(0.5);
        assertThat(Target.atMost(10).reached(20)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"6598.4, '6,598'", "100, 100", "16.04, 16.0", "2, 2", "0.755, 0.76"})
    void figures_have_the_places_that_say_something(double value, String text) {
        assertThat(Goals.number(value)).isEqualTo(text);
    }

    @Test
    void one_table_tells_target_figure_ratio_verdict_and_baseline() {
        Goals goals = new Goals();
        goals.add("single transfers", Target.atLeast(10_000), 6_598, "/s", "16,714 /s raw inserts");
        goals.add("  p99", Target.atMost(25), 16, "ms", "p50 3.90");
        goals.tell("WAL a posting", 3_050, "bytes", "");

        assertThat(goals.text()).isEqualTo("""
                goal                                                             target     measured           ratio                    beside it, in the same run
                single transfers                                               ≥ 10,000        6,598 /s         0.66  missed by ×1.52   16,714 /s raw inserts
                  p99                                                              ≤ 25           16 ms         1.56  met               p50 3.90
                WAL a posting                                                                  3,050 bytes
                """);
    }
}
