package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;

import static org.assertj.core.api.Assertions.assertThat;

class CompletenessTest {

    private static final Instant NINE = Instant.parse("2023-01-05T09:00:00Z");
    private static final Instant TEN = Instant.parse("2023-01-05T10:00:00Z");

    private final PartitionProgress first = PartitionProgress.none(Topics.FACTS, 0);
    private final PartitionProgress second = PartitionProgress.none(Topics.FACTS, 1);
    private final PartitionProgress ticks = PartitionProgress.none(Topics.WATERMARKS, 0);

    @Test
    void nothing_is_known_before_the_partitions_are() {
        assertThat(Completeness.of(List.of())).isEqualTo(Completeness.NONE);
        assertThat(Completeness.of(List.of(ticks.afterWatermark(0, new Watermark(0, NINE)))))
                .isEqualTo(Completeness.NONE);
    }

    @Test
    void it_is_complete_as_far_as_the_slowest_partition() {
        Completeness completeness = Completeness.of(List.of(first.afterFact(0, 7), second.afterFact(0, 4), ticks));

        assertThat(completeness.completeThrough()).isEqualTo(4);
    }

    @Test
    void a_watermark_completes_an_idle_partition() {
        Completeness completeness =
                Completeness.of(List.of(first.afterFact(0, 7), second.afterWatermark(0, new Watermark(7, NINE)), ticks));

        assertThat(completeness).isEqualTo(new Completeness(7, NINE));
    }

    @Test
    void an_instant_is_known_only_when_its_position_has_been_reached_in_every_partition() {
        PartitionProgress ahead = first.afterWatermark(0, new Watermark(7, TEN));
        PartitionProgress behind = second.afterWatermark(0, new Watermark(5, NINE));

        assertThat(Completeness.of(List.of(ahead, behind, ticks))).isEqualTo(new Completeness(5, NINE));
    }

    @Test
    void a_tick_counts_once_its_position_has_been_reached_and_completes_no_partition() {
        PartitionProgress tick = ticks.afterWatermark(0, new Watermark(7, TEN));

        assertThat(Completeness.of(List.of(first.afterFact(0, 7), second.afterFact(0, 6), tick)))
                .isEqualTo(new Completeness(6, Instant.EPOCH));
        assertThat(Completeness.of(List.of(first.afterFact(0, 7), second.afterFact(0, 9), tick)))
                .isEqualTo(new Completeness(7, TEN));
    }

    @Test
    void an_empty_log_is_known_by_its_watermarks() {
        Watermark none = new Watermark(0, NINE);

        assertThat(Completeness.of(List.of(first, second, ticks.afterWatermark(0, none))))
                .isEqualTo(new Completeness(0, NINE));
    }

    @Test
    void facts_after_a_watermark_do_not_take_its_instant_back() {
        PartitionProgress busy = first.afterWatermark(0, new Watermark(5, NINE)).afterFact(1, 8);
        PartitionProgress slow = second.afterFact(0, 6);

        assertThat(Completeness.of(List.of(busy, slow, ticks))).isEqualTo(new Completeness(6, NINE));
    }

    @Test
    void a_watermark_that_comes_again_takes_nothing_back() {
        PartitionProgress progress = first.afterWatermark(0, new Watermark(5, TEN))
                .afterFact(1, 8)
                .afterWatermark(2, new Watermark(3, NINE));

        assertThat(progress).isEqualTo(new PartitionProgress(Topics.FACTS, 0, 3, 8, 5, TEN));
    }
}
