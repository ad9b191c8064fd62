package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.Completeness;
import dev.budgetledger.projection.entries.PartitionProgress;
import dev.budgetledger.projection.samples.PlainSums;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** However a log is published, broken down, sent again, interleaved and cut into batches, each fact counts once. */
class AdmissionProperties {

    @Property(tries = 300)
    void each_fact_is_admitted_once_and_the_rules_hold_at_every_moment(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 5) int partitions) {
        List<Envelope> log = SampleLog.random(random, 1 + random.nextInt(60)).facts();
        List<List<IncomingRecord>> left = Publication.random(random, log, partitions).partitions();
        MemoryStore store = new MemoryStore(partitions);

        while (left.stream().anyMatch(records -> !records.isEmpty())) {
            store.apply(nextBatch(random, left));

            holdsWhatItPromises(store, log);
        }

        assertThat(store.applied).containsOnlyKeys(log.stream().map(Envelope::position).toList());
        assertThat(store.completeness().completeThrough()).isEqualTo(log.size());
        assertThat(store.completeness().knownThrough())
                .isAfterOrEqualTo(log.getLast().recordedAt());
    }

    /** Nothing at or before completeThrough, and nothing recorded at or before knownThrough, is missing. */
    private static void holdsWhatItPromises(MemoryStore store, List<Envelope> log) {
        Completeness completeness = store.completeness();
        for (long position = 1; position <= completeness.completeThrough(); position++) {
            assertThat(store.applied).containsKey(position);
        }
        assertThat(PlainSums.positionBy(log, completeness.knownThrough()))
                .isLessThanOrEqualTo(completeness.completeThrough());
    }

    private static List<IncomingRecord> nextBatch(Random random, List<List<IncomingRecord>> left) {
        List<IncomingRecord> batch = new ArrayList<>();
        for (List<IncomingRecord> records : left) {
            List<IncomingRecord> taken = records.subList(0, random.nextInt(Math.min(records.size(), 12) + 1));
            batch.addAll(taken);
            taken.clear();
        }
        return batch;
    }

    /** What the database does, in maps. */
    private static final class MemoryStore {

        private final Map<Long, Hash> applied = new HashMap<>();
        private final Map<String, Long> sequences = new HashMap<>();
        private Collection<PartitionProgress> progress = new ArrayList<>();

        MemoryStore(int partitions) {
            for (int partition = 0; partition < partitions; partition++) {
                progress.add(PartitionProgress.none(Topics.FACTS, partition));
            }
        }

        void apply(List<IncomingRecord> batch) {
            AdmittedBatch admitted = Admission.admit(new PriorState(List.copyOf(progress), sequences, applied), batch);
            assertThat(admitted.stop()).isNull();
            progress = List.copyOf(admitted.progress());
            admitted.facts().forEach(fact -> {
                assertThat(applied.put(fact.envelope().position(), Hash.ofLeaf(fact.bytes().value()))).isNull();
                sequences.put(fact.envelope().stream(), fact.envelope().sequence());
            });
        }

        Completeness completeness() {
            return Completeness.of(progress);
        }
    }
}
