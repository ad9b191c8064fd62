package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.PartitionProgress;

/**
 * What a batch changes.
 *
 * @param facts those that came for the first time, in order
 * @param progress the partitions of the batch afterwards
 * @param stop why the rest of the batch was not admitted; absent if all of it was
 */
record Admitted(List<Received.OfFact> facts, Collection<PartitionProgress> progress, @Nullable Stop stop) {

    /** With what came behind it. */
    Admitted and(Admitted next) {
        List<Received.OfFact> both = new ArrayList<>(facts);
        both.addAll(next.facts);
        Map<String, PartitionProgress> last = new HashMap<>();
        progress.forEach(each -> last.put(each.topic() + "-" + each.partition(), each));
        next.progress.forEach(each -> last.put(each.topic() + "-" + each.partition(), each));
        return new Admitted(both, last.values(), next.stop);
    }
}
