package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What adds up to a whole, because all of its money is in one of the parts and none is in two.
 *
 * @param leavesOut whether the whole counts {@link Coverage#RARE} kinds and no part does
 */
record Partition<T>(List<T> parts, boolean leavesOut) {

    /** Of all that might be parts the largest, if together they are the whole, or all of it but {@link Coverage#RARE}. */
    static <T> Optional<Partition<T>> of(Coverage whole, List<T> all, Function<T, Coverage> counts) {
        Optional<List<T>> exactly = parts(whole, all, counts);
        if (exactly.isPresent()) {
            return exactly.map(parts -> new Partition<>(parts, false));
        }
        Set<String> usual = whole.of(Coverage.Part.KIND).stream()
                .filter(kind -> !Coverage.RARE.contains(kind))
                .collect(Collectors.toSet());
        return usual.equals(whole.of(Coverage.Part.KIND))
                ? Optional.empty()
                : parts(whole.with(Coverage.Part.KIND, usual), all, counts).map(parts -> new Partition<>(parts, true));
    }

    private static <T> Optional<List<T>> parts(Coverage whole, List<T> all, Function<T, Coverage> counts) {
        List<T> inside = all.stream()
                .filter(each -> !counts.apply(each).isNothing())
                .filter(each -> whole.contains(counts.apply(each)) && !whole.equals(counts.apply(each)))
                .toList();
        List<T> largest = inside.stream()
                .filter(each -> inside.stream().noneMatch(other -> isBefore(each, other, inside, counts)))
                .toList();
        long size = 0;
        for (T each : largest) {
            Optional<Long> part = counts.apply(each).sizeIn(whole);
            if (part.isEmpty() || largest.stream().anyMatch(other -> !other.equals(each) && counts.apply(other).overlaps(counts.apply(each)))) {
                return Optional.empty();
            }
            size += part.get();
        }
        return largest.size() > 1 && size == whole.sizeIn(whole).orElseThrow() ? Optional.of(largest) : Optional.empty();
    }

    /** Whether another is larger, or as large and earlier. */
    private static <T> boolean isBefore(T each, T other, List<T> all, Function<T, Coverage> counts) {
        Coverage one = counts.apply(each);
        Coverage two = counts.apply(other);
        return !other.equals(each) && two.contains(one) && (!two.equals(one) || all.indexOf(other) < all.indexOf(each));
    }
}
