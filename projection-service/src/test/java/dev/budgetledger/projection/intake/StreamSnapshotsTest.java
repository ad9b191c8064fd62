package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
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
import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.LineEntries;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.entries.StoredEntry;
import dev.budgetledger.projection.entries.StreamSums;
import dev.budgetledger.projection.entries.jdbc.PlainLineSums;
import dev.budgetledger.projection.entries.jdbc.StreamHistories;
import dev.budgetledger.projection.samples.PlainSums;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Snapshots are what the entries add up to, follow from the facts alone, and are used. */
class StreamSnapshotsTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate NEW_YEAR = LocalDate.of(2023, 1, 1);

    @Test
    void what_snapshots_say_of_any_point_is_what_going_through_all_facts_gives() {
        Random random = new Random(8);
        List<Envelope> facts = hot(random, 15_000);
        StoredLog stored = batches(random, facts, 900).watermark(new Watermark(facts.size(), facts.getLast().recordedAt()));
        BudgetReader reader = stored.reader(facts.getLast().recordedAt(), Duration.ZERO);
        LineSumsReader summed = new StreamHistories(stored.jdbc());
        LineSumsReader plain = new PlainLineSums(stored.jdbc());
        assertThat(count(stored, "base = facts")).as("of all").isPositive();
        assertThat(count(stored, "facts % 4096 = 0 and base < facts")).as("of 4,096").isPositive();
        assertThat(count(stored, "facts % 256 = 0 and facts % 4096 <> 0")).as("of 256").isGreaterThan(40);
        assertThat(count(stored, "facts % 256 <> 0")).as("of 64").isGreaterThan(120);

        for (int i = 0; i < 150; i++) {
            BudgetId budget = random.nextInt(4) > 0 ? OFFICE : SampleLog.nextYear(OFFICE);
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

    @Test
    void about_every_snapshot_each_position_gives_the_plain_sum() {
        List<Envelope> facts = hot(new Random(3), 900);
        StoredLog stored = new StoredLog(1).batch(facts);
        LineSumsReader summed = new StreamHistories(stored.jdbc());
        LineSumsReader plain = new PlainLineSums(stored.jdbc());
        List<Long> at = stored.jdbc().sql("select position from stream_snapshots").query((row, _) -> row.getLong(1)).list();
        assertThat(at).hasSizeGreaterThan(2);

        assertThat(at).allSatisfy(position -> assertThat(IntStream.rangeClosed(-2, 2).mapToObj(each -> position + each))
                .allSatisfy(through -> assertThat(whole(summed.read(OFFICE, through))).isEqualTo(whole(plain.read(OFFICE, through)))));
    }

    @Test
    void snapshots_that_are_gone_cost_time_and_change_no_sum_then_or_later() {
        Random random = new Random(13);
        List<Envelope> facts = hot(random, 12_000);
        StoredLog stored = new StoredLog(1).batch(facts.subList(0, 9000));
        stored.jdbc().sql("alter table stream_snapshots disable trigger user").update();
        assertThat(stored.jdbc().sql("delete from stream_snapshots where facts % 128 > 0 or base = facts").update()).isGreaterThan(10);
        LineSumsReader summed = new StreamHistories(stored.jdbc());
        LineSumsReader plain = new PlainLineSums(stored.jdbc());
        assertThat(IntStream.iterate(0, through -> through <= 9000, through -> through + 401).boxed())
                .allSatisfy(through -> assertThat(whole(summed.read(OFFICE, through)))
                        .isEqualTo(whole(plain.read(OFFICE, through))));

        stored.facts(facts.subList(9000, 9100));
        AdmittedBatch admitted = stored.anotherStore().apply(
                records(facts, 9100, 12_000), Map.of(new TopicPartition(Topics.FACTS, 0), 9100L));

        assertThat(admitted.stop()).isNull();
        assertThat(IntStream.iterate(9000, through -> through <= 12_000, through -> through + 233).boxed())
                .allSatisfy(through -> assertThat(whole(summed.read(OFFICE, through)))
                        .isEqualTo(whole(plain.read(OFFICE, through))));
    }

    @Test
    void snapshots_are_the_same_in_whatever_batches_and_no_matter_where_a_line_got_its_id() {
        List<Envelope> facts = hot(new Random(9), 9500);
        StoredLog one = batches(new Random(1), facts, 2000);
        StoredLog other = batches(new Random(2), facts, 130);

        assertThat(snapshots(other)).isEqualTo(snapshots(one)).hasSizeGreaterThan(30);
        assertThat(byLine(other)).isEqualTo(byLine(one)).hasSizeGreaterThan(60);
    }

    @Test
    void fewer_facts_than_a_snapshot_has_lie_after_the_last_of_a_stream() {
        StoredLog stored = batches(new Random(2), hot(new Random(10), 1000), 300);

        assertThat(stored.jdbc()
                        .sql("""
                                select max(f.sequence) + 1 - coalesce((select max(facts) from stream_snapshots where stream = f.stream), 0)
                                from facts f group by f.stream""")
                        .query(Long.class)
                        .list())
                .hasSize(2)
                .allSatisfy(after -> assertThat(after).isLessThan(StreamHistories.FACTS_PER_SNAPSHOT));
    }

    @Test
    void another_instance_that_took_in_for_a_while_leaves_no_wrong_snapshot() {
        List<Envelope> facts = hot(new Random(11), 1000);
        StoredLog mine = new StoredLog(1);
        mine.batch(facts.subList(0, 200));
        // the partition went to another instance and came back
        IntakeStore theirs = mine.anotherStore();
        AdmittedBatch went = theirs.apply(records(facts, 200, 500), Map.of(new TopicPartition(Topics.FACTS, 0), 200L));
        assertThat(went.stop()).isNull();
        mine.comeBackAt(500);
        mine.batch(facts.subList(500, 1000));

        StoredLog alone = new StoredLog(1).batch(facts);
        assertThat(snapshots(mine)).isEqualTo(snapshots(alone)).isNotEmpty();
        assertThat(byLine(mine)).isEqualTo(byLine(alone)).isNotEmpty();
    }

    @Test
    void a_batch_that_was_rolled_back_leaves_nothing_behind_that_a_later_snapshot_would_count() {
        List<Envelope> facts = hot(new Random(12), 1000);
        StoredLog stored = new StoredLog(1);
        stored.batch(facts.subList(0, 200));
        stored.jdbc().sql("alter table line_entries rename to gone").update();
        assertThatThrownBy(() -> stored.batch(facts.subList(200, 600))).isInstanceOf(DataAccessException.class);
        stored.jdbc().sql("alter table gone rename to line_entries").update();
        stored.batch(facts.subList(200, 1000));

        StoredLog alone = new StoredLog(1).batch(facts);
        assertThat(snapshots(stored)).isEqualTo(snapshots(alone)).isNotEmpty();
        assertThat(byLine(stored)).isEqualTo(byLine(alone)).isNotEmpty();
    }

    /** Two lines with entries of every kind, of all days of the year at first and of few days later; some are reversed, some posted late. */
    private static List<Envelope> hot(Random random, int facts) {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.open(SampleLog.nextYear(OFFICE));
        List<Line> lines = List.of(SampleLog.STAFF, SampleLog.MEETING);
        while (log.facts().size() < facts) {
            LocalDate on = NEW_YEAR.plusDays(random.nextInt(log.facts().size() < 6000 ? 365 : 9));
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

    private record Whole(long entries, DaySums sums) {}

    private static Map<Line, Whole> whole(List<LineSums> sums) {
        Map<Line, Whole> whole = new HashMap<>();
        sums.forEach(each -> whole.put(
                each.line(), new Whole(each.entries(), each.parts().stream().reduce(DaySums.NONE, DaySums::plus))));
        whole.values().removeIf(each -> each.entries == 0);
        return whole;
    }

    /** With lines for their ids, which are those of a database. */
    static List<String> snapshots(StoredLog stored) {
        Map<Long, String> lines = new HashMap<>();
        stored.jdbc().sql("select id, concat_ws(' ', stream, fund, origin, function, kind) from lines").query(row -> {
            lines.put(row.getLong(1), row.getString(2));
        });
        return stored.jdbc()
                .sql("select concat_ws(' ', stream, facts, position, base, day_sums), sums from stream_snapshots order by stream, facts")
                .query((row, _) -> row.getString(1) + " " + StreamSums.of(row.getBytes(2)).lines().stream()
                        .map(each -> lines.get(each.line()) + " " + each.entries() + " "
                                + HexFormat.of().formatHex(each.sums().bytes()))
                        .sorted()
                        .toList())
                .list();
    }

    /** The entries that stand by line, as the others would be read, with lines for their ids. */
    static List<String> byLine(StoredLog stored) {
        List<String> pages = new ArrayList<>();
        List<String> entries = new ArrayList<>();
        stored.jdbc().sql("""
                        select concat_ws(' ', l.stream, l.fund, l.origin, l.function, l.kind), p.position, p.line, p.entries
                        from line_entries p join lines l on l.id = p.line order by 1, 2""")
                .query(row -> {
                    pages.add(row.getString(1) + " " + row.getLong(2) + " " + HexFormat.of().formatHex(row.getBytes(4)));
                    LineEntries.of(row.getLong(3), row.getBytes(4)).forEach(each -> entries.add(each.toString()));
                });
        assertThat(entries).containsExactlyInAnyOrderElementsOf(stored.jdbc().sql("""
                        select position, ordinal, effective_on, line, kind, amount from entries join facts f using (position) where line is not null and position <= (
                            select max(position) from stream_snapshots s where s.stream = f.stream and facts % 256 = 0)""")
                .query((row, _) -> new StoredEntry(row.getLong(1), row.getInt(2), row.getObject(3, LocalDate.class), row.getLong(4),
                        EntryKind.ofCode(row.getInt(5)), row.getLong(6)).toString())
                .list());
        return pages;
    }

    private static long count(StoredLog stored, String where) {
        return stored.jdbc().sql("select count(*) from stream_snapshots where " + where).query(Long.class).single();
    }
}
