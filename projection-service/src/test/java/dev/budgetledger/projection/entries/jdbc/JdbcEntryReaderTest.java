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
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.Operation;
import dev.budgetledger.projection.entries.PostedEntry;
import dev.budgetledger.projection.entries.Side;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** What a page reads; what it says is for {@code ProvenanceTest} and {@code ChangesTest}. */
class JdbcEntryReaderTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final int LINES = 60;
    private static final LocalDate LAST = LocalDate.of(2023, 12, 31);

    /** A connection keeps the plan it made first, and that may be while there is nothing. */
    @Test
    void entries_of_single_lines_come_in_order_from_the_key_of_each_whatever_there_was_when_it_was_planned() throws SQLException {
        assertThat(plan(LinePages.PAGES, "bigint[], bigint[], bigint", "'{1, 2}', '{10, 10}', 5"))
                .anySatisfy(step -> assertThat(step).contains("Index Cond: ((line = c.line) AND (\"position\" >= c.\"position\"))"))
                .noneSatisfy(step -> assertThat(step).contains("Seq Scan"))
                .noneSatisfy(step -> assertThat(step).contains("Hash"))
                .noneSatisfy(step -> assertThat(step).contains("Sort"));
    }

    @Test
    void many_lines_are_looked_for_in_the_postings_of_their_stream_whatever_there_was_when_it_was_planned() throws SQLException {
        assertThat(plan(EntryPages.ALONG, "date, date, text, bigint, bigint, bigint", "'2023-01-01', '2023-12-31', '301-2023', 10, 20, 8"))
                .anySatisfy(step -> assertThat(step).contains("using postings_in_order"))
                .noneSatisfy(step -> assertThat(step).contains("Seq Scan"))
                .noneSatisfy(step -> assertThat(step).contains("Sort"));
    }

    private static List<String> plan(String question, String types, String values) throws SQLException {
        String numbered = question;
        for (int i = 1; numbered.contains("?"); i++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + i);
        }
        List<String> plan = new ArrayList<>();
        try (Connection connection = new StoredLog(1).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare question (" + types + ") as " + numbered);
            try (ResultSet steps = statement.executeQuery("explain execute question (" + values + ")")) {
                while (steps.next()) {
                    plan.add(steps.getString(1));
                }
            }
        }
        return plan;
    }

    /** Few lines and many, of which some are common, rare or not there: what is asked for along the stream, and what line by line. */
    @Test
    void a_page_of_any_lines_is_what_going_through_all_entries_finds() {
        Random random = new Random(93);
        StoredLog stored = new StoredLog(3).facts(manyLines(random));
        JdbcClient jdbc = stored.jdbc();
        List<PostedEntry> all = everything(jdbc);
        EntryReader plain = new JdbcEntryReader(jdbc);
        EntryReader keeping = new JdbcEntryReader(jdbc, new KeptSums(1 << 20, () -> 1, System::nanoTime));
        int found = 0;
        for (int round = 0; round < 300; round++) {
            EntryRange stretch = stretch(random, all.getLast().place().position());
            EntryFilter selection = selection(random);
            EntryPlace after = random.nextInt(3) == 0
                    ? all.get(random.nextInt(all.size())).place()
                    : EntryPlace.START;
            int limit = 1 + random.nextInt(random.nextBoolean() ? 6 : 120);
            List<PostedEntry> counted = all.stream()
                    .filter(each -> !selection.of(each).isZero())
                    .filter(each -> each.place().position() > stretch.after() && each.place().position() <= stretch.through())
                    .filter(each -> each.effectiveOn().isAfter(stretch.afterDate()) && !each.effectiveOn().isAfter(stretch.throughDate()))
                    .toList();
            List<PostedEntry> expected = counted.stream().filter(each -> each.place().compareTo(after) > 0).limit(limit).toList();
            Map<Line, Integer> ofLine = new HashMap<>();
            List<PostedEntry> ofEach = counted.stream().filter(each -> ofLine.merge(each.line(), 1, Integer::sum) <= limit).toList();

            assertThat(plain.entries(stretch, selection, after, limit)).as("%s %s %s %s", stretch, after, limit, round).isEqualTo(expected);
            assertThat(keeping.entries(stretch, selection, after, limit)).as("kept %s", round).isEqualTo(expected);
            assertThat(plain.firstOfEachLine(stretch, selection, limit)).as("of each %s", round).isEqualTo(ofEach);
            found += expected.size() == limit ? 1 : 0;
        }
        assertThat(found).isGreaterThan(50).isLessThan(250);
    }

    private static EntryRange stretch(Random random, long last) {
        long from = random.nextInt(3) == 0 ? random.nextLong(last) : 0;
        LocalDate day = random.nextInt(3) == 0 ? JANUARY.plusDays(random.nextInt(300)) : LocalDate.MIN;
        return new EntryRange(OFFICE, from, random.nextLong(from, last + 1), day, JANUARY.plusDays(random.nextInt(350)), LocalDate.MIN, 1);
    }

    private static EntryFilter selection(Random random) {
        Map<Line, EntryFilter.Weight> weights = new HashMap<>();
        int from = random.nextInt(LINES);
        for (int i = from; i < LINES && i < from + 1 + random.nextInt(LINES); i++) {
            weights.put(line(i), new EntryFilter.Weight(random.nextInt(8) - 1, random.nextInt(2), random.nextInt(3) - 1));
        }
        return new EntryFilter(weights, List.of(Basis.values()).get(random.nextInt(2)), List.of(Amounts.values()).get(random.nextInt(3)));
    }

    /** The higher the number of a line, the rarer it is; the last are of no entry. */
    private static Line line(int number) {
        return new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.PROJECT, null, "P" + number);
    }

    private static List<Envelope> manyLines(Random random) {
        SampleLog log = new SampleLog();
        BudgetId other = new BudgetId("302", 2023);
        log.open(OFFICE);
        log.open(other);
        for (int i = 0; i < 1_500; i++) {
            LocalDate day = JANUARY.plusDays(random.nextInt(300));
            Line line = line(random.nextInt(1 + random.nextInt(LINES - 5)));
            switch (random.nextInt(5)) {
                case 0 -> log.allocate(other, day, line, 1 + random.nextInt(9));
                case 1 -> log.adjust(OFFICE, day, line, 1 + random.nextInt(9));
                case 2 -> log.transfer(OFFICE, day, line, line(LINES - 6), 1 + random.nextInt(9));
                case 3 -> log.freeze(OFFICE, day, line, 1 + random.nextInt(9));
                default -> log.allocate(OFFICE, day, line, 1 + random.nextInt(9));
            }
        }
        return log.facts();
    }

    private static List<PostedEntry> everything(JdbcClient jdbc) {
        Map<Long, Line> lines = LineRow.byId(jdbc, OFFICE);
        List<PostedEntry> all = new ArrayList<>();
        jdbc.sql("select position, ordinal, effective_on, line, operation, reversal, frozen, amount from entries order by 1, 2").query(row -> {
            Line line = lines.get(row.getLong(4));
            if (line != null) {
                all.add(new PostedEntry(
                        new EntryPlace(row.getLong(1), row.getInt(2)),
                        row.getObject(3, LocalDate.class),
                        line,
                        Operation.valueOf(row.getString(5)),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        Money.ofFen(row.getLong(8))));
            }
        });
        return all;
    }

    @Test
    void a_page_is_the_first_entries_of_all_lines_also_where_one_line_has_most_of_them() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        for (int i = 0; i < 60; i++) {
            log.allocate(OFFICE, JANUARY, i % 20 == 19 ? SampleLog.MEETING : SampleLog.STAFF, i + 1);
        }
        for (int i = 0; i < 60; i++) {
            log.allocate(OFFICE, JANUARY, i % 2 == 0 ? SampleLog.MEETING : SampleLog.CARRIED, i + 1);
        }
        JdbcClient jdbc = new StoredLog(1).facts(log.facts()).jdbc();
        EntryReader reader = new JdbcEntryReader(jdbc);
        EntryRange all = EntryRange.through(OFFICE, new AsOf(LAST, SampleLog.START, log.lastPosition()));
        EntryFilter everything = EntryFilter.of(
                new StreamHistories(jdbc).read(OFFICE, log.lastPosition()).stream()
                        .map(each -> new LineAmount(each.line(), Side.EXPENDITURE, Money.ZERO))
                        .toList(),
                Basis.ADJUSTED,
                Amounts.ALL);

        for (int limit : new int[] {1, 30, 59, 61, 90, 120, 500}) {
            for (long after : new long[] {0, 2, 40, 70}) {
                assertThat(reader.entries(all, everything, new EntryPlace(after, 0), limit))
                        .as("%s after %s", limit, after)
                        .extracting(entry -> entry.place().position())
                        .isEqualTo(LongStream.rangeClosed(Math.max(2, after + 1), log.lastPosition())
                                .limit(limit)
                                .boxed()
                                .toList());
            }
        }
    }
}
