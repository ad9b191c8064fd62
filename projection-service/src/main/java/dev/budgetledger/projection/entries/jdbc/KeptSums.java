package dev.budgetledger.projection.entries.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.StreamSums;

/** Snapshots of streams as they were read last, the facts after them, and the lines of budgets: none ever changes, and all are bounded by their bytes. */
final class KeptSums {

    private static final long BYTES_OF_LINE = 400;

    private record Snapshot(long generation, String stream, long facts) {}

    private record Lines(long generation, String stream) {}

    private final LongSupplier generation;
    private final RecentReads<Snapshot, StreamSums> snapshots;
    private final RecentReads<Lines, Map<Long, Line>> lines;
    private final KeptTails tails;

    /**
     * @param bytes of memory that snapshots take together; lines take no more than a quarter of that, and tails another
     * @param generation which projection is read: what another one said counts no more
     * @param nanoTime {@link System#nanoTime}
     */
    KeptSums(long bytes, LongSupplier generation, LongSupplier nanoTime) {
        this.generation = generation;
        this.snapshots = new RecentReads<>(bytes, StreamSums::bytesOfMemory, nanoTime);
        this.lines = new RecentReads<>(bytes / 4, each -> BYTES_OF_LINE * each.size(), nanoTime);
        this.tails = new KeptTails(bytes / 4, generation, nanoTime);
    }

    KeptTails tails() {
        return tails;
    }

    /** The snapshots of a stream with these numbers of facts, those that there are; what is not kept is read at once. */
    Map<Long, StreamSums> of(String stream, List<Long> facts, Function<List<Long>, Map<Long, StreamSums>> read) {
        long now = generation.getAsLong();
        Map<Long, StreamSums> found = new HashMap<>();
        facts.forEach(each -> snapshots.find(new Snapshot(now, stream, each)).ifPresent(sums -> found.put(each, sums)));
        List<Long> missing = facts.stream().filter(each -> !found.containsKey(each)).toList();
        read.apply(missing).forEach((each, sums) -> {
            snapshots.put(new Snapshot(now, stream, each), sums);
            found.put(each, sums);
        });
        return found;
    }

    /** The lines of a budget by their ids, those with the wanted ids among them. */
    Map<Long, Line> linesOfIds(BudgetId budget, Set<Long> wanted, Supplier<Map<Long, Line>> read) {
        return lines(budget, each -> each.keySet().containsAll(wanted), read);
    }

    /** The lines of a budget by their ids, the wanted ones among them if it has them. */
    Map<Long, Line> lines(BudgetId budget, Set<Line> wanted, Supplier<Map<Long, Line>> read) {
        return lines(budget, each -> each.size() >= wanted.size() && Set.copyOf(each.values()).containsAll(wanted), read);
    }

    private Map<Long, Line> lines(BudgetId budget, Predicate<Map<Long, Line>> enough, Supplier<Map<Long, Line>> read) {
        Lines of = new Lines(generation.getAsLong(), budget.stream());
        return lines.find(of).filter(enough).orElseGet(() -> {
            Map<Long, Line> all = Map.copyOf(read.get());
            lines.put(of, all);
            return all;
        });
    }
}
