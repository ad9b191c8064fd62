package dev.budgetledger.projection.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.apache.kafka.common.TopicPartition;

/**
 * The records that may be passed by, of the topics as they are now. Anyone who reads asks of a record that it cannot apply; what it
 * can, it applies, whatever was acknowledged. For several threads.
 */
final class AcknowledgedRecords implements Predicate<RecordPosition> {

    private final Acknowledgements all;
    private volatile Map<String, String> topicIds = Map.of();
    private volatile Map<TopicPartition, TreeMap<Long, Long>> ranges = Map.of();

    AcknowledgedRecords(Acknowledgements all) {
        this.all = all;
    }

    /** Of these topics, which a topic made again is none of. */
    AcknowledgedRecords of(Map<String, String> topicIds) {
        this.topicIds = Map.copyOf(topicIds);
        refresh();
        return this;
    }

    String idOf(String topic) {
        return topicIds.getOrDefault(topic, "");
    }

    /** Reads what has been acknowledged meanwhile. */
    void refresh() {
        Map<TopicPartition, TreeMap<Long, Long>> read = new HashMap<>();
        for (Acknowledgements.Range each : all.of(List.copyOf(topicIds.values()))) { // in the order of their offsets
            TreeMap<Long, Long> of =
                    read.computeIfAbsent(new TopicPartition(each.topic(), each.partition()), _ -> new TreeMap<>());
            Map.Entry<Long, Long> before = of.lastEntry();
            if (before != null && before.getValue() >= each.first()) {
                of.put(before.getKey(), Math.max(before.getValue(), each.last()));
            } else {
                of.put(each.first(), each.last());
            }
        }
        ranges = read;
    }

    @Override
    public boolean test(RecordPosition at) {
        TreeMap<Long, Long> of = ranges.get(new TopicPartition(at.topic(), at.partition()));
        Map.Entry<Long, Long> range = of == null ? null : of.floorEntry(at.offset());
        return range != null && at.offset() <= range.getValue();
    }
}
