package dev.budgetledger.projection.entries.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** What a page reads; what it says is for {@code ProvenanceTest} and {@code ChangesTest}. */
class JdbcEntryReaderTest {

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
                            .sql("explain " + JdbcEntryReader.ENTRIES)
                            .params(new Long[] {1L, 2L}, new Boolean[] {true, true}, new Boolean[] {true, true})
                            .params(10L, 0, 200L, FIRST, LAST, true, true, false, 101, 101)
                            .query(String.class)
                            .list())
                    .anySatisfy(step -> assertThat(step).contains("Index Scan using entries_by_line"))
                    .anySatisfy(step -> assertThat(step).contains("Index Cond: ((line = c.line) AND (ROW(\"position\", ordinal) > ROW("));
        }
    }
}
