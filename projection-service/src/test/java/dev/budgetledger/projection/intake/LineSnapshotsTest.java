package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.jdbc.LineHistories;
import dev.budgetledger.projection.entries.jdbc.PlainLineSums;
import dev.budgetledger.projection.samples.PlainSums;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Summaries are what the entries add up to, follow from the entries alone, and are used. */
class LineSnapshotsTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate NEW_YEAR = LocalDate.of(2023, 1, 1);

    @Test
    void what_summaries_say_of_any_point_is_what_going_through_all_entries_gives() {
        Random random = new Random(8);
        List<Envelope> facts = hot(random, 2000);
        StoredLog stored = batches(random, facts, 200).watermark(new Watermark(facts.size(), facts.getLast().recordedAt()));
        BudgetReader reader = stored.reader(facts.getLast().recordedAt(), Duration.ZERO);
        LineSumsReader summed = new LineHistories(stored.jdbc());
        LineSumsReader plain = new PlainLineSums(stored.jdbc());
        assertThat(count(stored, "level = 2")).isGreaterThan(5);
        assertThat(count(stored, "level = 1")).isGreaterThan(100);

        for (int i = 0; i < 150; i++) {
            BudgetId budget = random.nextBoolean() ? OFFICE : SampleLog.nextYear(OFFICE);
            long through = random.nextInt(facts.size() + 1);
            LocalDate effectiveOn = NEW_YEAR.plusDays(random.nextInt(370) - 2);
            Basis basis = random.nextInt(3) == 0 ? Basis.APPROVED : Basis.ADJUSTED;

            assertThat(whole(summed.read(budget, through)))
                    .as("%s through %s", budget, through)
                    .isEqualTo(whole(plain.read(budget, through)));
            Map<Line, LineBalance> lines = reader
                    .read(budget, new AsOf(effectiveOn, facts.getLast().recordedAt(), through), basis)
                    .map(found -> found.lines().stream().collect(Collectors.toMap(LineBalance::line, Function.identity())))
                    .orElse(Map.of());
            assertThat(lines)
                    .as("%s of %s through %s %s", budget, effectiveOn, through, basis)
                    .isEqualTo(PlainSums.of(facts, budget, effectiveOn, through, basis));
        }
    }

    /** Looked for among the late ones first, see {@link LineHistories}: the line has a page behind a book among these. */
    @Test
    void the_last_summary_is_found_however_far_before_the_point_it_lies() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        for (int i = 0; i < 2400; i++) {
            log.allocate(OFFICE, NEW_YEAR.plusDays(i % 365), i % 400 == 0 ? SampleLog.MEETING : SampleLog.STAFF, i + 1);
        }
        StoredLog stored = new StoredLog(1).batch(log.facts());
        LineSumsReader summed = new LineHistories(stored.jdbc());
        LineSumsReader plain = new PlainLineSums(stored.jdbc());

        for (int through = 0; through <= 2401; through += 7) {
            assertThat(whole(summed.read(OFFICE, through)))
                    .as("through %s", through)
                    .isEqualTo(whole(plain.read(OFFICE, through)));
        }
    }

    @Test
    void summaries_that_are_gone_cost_time_and_change_no_sum_then_or_later() {
        Random random = new Random(13);
        List<Envelope> facts = hot(random, 2000);
        StoredLog stored = new StoredLog(1).facts(facts.subList(0, 1500));
        stored.jdbc().sql("alter table line_snapshots disable trigger user").update();
        assertThat(stored.jdbc().sql("""
                        delete from line_snapshots s where level = 2 and position % 3 > 0 or level = 1 and position % 7 = 0
                            or position = (select max(position) from line_snapshots where line = s.line and level = 2)""")
                        .update())
                .isGreaterThan(10);
        LineSumsReader summed = new LineHistories(stored.jdbc());
        LineSumsReader plain = new PlainLineSums(stored.jdbc());
        assertThat(IntStream.iterate(0, through -> through <= 1500, through -> through + 23).boxed())
                .allSatisfy(through -> assertThat(whole(summed.read(OFFICE, through)))
                        .isEqualTo(whole(plain.read(OFFICE, through))));

        stored.facts(facts.subList(1500, 1700));
        AdmittedBatch admitted = stored.anotherStore().apply(
                records(facts, 1700, 2000), Map.of(new TopicPartition(Topics.FACTS, 0), 1700L));

        assertThat(admitted.stop()).isNull();
        assertThat(IntStream.iterate(1500, through -> through <= 2000, through -> through + 23).boxed())
                .allSatisfy(through -> assertThat(whole(summed.read(OFFICE, through)))
                        .isEqualTo(whole(plain.read(OFFICE, through))));
    }

    @Test
    void summaries_are_the_same_in_whatever_batches_and_no_matter_who_held_the_entries_were_taken_in() {
        List<Envelope> facts = hot(new Random(9), 1000);
        StoredLog one = batches(new Random(1), facts, 400);
        StoredLog other = batches(new Random(2), facts, 30);

        assertThat(summaries(other)).isEqualTo(summaries(one)).isNotEmpty();
    }

    @Test
    void no_more_than_a_page_of_entries_lies_behind_the_last_summary_of_a_line() {
        List<Envelope> facts = hot(new Random(10), 700);
        StoredLog stored = batches(new Random(2), facts, 300);

        assertThat(stored.jdbc()
                        .sql("""
                                select count(*) from entries e where e.line is not null and not exists (
                                    select from line_snapshots s where s.line = e.line and s.position >= e.position)
                                group by e.line""")
                        .query(Long.class)
                        .list())
                .isNotEmpty()
                .allSatisfy(behind -> assertThat(behind).isLessThan(LineSnapshotBuilder.ENTRIES_PER_SNAPSHOT));
    }

    @Test
    void another_instance_that_took_in_for_a_while_leaves_no_wrong_summary() {
        List<Envelope> facts = hot(new Random(11), 600);
        StoredLog mine = new StoredLog(1);
        mine.batch(facts.subList(0, 200));
        // the partition went to another instance and came back
        IntakeStore theirs = mine.anotherStore();
        AdmittedBatch went = theirs.apply(records(facts, 200, 300), Map.of(new TopicPartition(Topics.FACTS, 0), 200L));
        assertThat(went.stop()).isNull();
        mine.comeBackAt(300);
        mine.batch(facts.subList(300, 600));

        assertThat(summaries(mine)).isEqualTo(summaries(new StoredLog(1).batch(facts)));
    }

    @Test
    void a_batch_that_was_rolled_back_leaves_nothing_behind_that_a_later_summary_would_count() {
        List<Envelope> facts = hot(new Random(12), 600);
        StoredLog stored = new StoredLog(1);
        stored.batch(facts.subList(0, 200));
        stored.jdbc().sql("alter table entries rename to gone").update();
        assertThatThrownBy(() -> stored.batch(facts.subList(200, 300))).isInstanceOf(DataAccessException.class);
        stored.jdbc().sql("alter table gone rename to entries").update();
        stored.batch(facts.subList(200, 600));

        assertThat(summaries(stored)).isEqualTo(summaries(new StoredLog(1).batch(facts)));
    }

    /** Few lines with many entries of every kind. */
    private static List<Envelope> hot(Random random, int facts) {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.open(SampleLog.nextYear(OFFICE));
        List<Line> lines = List.of(SampleLog.STAFF, SampleLog.MEETING);
        while (log.facts().size() < facts) {
            LocalDate on = NEW_YEAR.plusDays(random.nextInt(365));
            Line line = lines.get(random.nextInt(2));
            long fen = random.nextLong(1, 60);
            switch (random.nextInt(10)) {
                case 0 -> log.adjust(OFFICE, on, line, random.nextBoolean() ? fen : -fen);
                case 1 -> log.freeze(OFFICE, on, line, fen);
                case 2 -> log.release(OFFICE, on, line, fen);
                case 3 -> log.carryForward(OFFICE, on, line, fen);
                case 4 -> log.reverse(log.facts().get(random.nextInt(log.facts().size())), random.nextInt(30));
                case 5, 6 -> log.allocate(OFFICE, on, line, fen);
                default -> log.transfer(OFFICE, on, SampleLog.STAFF, SampleLog.MEETING, fen);
            }
            log.tick();
        }
        return log.facts();
    }

    private static StoredLog batches(Random random, List<Envelope> facts, int atMost) {
        StoredLog stored = new StoredLog(3);
        for (int from = 0, to; from < facts.size(); from = to) {
            to = Math.min(facts.size(), from + 1 + random.nextInt(atMost));
            stored.batch(facts.subList(from, to));
        }
        return stored;
    }

    private static List<IncomingRecord> records(List<Envelope> facts, int from, int to) {
        return IntStream.range(from, to)
                .<IncomingRecord>mapToObj(i -> new IncomingRecord.OfFact(
                        new RecordPosition(Topics.FACTS, 0, i), facts.get(i), new Bytes(facts.get(i).bytes())))
                .toList();
    }

    private static Map<Line, DaySums> whole(List<LineSums> sums) {
        Map<Line, DaySums> whole = new HashMap<>();
        sums.forEach(each -> whole.put(each.line(), each.parts().stream().reduce(DaySums.NONE, DaySums::plus)));
        whole.values().removeIf(DaySums.NONE::equals);
        return whole;
    }

    private static List<String> summaries(StoredLog stored) {
        return stored.jdbc()
                .sql("""
                        select concat_ws(' ', l.stream, l.fund, l.origin, l.function, l.kind, s.position, s.entries,
                            s.level, s.sums)
                        from line_snapshots s join lines l on l.id = s.line
                        order by l.stream, l.fund, l.origin, l.function, l.kind, s.position""")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static long count(StoredLog stored, String where) {
        return stored.jdbc().sql("select count(*) from line_snapshots where " + where).query(Long.class).single();
    }
}
