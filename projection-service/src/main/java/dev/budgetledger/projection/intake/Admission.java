package dev.budgetledger.projection.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.PartitionProgress;

/**
 * The rules by which facts are taken in: each once, each stream without a gap, nothing at or before a closed timestamp.
 *
 * <p>First occurrences come in the order of positions within a partition. So a fact at or before the position through
 * which its partition is complete came before: it is skipped if it says the same, and stops the intake if it says
 * anything else. Only what would stop the intake is ever passed by, where a person said so. A pure function of what
 * the store knows and what came; one instance admits one batch.
 */
final class Admission {

    private final Map<String, PartitionProgress> progress = new HashMap<>();
    private final Map<String, Long> lastSequences;
    private final Map<Long, Hash> applied;
    /** Of this batch. */
    private final Map<Long, Bytes> taken = new HashMap<>();
    private final PriorState.Heads heads;
    private final Instant latest;
    private final List<IncomingRecord.OfFact> admitted = new ArrayList<>();

    private Admission(PriorState known) {
        known.progress().forEach(each -> progress.put(key(each.topic(), each.partition()), each));
        lastSequences = new HashMap<>(known.lastSequences());
        applied = known.applied();
        heads = known.heads();
        latest = known.latest();
    }

    /** Admits records in the order of each partition's offsets, up to the first that must not be. */
    static AdmittedBatch admit(PriorState known, List<IncomingRecord> batch) {
        Admission admission = new Admission(known);
        Halt stop = null;
        for (IncomingRecord record : batch) {
            String refusal = admission.admit(record);
            if (refusal != null && known.acknowledged().test(record.at())) {
                admission.passBy(record.at());
            } else if (refusal != null) {
                stop = new Halt(record.at(), refusal);
                break;
            }
        }
        return new AdmittedBatch(admission.admitted, admission.progress.values(), stop);
    }

    /** Takes a record in, or says why not. */
    private @Nullable String admit(IncomingRecord record) {
        RecordPosition at = record.at();
        PartitionProgress before = progress.get(key(at.topic(), at.partition()));
        if (before == null) {
            throw new IllegalArgumentException("nothing is known of the partition of " + at);
        }
        return switch (record) {
            case IncomingRecord.Unreadable(_, var reason, var fact) ->
                fact != null && isApplied(fact) ? passed(before.afterResend(at.offset())) : reason;
            case IncomingRecord.OfWatermark told -> {
                Watermark watermark = told.watermark();
                String fault = watermark.checkpoint() == null ? null : heads.fault(watermark.checkpoint());
                // No other tick would count until the instant of one that says too much. What closes a timestamp among the facts is held
                // against those that come.
                yield fault != null ? fault : passed(told.isTick() && told.isOfLaterThan(latest)
                        ? before.afterResend(at.offset())
                        : before.afterWatermark(at.offset(), watermark));
            }
            case IncomingRecord.OfFact fact -> admit(fact, before);
        };
    }

    private @Nullable String admit(IncomingRecord.OfFact fact, PartitionProgress before) {
        Envelope envelope = fact.envelope();
        if (isApplied(fact)) {
            return passed(before.afterResend(fact.at().offset()));
        }
        if (!before.isOfFacts()) {
            return "a fact does not belong on " + before.topic();
        }
        if (envelope.position() <= before.completeThrough()) {
            return contradiction(fact, before);
        }
        if (!envelope.recordedAt().isAfter(before.knownAt())) {
            return "position " + envelope.position() + " was recorded at " + envelope.recordedAt()
                    + ", but a watermark said that all was known at " + before.knownAt();
        }
        long expected = lastSequences.getOrDefault(envelope.stream(), -1L) + 1;
        if (envelope.sequence() != expected) {
            return "stream " + envelope.stream() + " continues with sequence " + expected + ", not "
                    + envelope.sequence();
        }
        lastSequences.put(envelope.stream(), envelope.sequence());
        taken.put(envelope.position(), fact.bytes());
        admitted.add(fact);
        return passed(before.afterFact(fact.at().offset(), envelope.position()));
    }

    /** Wherever it comes from: a copy changes nothing. */
    private boolean isApplied(IncomingRecord.OfFact fact) {
        long position = fact.envelope().position();
        Bytes inThisBatch = taken.get(position);
        if (inThisBatch != null) {
            return inThisBatch.equals(fact.bytes());
        }
        Hash earlier = applied.get(position);
        return earlier != null && earlier.equals(Hash.ofLeaf(fact.bytes().value()));
    }

    private String contradiction(IncomingRecord.OfFact fact, PartitionProgress before) {
        long position = fact.envelope().position();
        return applied.containsKey(position) || taken.containsKey(position)
                ? "position " + position + " was applied before and said otherwise"
                : "position " + position + " comes after its partition was complete through "
                        + before.completeThrough() + ", and was never applied";
    }

    private void passBy(RecordPosition at) {
        PartitionProgress before = progress.get(key(at.topic(), at.partition()));
        if (before != null) {
            var _ = passed(before.afterResend(at.offset()));
        }
    }

    private @Nullable String passed(PartitionProgress after) {
        progress.put(key(after.topic(), after.partition()), after);
        return null;
    }

    private static String key(String topic, int partition) {
        return topic + "-" + partition;
    }
}
