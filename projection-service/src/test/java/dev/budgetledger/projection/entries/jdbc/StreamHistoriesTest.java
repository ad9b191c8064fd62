package dev.budgetledger.projection.entries.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.DaySums;
import dev.budgetledger.projection.entries.LineSums;
import dev.budgetledger.projection.entries.LineSumsReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** What a question about a budget reads, and what is kept of it; what it says is for {@code StreamSnapshotsTest}. */
class StreamHistoriesTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate NEW_YEAR = LocalDate.of(2023, 1, 1);

    /** A connection keeps the plan it made first, and the first batches of a log come while there is nothing. */
    @Test
    void a_plan_that_was_made_while_there_were_no_facts_reads_only_those_of_the_stream() throws SQLException {
        readsOnlyItsStream(StreamHistories.END);
        readsOnlyItsStream(StreamHistories.TAIL);
    }

    private static void readsOnlyItsStream(String sql) throws SQLException {
        String question = sql.replaceFirst("\\?::", "\\$1::").replaceFirst("\\?::", "\\$2::");
        List<String> plan = new ArrayList<>();
        try (Connection connection = new StoredLog(1).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare ending (text, bigint) as " + question);
            try (ResultSet steps = statement.executeQuery("explain execute ending ('301-2023', 10)")) {
                while (steps.next()) {
                    plan.add(steps.getString(1));
                }
            }
        }
        assertThat(plan)
                .anySatisfy(step -> assertThat(step).contains("using facts_stream_sequence_key"))
                .anySatisfy(step -> assertThat(step).contains("stream_snapshots_stream_position_key"))
                .noneSatisfy(step -> assertThat(step).contains("Seq Scan"))
                .noneSatisfy(step -> assertThat(step).contains("Hash"));
    }

    @Test
    void what_is_kept_is_what_is_stored_also_when_lines_have_come_since_and_however_little_may_be_kept() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        allocate(log, 700, SampleLog.STAFF);
        StoredLog stored = new StoredLog(1).batch(log.facts());
        LineSumsReader plain = new PlainLineSums(stored.jdbc());
        List<LineSumsReader> kept = List.of(keeping(stored, 1 << 20), keeping(stored, 3000), keeping(stored, 0));
        kept.forEach(each -> assertThat(whole(each.read(OFFICE, 701))).isEqualTo(whole(plain.read(OFFICE, 701))));

        int before = log.facts().size();
        allocate(log, 700, SampleLog.MEETING);
        stored.batch(log.facts().subList(before, log.facts().size()));

        for (long through = 0; through <= 1401; through += 37) {
            for (LineSumsReader each : kept) {
                assertThat(whole(each.read(OFFICE, through))).as("through %s", through).isEqualTo(whole(plain.read(OFFICE, through)));
            }
        }
    }

    /** A line of which nothing was known is no line of the budget at that point, whatever has come since. */
    @Test
    void a_point_has_the_lines_that_were_posted_to_by_then() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        allocate(log, 3, SampleLog.STAFF);
        allocate(log, 3, SampleLog.MEETING);
        StoredLog stored = new StoredLog(1).batch(log.facts());

        assertThat(new StreamHistories(stored.jdbc()).read(OFFICE, 4)).extracting(LineSums::line).containsExactly(SampleLog.STAFF);
        assertThat(new StreamHistories(stored.jdbc()).read(OFFICE, 5)).hasSize(2);
    }

    @Test
    void what_is_kept_is_bounded_by_what_it_weighs_and_what_was_asked_for_longest_ago_goes_first() {
        AtomicLong now = new AtomicLong();
        AtomicInteger reads = new AtomicInteger();
        RecentReads<String, Integer> kept = new RecentReads<>(10, Integer::longValue, now::get);
        kept.put("a", 4);
        kept.put("b", 4);
        assertThat(kept.find("a")).contains(4);

        kept.put("c", 5);
        kept.put("too much", 11);

        assertThat(kept.find("b")).isEmpty();
        assertThat(kept.find("too much")).isEmpty();
        assertThat(kept.of("a", _ -> reads.incrementAndGet())).isEqualTo(4);
        now.addAndGet(60_000_000_000L);
        assertThat(kept.of("a", _ -> reads.incrementAndGet())).as("it is read again each minute").isEqualTo(1);
        assertThat(kept.find("a")).contains(1);
    }

    private static LineSumsReader keeping(StoredLog stored, long bytes) {
        return new StreamHistories(stored.jdbc(), new KeptSums(bytes, () -> 1, System::nanoTime));
    }

    private static void allocate(SampleLog log, int count, Line line) {
        for (int i = 0; i < count; i++) {
            log.tick().allocate(OFFICE, NEW_YEAR.plusDays(i % 365), line, i + 1);
        }
    }

    private static Map<Line, DaySums> whole(List<LineSums> sums) {
        Map<Line, DaySums> whole = new HashMap<>();
        sums.forEach(each -> whole.put(each.line(), each.parts().stream().reduce(DaySums.NONE, DaySums::plus)));
        whole.values().removeIf(DaySums.NONE::equals);
        return whole;
    }
}
