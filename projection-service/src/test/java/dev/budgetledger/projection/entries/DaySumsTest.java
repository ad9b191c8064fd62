package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DaySumsTest {

    private static final EntryKind ALLOCATED = new EntryKind(Operation.ALLOCATION, false, false);
    private static final EntryKind FROZEN = new EntryKind(Operation.FREEZE, false, true);
    private static final LocalDate MARCH = LocalDate.of(2023, 3, 1);

    private record Item(EntryKind kind, LocalDate day, long fen) {}

    @Test
    void sums_of_any_days_are_what_going_through_the_entries_gives_however_they_were_split() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            List<Item> items = items(random, random.nextInt(60));
            int cut = random.nextInt(items.size() + 1);
            DaySums sums = sums(items.subList(0, cut)).plus(sums(items.subList(cut, items.size())));
            LocalDate after = MARCH.plusDays(random.nextInt(12) - 1);
            LocalDate through = MARCH.plusDays(random.nextInt(12) - 1);

            for (int code = 0; code < 24; code++) {
                EntryKind kind = EntryKind.ofCode(code);
                long expected = items.stream()
                        .filter(each -> each.kind.equals(kind)
                                && each.day.isAfter(after)
                                && !each.day.isAfter(through))
                        .mapToLong(Item::fen)
                        .sum();
                assertThat(between(sums, after, through).getOrDefault(kind, Money.ZERO))
                        .isEqualTo(Money.ofFen(expected));
            }
            assertThat(sums).isEqualTo(sums(items)).hasSameHashCodeAs(sums(items));
            assertThat(DaySums.of(sums.bytes())).isEqualTo(sums);
        }
    }

    @Test
    void stretches_of_days_of_long_budgets_are_what_going_through_the_entries_gives_whatever_was_asked_before() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            List<Item> items = items(random, 200 + random.nextInt(200), 120);
            int cut = random.nextInt(items.size() + 1);
            LineSums line = line(sums(items.subList(0, cut)), sums(items.subList(cut, items.size())));
            for (int question = 0; question < 6; question++) {
                LocalDate[] days = random.ints(3, -10, 140).sorted().mapToObj(MARCH::plusDays).toArray(LocalDate[]::new);

                List<Map<EntryKind, Money>> stretches = line.since(null, days);

                assertThat(stretches).containsExactly(expected(items, days[0], days[1]), expected(items, days[1], days[2]));
                assertThat(between(line, days[0], days[2])).isEqualTo(expected(items, days[0], days[2]));
            }
        }
    }

    @Test
    void what_came_since_is_told_whichever_parts_both_have() {
        Random random = new Random(6);
        for (int round = 0; round < 100; round++) {
            List<Item> shared = items(random, random.nextInt(300), 120);
            List<Item> before = items(random, random.nextInt(60), 120);
            List<Item> after = items(random, random.nextInt(60), 120);
            DaySums base = sums(shared);
            List<Item> earlier = Stream.concat(shared.stream(), before.stream()).toList();
            List<Item> later = Stream.of(shared, before, after).flatMap(List::stream).toList();
            LocalDate through = MARCH.plusDays(random.nextInt(130));

            List<Map<EntryKind, Money>> since = line(base, sums(before), sums(after)).since(line(base, sums(before)), LocalDate.MIN, MARCH, through);
            List<Map<EntryKind, Money>> ofOthers = line(sums(later)).since(line(sums(earlier)), LocalDate.MIN, MARCH, through);

            assertThat(since).containsExactly(expected(after, LocalDate.MIN, MARCH), expected(after, MARCH, through));
            assertThat(ofOthers).isEqualTo(since);
        }
    }

    @Test
    void a_total_beyond_what_can_be_counted_keeps_no_stretch_from_being_asked_for() {
        DaySums.Builder most = new DaySums.Builder().add(ALLOCATED, MARCH, Long.MAX_VALUE);
        for (int day = 1; day < 100; day++) {
            most.add(ALLOCATED, MARCH.plusDays(day), 1);
        }
        LineSums line = line(most.build());

        assertThatThrownBy(() -> between(line, LocalDate.MIN, LocalDate.MAX)).isInstanceOf(ArithmeticException.class);
        assertThat(between(line, MARCH, LocalDate.MAX)).isEqualTo(Map.of(ALLOCATED, Money.ofFen(99)));
    }

    @Test
    void the_days_are_those_of_sums_that_do_not_cancel() {
        LocalDate newYearsEve = LocalDate.of(2022, 12, 31);
        LineSums one = line(new DaySums.Builder().add(ALLOCATED, MARCH, 7).add(FROZEN, MARCH.plusDays(1), 5).add(ALLOCATED, MARCH.plusDays(2), 7)
                .add(ALLOCATED, MARCH.plusDays(2), -7).build(), new DaySums.Builder().add(FROZEN, MARCH, -7).build());
        LineSums ofOtherYears = line(new DaySums.Builder().add(ALLOCATED, newYearsEve, 1).add(ALLOCATED, newYearsEve.plusDays(1), 1)
                .add(ALLOCATED, newYearsEve.plusYears(1), 1).add(ALLOCATED, newYearsEve.plusYears(1).plusDays(1), 1).build());
        BudgetAsOf budget = BudgetAsOf.of(new Department("301", "商务局"), 2023, false, new AsOf(MARCH, Instant.EPOCH, 1), Basis.ADJUSTED,
                List.of(one, ofOtherYears), new ClassificationNames(Map.of(), Map.of()));

        assertThat(budget.days()).containsExactly(newYearsEve, LocalDate.of(2023, 1, 1), MARCH, MARCH.plusDays(1), LocalDate.of(2023, 12, 31),
                LocalDate.of(2024, 1, 1));
    }

    @Test
    void what_cancels_leaves_nothing() {
        DaySums in = new DaySums.Builder().add(ALLOCATED, MARCH, 7).build();
        DaySums out = new DaySums.Builder().add(ALLOCATED, MARCH, -7).build();

        assertThat(in.plus(out)).isEqualTo(DaySums.NONE).isNotEqualTo(in);
        assertThat(new DaySums.Builder().add(ALLOCATED, MARCH, 7).add(ALLOCATED, MARCH, -7).build())
                .isEqualTo(DaySums.NONE);
    }

    @Test
    void every_day_and_amount_can_be_stored() {
        DaySums extremes = new DaySums.Builder()
                .add(ALLOCATED, LocalDate.MIN, Long.MIN_VALUE)
                .add(ALLOCATED, LocalDate.MAX, Long.MAX_VALUE)
                .add(FROZEN, LocalDate.MIN, -1)
                .add(FROZEN, LocalDate.MAX, 1)
                .build();

        assertThat(DaySums.of(extremes.bytes())).isEqualTo(extremes);
        assertThat(between(extremes, LocalDate.MIN, LocalDate.MAX))
                .isEqualTo(Map.of(ALLOCATED, Money.ofFen(Long.MAX_VALUE), FROZEN, Money.ofFen(1)));
    }

    @Test
    void a_sum_beyond_what_can_be_counted_is_not_wrapped() {
        DaySums most = new DaySums.Builder().add(ALLOCATED, MARCH, Long.MAX_VALUE).build();

        assertThatThrownBy(() -> most.plus(most)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void the_stored_bytes_never_change() {
        DaySums sums = new DaySums.Builder()
                .add(ALLOCATED, MARCH, 100)
                .add(ALLOCATED, MARCH.plusDays(1), -300)
                .add(FROZEN, MARCH, 1)
                .build();

        assertThat(HexFormat.of().formatHex(sums.bytes())).isEqualTo("03d99781808010c80101d704ffffffffff9f0502");
    }

    @Test
    void every_operation_has_a_number_of_its_own() {
        for (Operation operation : Operation.values()) {
            EntryKind kind = new EntryKind(operation, true, false);
            assertThat(EntryKind.ofCode(kind.code())).isEqualTo(kind);
        }
    }

    private static List<Item> items(Random random, int count) {
        return items(random, count, 10);
    }

    private static List<Item> items(Random random, int count, int days) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(new Item(EntryKind.ofCode(random.nextInt(24)), MARCH.plusDays(random.nextInt(days)), random.nextInt(9) - 4));
        }
        return items;
    }

    /** Entry by entry. */
    private static Map<EntryKind, Money> expected(List<Item> items, LocalDate after, LocalDate through) {
        Map<EntryKind, Money> sums = new HashMap<>();
        items.stream()
                .filter(each -> each.day.isAfter(after) && !each.day.isAfter(through))
                .forEach(each -> sums.merge(each.kind, Money.ofFen(each.fen), Money::plus));
        sums.values().removeIf(Money::isZero);
        return sums;
    }

    private static LineSums line(DaySums... parts) {
        return new LineSums(new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.OPERATING, "30201", null), 1, List.of(parts));
    }

    private static Map<EntryKind, Money> between(DaySums sums, LocalDate after, LocalDate through) {
        return between(line(sums), after, through);
    }

    private static Map<EntryKind, Money> between(LineSums line, LocalDate after, LocalDate through) {
        return line.since(null, after, through).getFirst();
    }

    private static DaySums sums(List<Item> items) {
        DaySums.Builder builder = new DaySums.Builder();
        items.forEach(each -> builder.add(each.kind, each.day, each.fen));
        return builder.build();
    }
}
