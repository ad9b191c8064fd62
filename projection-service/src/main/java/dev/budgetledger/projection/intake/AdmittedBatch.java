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
record AdmittedBatch(List<IncomingRecord.OfFact> facts, Collection<PartitionProgress> progress, @Nullable Halt stop) {

    /** With what came after it. */
    AdmittedBatch and(AdmittedBatch next) {
        List<IncomingRecord.OfFact> both = new ArrayList<>(facts);
        both.addAll(next.facts);
        Map<String, PartitionProgress> last = new HashMap<>();
        progress.forEach(each -> last.put(each.topic() + "-" + each.partition(), each));
        next.progress.forEach(each -> last.put(each.topic() + "-" + each.partition(), each));
        return new AdmittedBatch(both, last.values(), next.stop);
    }
}
