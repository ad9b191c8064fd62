package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/** What a stretch adds up to: what there was at its end less what there had been before it. */
public final class EntryRangeSums {

    private EntryRangeSums() {}

    /** The sums that are not zero, late ones apart from others. */
    public static List<EntrySum> of(EntryRange stretch, LineSumsReader reader) {
        Map<Line, LineSums> before = stretch.after() == 0
                ? Map.of()
                : reader.read(stretch.budget(), stretch.after()).stream()
                        .collect(Collectors.toMap(LineSums::line, Function.identity()));
        LocalDate split = within(stretch.lateThrough(), stretch.afterDate(), stretch.throughDate());
        List<EntrySum> sums = new ArrayList<>();
        for (LineSums line : reader.read(stretch.budget(), stretch.through())) {
            List<Map<EntryKind, Money>> since = line.since(before.get(line.line()), stretch.afterDate(), split, stretch.throughDate());
            add(sums, line.line(), since.getFirst(), true);
            add(sums, line.line(), since.getLast(), false);
        }
        return sums;
    }

    private static void add(List<EntrySum> sums, Line line, Map<EntryKind, Money> byKind, boolean late) {
        byKind.forEach((kind, sum) -> sums.add(new EntrySum(line, kind.operation(), kind.reversal(), kind.frozen(), late, sum)));
    }

    private static LocalDate within(LocalDate day, LocalDate from, LocalDate to) {
        return day.isBefore(from) ? from : day.isAfter(to) ? to : day;
    }
}
