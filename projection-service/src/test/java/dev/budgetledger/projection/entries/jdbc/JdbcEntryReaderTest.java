package dev.budgetledger.projection.entries.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.EntryFilter;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryRange;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.LineAmount;
import dev.budgetledger.projection.entries.Side;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** What a page reads; what it says is for {@code ProvenanceTest} and {@code ChangesTest}. */
class JdbcEntryReaderTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2023, 12, 31);

    @Test
    void a_page_comes_in_order_from_the_index_of_each_line() throws SQLException {
        StoredLog stored = new StoredLog(1).facts(SampleLog.random(new Random(5), 200).facts());
        stored.jdbc().sql("vacuum analyze entries").update();
        try (Connection connection = stored.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off"); // for a table this small
            statement.execute("set enable_sort = off");

            assertThat(JdbcClient.create(new SingleConnectionDataSource(connection, true))
                            .sql("explain " + EntryPages.ENTRIES)
                            .params(new Long[] {1L, 2L}, new Boolean[] {true, true}, new Boolean[] {true, true}, new Boolean[] {true, true})
                            .params(new Long[] {10L, 10L}, new Integer[] {0, 0}, 200L, FIRST, LAST, true, true, false, 101)
                            .query(String.class)
                            .list())
                    .anySatisfy(step -> assertThat(step).contains("Index Only Scan using entries_by_line"))
                    .anySatisfy(step -> assertThat(step).contains("Index Cond: ((line = c.line) AND (ROW(\"position\", ordinal) > ROW(c.\"position\", c.ordinal)"));
        }
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
