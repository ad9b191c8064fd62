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
            LineSums earlier = before.get(line.line());
            add(sums, line, earlier, stretch.afterDate(), split, true);
            add(sums, line, earlier, split, stretch.throughDate(), false);
        }
        return sums;
    }

    private static void add(List<EntrySum> sums, LineSums line, @Nullable LineSums earlier,
            LocalDate after, LocalDate through, boolean late) {
        Map<EntryKind, Money> between = line.between(after, through);
        if (earlier != null) {
            earlier.between(after, through)
                    .forEach((kind, sum) -> between.merge(kind, sum.negated(), Money::plus));
        }
        between.forEach((kind, sum) -> {
            if (!sum.isZero()) {
                sums.add(new EntrySum(line.line(), kind.operation(), kind.reversal(), kind.frozen(), late, sum));
            }
        });
    }

    private static LocalDate within(LocalDate day, LocalDate from, LocalDate to) {
        return day.isBefore(from) ? from : day.isAfter(to) ? to : day;
    }
}
