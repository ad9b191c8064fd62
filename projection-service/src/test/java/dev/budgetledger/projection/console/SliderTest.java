package dev.budgetledger.projection.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.projection.console.Slider.Stop;
import dev.budgetledger.projection.document.pages.Markup;

import static org.assertj.core.api.Assertions.assertThat;

class SliderTest {

    private static final PointStops STOPS = new PointStops(List.of(LocalDate.of(2023, 1, 5), LocalDate.of(2023, 6, 30)),
            List.of(new PointStops.Recorded(1, Instant.EPOCH), new PointStops.Recorded(9, Instant.EPOCH)));

    @Test
    void what_is_shown_is_a_stop_whether_something_changed_there_or_not() {
        assertThat(Slider.ofDays("effectiveOn", STOPS, LocalDate.of(2023, 3, 31)).stops().stream().map(Stop::value))
                .containsExactly("2023-01-05", "2023-03-31", "2023-06-30");
        assertThat(Slider.ofDays("effectiveOn", STOPS, LocalDate.of(2023, 3, 31)).shown()).isEqualTo(1);
        assertThat(Slider.ofDays("effectiveOn", STOPS, LocalDate.of(2023, 6, 30)).shown()).isEqualTo(1);
        Slider recorded = Slider.ofRecorded("position", STOPS, new PointStops.Recorded(4, Instant.parse("2023-07-01T01:02:03.5Z")));
        assertThat(recorded.stops()).containsExactly(new Stop("1", "1970-01-01 00:00:00 UTC, 1"), new Stop("4", "2023-07-01 01:02:03 UTC, 4"),
                new Stop("9", "1970-01-01 00:00:00 UTC, 9"));
        assertThat(recorded.shown()).isEqualTo(1);
    }

    @Test
    void where_there_is_nothing_to_slide_to_there_is_no_slider() {
        Markup out = new Markup();
        Slider.ofDays("effectiveOn", new PointStops(List.of(LocalDate.of(2023, 1, 5)), List.of()), LocalDate.of(2023, 1, 5)).write(out);

        assertThat(out).hasToString("");
    }
}
