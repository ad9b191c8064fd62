package dev.budgetledger.projection.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.PackedEnvelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.entries.jdbc.CompletenessWatch;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IntakeStoreTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final TopicPartition ONLY = new TopicPartition(Topics.FACTS, 0);

    @Test
    void what_is_remembered_of_a_partition_outlives_the_batches_of_others() {
        SampleLog log = SampleLog.random(new Random(5), 300);
        StoredLog stored = new StoredLog(4);
        // one record a batch, so partitions come one after another, each for a first time
        log.facts().subList(0, 200).forEach(fact -> stored.batch(List.of(fact)));
        long asked = askedFor(stored, "lines");

        log.facts().subList(200, 300).forEach(fact -> stored.batch(List.of(fact)));

        assertThat(log.facts().subList(200, 300).stream()
                        .map(fact -> Publication.partitionOf(fact.stream(), 4))
                        .distinct())
                .hasSizeGreaterThan(1);
        // A budget is looked up when it is posted to for the first time.
        assertThat(askedFor(stored, "lines") - asked)
                .isEqualTo(streams(log.facts()) - streams(log.facts().subList(0, 200)));
        assertThat(stored.jdbc().sql("select count(*) from facts").query(Long.class).single()).isEqualTo(300);
    }

    /** How many budgets are posted to. */
    private static long streams(List<Envelope> facts) {
        return facts.stream()
                .filter(fact -> !EntryRow.of(fact).isEmpty())
                .map(Envelope::stream)
                .distinct()
                .count();
    }

    /** How often a table was looked into, however. */
    private static long askedFor(StoredLog stored, String table) {
        stored.jdbc().sql("select pg_stat_force_next_flush()").query().singleValue();
        return stored.jdbc()
                .sql("select seq_scan + coalesce(idx_scan, 0) from pg_stat_user_tables where relname = ?")
                .param(table)
                .query(Long.class)
                .single();
    }

    @Test
    void a_watermark_that_says_more_than_has_come_stops_the_intake_before_it_and_all_before_it_is_stored() {
        SampleLog log = SampleLog.random(new Random(5), 20);
        List<IncomingRecord> batch = new ArrayList<>();
        log.facts().forEach(fact -> batch.add(new IncomingRecord.OfFact(
                new RecordPosition(Topics.FACTS, 0, batch.size()), fact, new Bytes(fact.bytes()))));
        batch.add(12, new IncomingRecord.OfWatermark(new RecordPosition(Topics.FACTS, 0, 12), new Watermark(99, SampleLog.START)));
        batch.subList(13, 21).clear();
        StoredLog stored = new StoredLog(1);

        AdmittedBatch admitted = stored.apply(batch);

        assertThat(admitted.stop()).isEqualTo(new Halt(new RecordPosition(Topics.FACTS, 0, 12),
                "position 13 is not there, though all is said to have come through 99"));
        assertThat(admitted.progress()).singleElement().satisfies(after -> {
            assertThat(after.nextOffset()).isEqualTo(12);
            assertThat(after.completeThrough()).isEqualTo(12);
        });
        assertThat(stored.jdbc().sql("select count(*) from facts").query(Long.class).single()).isEqualTo(12);
    }

    /** As it does where the ledger's clock is ahead. */
    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void ticks_of_what_is_to_come_are_told_once_until_one_comes_that_is_not(CapturedOutput output) {
        StoredLog stored = new StoredLog(1);
        Instant future = Instant.now().plus(Duration.ofDays(1));

        stored.apply(List.of(tick(0, future), tick(1, future)));
        stored.apply(List.of(tick(2, future)));
        assertThat(output.toString()).containsOnlyOnce("to come").contains("budget.watermarks.v1-0@0 says that all is known at " + future);

        stored.apply(List.of(tick(3, SampleLog.START)));
        stored.apply(List.of(tick(4, future)));
        assertThat(output.toString()).contains("budget.watermarks.v1-0@4 says that all is known at " + future);
        assertThat(new CompletenessWatch(stored.jdbc()).refresh().completeness().knownThrough()).isEqualTo(SampleLog.START);
    }

    private static IncomingRecord tick(long offset, Instant knownAt) {
        return new IncomingRecord.OfWatermark(new RecordPosition(Topics.WATERMARKS, 0, offset), new Watermark(0, knownAt));
    }

    @Test
    void both_sides_of_a_posting_are_stored_and_balance() {
        StoredLog stored = new StoredLog(1).facts(sample().facts());

        assertThat(stored.jdbc()
                        .sql("select position, ordinal, line is not null, source, amount, operation from entries "
                                + "order by position, ordinal")
                        .query((row, _) -> List.of(
                                row.getLong(1), row.getInt(2), row.getBoolean(3), String.valueOf(row.getString(4)),
                                row.getLong(5), row.getString(6)))
                        .list())
                .containsExactly(
                        List.of(2L, 0, true, "null", 100L, "ALLOCATION"),
                        List.of(2L, 1, false, "GENERAL_PUBLIC", -100L, "ALLOCATION"));
    }

    @Test
    void every_operation_is_stored_with_its_accounts_and_what_it_reverses() {
        BudgetId next = SampleLog.nextYear(OFFICE);
        BudgetId bureau = new BudgetId("302", 2023);
        LocalDate june = LocalDate.of(2023, 6, 1);
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.open(next);
        log.open(bureau);
        log.reverse(log.allocate(OFFICE, june, SampleLog.STAFF, 1), 0);
        log.adjust(OFFICE, june, SampleLog.STAFF, 2);
        log.transfer(OFFICE, june, SampleLog.STAFF, SampleLog.MEETING, 3);
        log.transfer(OFFICE, bureau, june, SampleLog.STAFF, 4);
        log.carryForward(OFFICE, june, SampleLog.STAFF, 5);
        log.reverse(log.facts().getLast(), 0);
        log.freeze(OFFICE, june, SampleLog.STAFF, 6);
        log.reverse(log.release(OFFICE, june, SampleLog.STAFF, 7), 0);
        log.close(OFFICE, june);

        StoredLog stored = new StoredLog(1).facts(log.facts());

        assertThat(stored.jdbc()
                        .sql("""
                                select concat_ws(' ', f.stream, e.operation, case when e.reversal then 'reversed' end,
                                    l.origin, case when e.frozen then 'frozen' end, e.source, e.counterpart, e.amount)
                                from entries e join facts f using (position) left join lines l on l.id = e.line
                                order by e.position, e.ordinal""")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "301-2023 ALLOCATION CURRENT 1",
                        "301-2023 ALLOCATION GENERAL_PUBLIC -1",
                        "301-2023 ALLOCATION reversed CURRENT -1",
                        "301-2023 ALLOCATION reversed GENERAL_PUBLIC 1",
                        "301-2023 ADJUSTMENT CURRENT 2",
                        "301-2023 ADJUSTMENT GENERAL_PUBLIC -2",
                        "301-2023 TRANSFER CURRENT 3",
                        "301-2023 TRANSFER CURRENT -3",
                        "301-2023 TRANSFER CURRENT -4",
                        "301-2023 TRANSFER GENERAL_PUBLIC 302-2023 4",
                        "302-2023 TRANSFER CURRENT 4",
                        "302-2023 TRANSFER GENERAL_PUBLIC 301-2023 -4",
                        "301-2023 CARRY_OUT CURRENT -5",
                        "301-2023 CARRY_OUT GENERAL_PUBLIC 301-2024 5",
                        "301-2024 CARRY_IN CARRIED_OVER 5",
                        "301-2024 CARRY_IN GENERAL_PUBLIC 301-2023 -5",
                        "301-2024 CARRY_IN reversed CARRIED_OVER -5",
                        "301-2024 CARRY_IN reversed GENERAL_PUBLIC 301-2023 5",
                        "301-2023 CARRY_OUT reversed CURRENT 5",
                        "301-2023 CARRY_OUT reversed GENERAL_PUBLIC 301-2024 -5",
                        "301-2023 FREEZE CURRENT -6",
                        "301-2023 FREEZE CURRENT frozen 6",
                        "301-2023 FREEZE CURRENT 7",
                        "301-2023 FREEZE CURRENT frozen -7",
                        "301-2023 FREEZE reversed CURRENT -7",
                        "301-2023 FREEZE reversed CURRENT frozen 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "entries = '{32, 100, -1}'",
        "entries = '{}'",
        "entries = '{32, null}'",
        "entries = '{{32, 100}, {-1, -100}}'",
        "entries = '[0:1]={32, 100}'",
        "entries = null",
        "amount = null",
        "counterparts = '{302-2023}'",
        "counterparts = '{}'",
        "counterparts = '[0:1]={302-2023, 302-2023}'",
        "counterparts = '{{302-2023, 302-2023}}'",
    })
    void what_are_no_entries_of_a_posting_is_refused_by_the_database(String what) {
        StoredLog stored = new StoredLog(1).facts(sample().facts());

        assertThatThrownBy(() -> stored.jdbc()
                        .sql("alter table stored_facts disable trigger user; update stored_facts set " + what + " where position = 2")
                        .update())
                .hasMessageContaining("check constraint");
        assertThat(count(stored, "entries")).isEqualTo(2);
    }

    @Test
    void the_envelopes_are_stored_byte_for_byte() {
        List<Envelope> log = SampleLog.random(new Random(1), 60).facts();

        StoredLog stored = new StoredLog(1).facts(log);

        List<Bytes> envelopes = stored.jdbc()
                .sql("select envelope from facts order by position")
                .query((row, _) -> new Bytes(PackedEnvelope.unpack(row.getBytes(1))))
                .list();
        assertThat(envelopes).isEqualTo(log.stream().map(each -> new Bytes(each.bytes())).toList());
        assertThat(stored.jdbc().sql("select convert_from(envelope_json(envelope), 'UTF8') from facts order by position").query((row, _) -> row.getString(1)).list())
                .as("for a person").isEqualTo(log.stream().map(each -> new String(each.bytes(), StandardCharsets.UTF_8)).toList());
    }

    @Test
    void a_publication_with_everything_sent_again_is_stored_once() {
        List<Envelope> log = SampleLog.random(new Random(2), 120).facts();
        Publication publication = Publication.random(new Random(2), log, 3);

        StoredLog stored = new StoredLog(3).publication(publication, 7);

        assertThat(count(stored, "facts")).isEqualTo(log.size());
        assertThat(count(stored, "entries"))
                .isEqualTo(log.stream().mapToLong(each -> EntryRow.of(each).size()).sum());
    }

    @Test
    void who_lost_a_partition_without_knowing_applies_nothing() {
        List<Envelope> log = sample().facts();
        StoredLog stored = new StoredLog(1);
        List<IncomingRecord> first = List.of(fact(0, log.get(0)));
        stored.apply(first);

        assertThatThrownBy(() -> stored.store().apply(first, Map.of(ONLY, 0L))).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> stored.store().apply(List.of(fact(2, log.get(1))), Map.of(ONLY, 2L)))
                .isInstanceOf(FencedException.class);

        assertThat(count(stored, "facts")).isEqualTo(1);
        assertThat(nextOffset(stored)).isEqualTo(1);
    }

    @Test
    void what_comes_before_a_stop_is_applied_and_the_offset_stays_before_it() {
        List<Envelope> log = sample().facts();
        RecordPosition bad = new RecordPosition(Topics.FACTS, 0, 1);
        StoredLog stored = new StoredLog(1);

        AdmittedBatch admitted = stored.apply(
                List.of(fact(0, log.get(0)), new IncomingRecord.Unreadable(bad, "garbled"), fact(2, log.get(1))));

        assertThat(admitted.stop()).isEqualTo(new Halt(bad, "garbled"));
        assertThat(count(stored, "facts")).isEqualTo(1);
        assertThat(nextOffset(stored)).isEqualTo(1);
    }

    @Test
    void a_topic_with_another_number_of_partitions_is_not_this_log() {
        StoredLog stored = new StoredLog(1);

        assertThatThrownBy(() -> stored.store()
                        .register(List.of(ONLY, new TopicPartition(Topics.FACTS, 1), new TopicPartition(Topics.WATERMARKS, 0))))
                .hasMessage("the topics have 3 partitions, the store knows 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update stored_facts set posted_by = 'nobody'",
                "update subtrees set hash = ''",
                "delete from checkpoints",
                "update stream_snapshots set base = 0",
                "delete from stored_facts",
                "truncate stored_facts",
                "update envelopes set content = content",
                "delete from envelopes",
                "truncate envelopes",
                "update postings set amount = amount + 1",
                "update facts set recorded_at = recorded_at + interval '1 day'",
                "update stored_facts set entries[2] = entries[2] + 1",
                "update line_entries set entries = entries",
                "truncate line_entries",
                "update lines set fund = 'OTHER'",
                "update budgets set comparative = true",
                "delete from classifications"
            })
    void history_cannot_be_changed_in_the_database(String statement) {
        StoredLog stored = new StoredLog(1).facts(sample().facts());

        assertThatThrownBy(() -> stored.jdbc().sql(statement).update())
                .rootCause()
                .hasMessageContaining("is refused: what was recorded stays recorded");
    }

    private static SampleLog sample() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.tick().allocate(OFFICE, LocalDate.of(2023, 1, 5), SampleLog.STAFF, 100);
        return log;
    }

    private static IncomingRecord fact(long offset, Envelope envelope) {
        return new IncomingRecord.OfFact(new RecordPosition(Topics.FACTS, 0, offset), envelope, new Bytes(envelope.bytes()));
    }

    private static long nextOffset(StoredLog stored) {
        return stored.jdbc()
                .sql("select next_offset from intake_offsets where topic = ?")
                .param(Topics.FACTS)
                .query(Long.class)
                .single();
    }

    private static long count(StoredLog stored, String table) {
        return stored.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }
}
