package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StreamSumsTest {

    private static final EntryKind ALLOCATED = new EntryKind(Operation.ALLOCATION, false, false);
    private static final LocalDate MARCH = LocalDate.of(2023, 3, 1);

    private record Item(long line, EntryKind kind, LocalDate day, long fen) {}

    @Test
    void the_sums_of_parts_are_those_of_the_whole_and_are_stored_as_they_are() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<Item> items = new ArrayList<>();
            List<StreamSums> parts = new ArrayList<>();
            for (int part = random.nextInt(5); part >= 0; part--) {
                List<Item> some = new ArrayList<>();
                for (int i = random.nextInt(40); i > 0; i--) {
                    some.add(new Item(1L << random.nextInt(40), EntryKind.ofCode(random.nextInt(EntryKind.COUNT)),
                            MARCH.plusDays(random.nextInt(9)), random.nextInt(9) - 4));
                }
                items.addAll(some);
                parts.add(sums(some));
            }
            StreamSums whole = sums(items);

            assertThat(StreamSums.sum(parts)).isEqualTo(whole).hasSameHashCodeAs(whole);
            assertThat(StreamSums.of(whole.bytes())).isEqualTo(whole);
            assertThat(whole.lines().stream().mapToLong(StreamSums.OfLine::entries).sum()).isEqualTo(items.size());
        }
    }

    @Test
    void a_line_whose_entries_cancel_has_entries_and_no_sums() {
        StreamSums sums = sums(List.of(new Item(7, ALLOCATED, MARCH, 3), new Item(7, ALLOCATED, MARCH, -3)));

        assertThat(StreamSums.of(sums.bytes()).lines()).containsExactly(new StreamSums.OfLine(7, 2, DaySums.NONE));
        assertThat(sums.daySums()).isZero();
    }

    @Test
    void the_stored_bytes_never_change() {
        StreamSums sums = sums(List.of(new Item(300, ALLOCATED, MARCH, 100), new Item(7, ALLOCATED, MARCH, -3)));

        assertThat(HexFormat.of().formatHex(sums.bytes()))
                .isEqualTo("070108" + "01d99781808010" + "05" + "a5020109" + "01d99781808010" + "c801");
        assertThat(StreamSums.of(new byte[0])).isEqualTo(StreamSums.NONE);
    }

    private static StreamSums sums(List<Item> items) {
        StreamSums.Builder sums = new StreamSums.Builder();
        items.forEach(each -> sums.add(each.line, each.kind, each.day, each.fen));
        return sums.build();
    }
}
