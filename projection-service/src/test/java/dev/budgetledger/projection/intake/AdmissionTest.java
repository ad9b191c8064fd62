package dev.budgetledger.projection.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.projection.entries.PartitionProgress;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdmissionTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);

    private final SampleLog log = new SampleLog();
    private final Envelope opened = log.open(OFFICE);
    private final Envelope allocated = log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
    private final Envelope adjusted = log.tick().adjust(OFFICE, JANUARY, SampleLog.STAFF, 50);

    @Test
    void facts_in_order_are_admitted_and_the_offset_moves_past_them() {
        AdmittedBatch admitted = Admission.admit(empty(), batch(opened, allocated));

        assertThat(positions(admitted)).containsExactly(1L, 2L);
        assertThat(admitted.progress())
                .containsExactly(new PartitionProgress(Topics.FACTS, 0, 2, 2, 0, Instant.EPOCH));
        assertThat(admitted.stop()).isNull();
    }

    @Test
    void a_fact_that_comes_again_changes_nothing_but_the_offset() {
        AdmittedBatch admitted = Admission.admit(empty(), batch(opened, allocated, opened, allocated, adjusted));

        assertThat(positions(admitted)).containsExactly(1L, 2L, 3L);
        assertThat(admitted.progress()).extracting(PartitionProgress::nextOffset).containsExactly(5L);
    }

    @Test
    void a_fact_applied_in_an_earlier_batch_is_known_when_it_comes_again() {
        PriorState known = new PriorState(
                List.of(PartitionProgress.none(Topics.FACTS, 0).afterFact(0, 1)),
                Map.of(OFFICE.stream(), 0L),
                Map.of(1L, Hash.ofLeaf(opened.bytes())));

        AdmittedBatch admitted = Admission.admit(known, batch(opened, allocated));

        assertThat(positions(admitted)).containsExactly(2L);
    }

    @Test
    void a_fact_that_comes_again_and_says_otherwise_stops_the_intake() {
        Envelope rewritten = new Envelope(
                opened.position(), opened.recordedAt(), opened.stream(), 0, "somebody else", opened.fact());

        stops(batch(opened, rewritten, allocated), 1, "position 1 was applied before and said otherwise");
    }

    @Test
    void a_stream_that_leaves_out_a_sequence_stops_the_intake() {
        stops(batch(opened, adjusted), 1, "stream 301-2023 continues with sequence 1, not 2");
    }

    @Test
    void a_stream_that_repeats_a_sequence_at_a_new_position_stops_the_intake() {
        Envelope again = new Envelope(9, allocated.recordedAt(), allocated.stream(), 0, "treasury", allocated.fact());

        stops(batch(opened, again), 1, "stream 301-2023 continues with sequence 1, not 0");
    }

    @Test
    void a_fact_that_a_watermark_said_was_there_already_stops_the_intake() {
        List<IncomingRecord> batch = List.of(
                fact(0, opened), watermark(1, new Watermark(2, opened.recordedAt())), fact(2, allocated));

        stops(batch, 2, "position 2 comes after its partition was complete through 2, and was never applied");
    }

    @Test
    void a_fact_recorded_when_a_watermark_said_all_was_known_stops_the_intake() {
        List<IncomingRecord> batch = List.of(
                fact(0, opened), watermark(1, new Watermark(1, allocated.recordedAt())), fact(2, allocated));

        stops(batch, 2, "position 2 was recorded at 2023-01-05T01:00:01Z, "
                + "but a watermark said that all was known at 2023-01-05T01:00:01Z");
    }

    @Test
    void an_unreadable_record_stops_the_intake_and_nothing_after_it_is_admitted() {
        List<IncomingRecord> batch = List.of(
                fact(0, opened),
                new IncomingRecord.Unreadable(new RecordPosition(Topics.FACTS, 0, 1), "no fact is called BudgetSold"),
                fact(2, allocated));

        AdmittedBatch admitted = stops(batch, 1, "no fact is called BudgetSold");
        assertThat(admitted.progress()).extracting(PartitionProgress::nextOffset).containsExactly(1L);
        assertThat(positions(admitted)).containsExactly(1L);
    }

    @Test
    void a_fact_among_the_ticks_stops_the_intake() {
        PriorState known = new PriorState(List.of(PartitionProgress.none(Topics.WATERMARKS, 0)), Map.of(), Map.of());
        RecordPosition at = new RecordPosition(Topics.WATERMARKS, 0, 0);

        AdmittedBatch admitted =
                Admission.admit(known, List.of(new IncomingRecord.OfFact(at, opened, new Bytes(opened.bytes()))));

        assertThat(admitted.stop()).isEqualTo(new Halt(at, "a fact does not belong on budget.watermarks.v1"));
    }

    @Test
    void a_tick_of_what_is_to_come_is_passed_by_and_the_next_counts() {
        Instant now = opened.recordedAt();
        PriorState known = new PriorState(List.of(PartitionProgress.none(Topics.WATERMARKS, 0)), Map.of(), Map.of(), _ -> false, _ -> null, now);

        AdmittedBatch admitted = Admission.admit(known, List.of(
                tick(0, new Watermark(1, Instant.parse("2090-01-01T00:00:00Z"))), tick(1, new Watermark(1, now))));

        assertThat(admitted.stop()).isNull();
        assertThat(admitted.progress()).containsExactly(new PartitionProgress(Topics.WATERMARKS, 0, 2, 1, 1, now));
    }

    @Test
    void a_tick_of_what_is_to_come_is_no_way_past_a_head_that_the_ledger_did_not_sign() {
        PriorState known = new PriorState(
                List.of(PartitionProgress.none(Topics.WATERMARKS, 0)), Map.of(), Map.of(), _ -> false, note -> note + " is not signed", Instant.EPOCH);

        assertThat(Admission.admit(known, List.of(tick(0, new Watermark(1, opened.recordedAt(), "it")))).stop())
                .isEqualTo(new Halt(new RecordPosition(Topics.WATERMARKS, 0, 0), "it is not signed"));
    }

    /** Its position closes the partition, and the facts that come are held against it. */
    @Test
    void a_watermark_among_the_facts_counts_whatever_it_says_of_the_time() {
        Instant later = opened.recordedAt().plusSeconds(1);
        PriorState known = new PriorState(
                List.of(PartitionProgress.none(Topics.FACTS, 0)), Map.of(), Map.of(), _ -> false, _ -> null, opened.recordedAt());

        assertThat(Admission.admit(known, List.of(fact(0, opened), watermark(1, new Watermark(1, later)))).progress())
                .containsExactly(new PartitionProgress(Topics.FACTS, 0, 2, 1, 1, later));
    }

    @Test
    void a_record_of_a_partition_of_which_nothing_is_known_is_a_fault() {
        PriorState nothing = new PriorState(List.of(), Map.of(), Map.of());

        assertThatThrownBy(() -> Admission.admit(nothing, batch(opened))).isInstanceOf(IllegalArgumentException.class);
    }

    private static AdmittedBatch stops(List<IncomingRecord> batch, long offset, String reason) {
        AdmittedBatch admitted = Admission.admit(empty(), batch);
        assertThat(admitted.stop()).isEqualTo(new Halt(new RecordPosition(Topics.FACTS, 0, offset), reason));
        return admitted;
    }

    private static PriorState empty() {
        return new PriorState(List.of(PartitionProgress.none(Topics.FACTS, 0)), Map.of(), Map.of());
    }

    private static List<IncomingRecord> batch(Envelope... envelopes) {
        List<IncomingRecord> batch = new ArrayList<>();
        for (Envelope each : envelopes) {
            batch.add(fact(batch.size(), each));
        }
        return batch;
    }

    private static IncomingRecord fact(long offset, Envelope envelope) {
        return new IncomingRecord.OfFact(new RecordPosition(Topics.FACTS, 0, offset), envelope, new Bytes(envelope.bytes()));
    }

    private static IncomingRecord watermark(long offset, Watermark watermark) {
        return new IncomingRecord.OfWatermark(new RecordPosition(Topics.FACTS, 0, offset), watermark);
    }

    private static IncomingRecord tick(long offset, Watermark watermark) {
        return new IncomingRecord.OfWatermark(new RecordPosition(Topics.WATERMARKS, 0, offset), watermark);
    }

    private static List<Long> positions(AdmittedBatch admitted) {
        return admitted.facts().stream().map(fact -> fact.envelope().position()).toList();
    }
}
