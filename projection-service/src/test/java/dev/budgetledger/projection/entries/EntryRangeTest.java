package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;

import static org.assertj.core.api.Assertions.assertThat;

class EntryRangeTest {

    private static final BudgetId BUDGET = new BudgetId("301", 2023);
    private static final LocalDate MAY = LocalDate.of(2023, 5, 31);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 30);

    @Test
    void between_two_points_lie_what_both_know_by_its_date_and_what_only_one_knows() {
        List<EntryRange> onward = EntryRange.between(BUDGET, point(MAY, 5), point(JUNE, 8));

        assertThat(onward).containsExactly(
                new EntryRange(BUDGET, 0, 5, MAY, JUNE, LocalDate.MIN, 1),
                new EntryRange(BUDGET, 5, 8, LocalDate.MIN, JUNE, MAY, 1));
        assertThat(EntryRange.between(BUDGET, point(JUNE, 8), point(MAY, 5)))
                .isEqualTo(onward.stream().map(EntryRange::missing).toList());
    }

    @Test
    void where_one_point_knows_more_and_the_other_looks_further_one_stretch_comes_and_one_goes() {
        assertThat(EntryRange.between(BUDGET, point(JUNE, 5), point(MAY, 8))).containsExactly(
                new EntryRange(BUDGET, 0, 5, MAY, JUNE, LocalDate.MIN, -1),
                new EntryRange(BUDGET, 5, 8, LocalDate.MIN, MAY, JUNE, 1));
    }

    @Test
    void nothing_lies_between_a_point_and_itself() {
        assertThat(EntryRange.between(BUDGET, point(JUNE, 5), point(JUNE, 5))).isEmpty();
    }

    @Test
    void what_was_due_on_the_day_in_china_at_which_the_earlier_point_was_known_is_late() {
        // 30 minutes past midnight of 2 March in Beijing
        AsOf known = new AsOf(JUNE, Instant.parse("2023-03-01T16:30:00Z"), 5);

        EntryRange stretch = EntryRange.between(BUDGET, known, point(JUNE, 8)).getFirst();

        assertThat(stretch.isLate(LocalDate.of(2023, 3, 2))).isTrue();
        assertThat(stretch.isLate(LocalDate.of(2023, 3, 3))).isFalse();
    }

    @Test
    void the_place_of_an_entry_is_read_as_it_is_written() {
        assertThat(EntryPlace.of("17-3")).contains(new EntryPlace(17, 3));
        assertThat(new EntryPlace(17, 3)).hasToString("17-3");
        for (String other : List.of("", "17", "17-", "-3", "17-3-1", "a-1", "17 - 3", "1234567890123456789-1")) {
            assertThat(EntryPlace.of(other)).as(other).isEmpty();
        }
    }

    /** Known long after every date there is here. */
    private static AsOf point(LocalDate effectiveOn, long position) {
        return new AsOf(effectiveOn, Instant.parse("2024-02-01T00:00:00Z"), position);
    }
}
