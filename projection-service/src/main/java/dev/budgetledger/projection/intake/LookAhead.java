package dev.budgetledger.projection.intake;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What lies after a record before which the intake stands. Nothing of it is applied; it tells how far the log has come, what
 * the ledger signed, and whether the record can be of the log.
 */
final class LookAhead {

    private final Halt stop;
    private final String topicId;
    private final Set<String> heads = new HashSet<>();
    private @Nullable String digest;
    private @Nullable Long saysPosition;
    private boolean saidByOther;
    private long alikeThrough;
    private long seenThrough;
    private long ledgerEnd;

    LookAhead(Halt stop, String topicId) {
        this.stop = stop;
        this.topicId = topicId;
        this.alikeThrough = stop.before().offset();
    }

    Halt stop() {
        return stop;
    }

    TopicPartition partition() {
        return new TopicPartition(stop.before().topic(), stop.before().partition());
    }

    /** @param each in the order of each partition's offsets, from where the intake stands */
    void look(ConsumerRecord<byte[], byte[]> each) {
        RecordPosition at = new RecordPosition(each.topic(), each.partition(), each.offset());
        boolean inItsPartition = partition().equals(new TopicPartition(at.topic(), at.partition()));
        if (at.equals(stop.before())) {
            digest = RecordReader.digest(each);
            saysPosition = RecordReader.saysPosition(each.value());
        } else {
            IncomingRecord received = RecordReader.read(each);
            switch (received) {
                case IncomingRecord.OfFact(_, var envelope, _) ->
                    saidByOther |= saysPosition != null && saysPosition == envelope.position();
                case IncomingRecord.OfWatermark(_, var watermark) -> {
                    ledgerEnd = Math.max(ledgerEnd, watermark.position());
                    String head = watermark.checkpoint();
                    if (head != null) {
                        heads.add(head);
                    }
                }
                case IncomingRecord.Unreadable _ -> {
                    if (inItsPartition && alikeThrough == seenThrough) {
                        alikeThrough = at.offset();
                    }
                }
            }
        }
        if (inItsPartition) {
            seenThrough = at.offset();
        }
    }

    /** Heads that came since this was asked before. */
    Set<String> newHeads() {
        Set<String> since = Set.copyOf(heads);
        heads.clear();
        return since;
    }

    /** Once the record itself has been looked at. */
    Optional<StandingHalt> standing() {
        return Optional.ofNullable(digest)
                .map(each -> new StandingHalt(stop.before(), topicId, stop.reason(), each, saysPosition, saidByOther,
                        alikeThrough, seenThrough, ledgerEnd));
    }
}
