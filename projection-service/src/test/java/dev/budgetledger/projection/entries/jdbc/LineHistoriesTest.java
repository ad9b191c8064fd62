package dev.budgetledger.projection.entries.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.projection.intake.StoredLog;

import static org.assertj.core.api.Assertions.assertThat;

/** What a question about lines reads; what it says is for {@code LineSnapshotsTest}. */
class LineHistoriesTest {

    /** A connection keeps the plan it made first, and the first batches of a log come while there is nothing. */
    @Test
    void a_plan_that_was_made_while_there_were_no_entries_reads_only_those_of_the_line() throws SQLException {
        String question = LineHistories.REST.replaceFirst("\\?", "\\$1").replaceFirst("\\?", "\\$2").replaceFirst("\\?", "\\$3");
        List<String> plan = new ArrayList<>();
        try (Connection connection = new StoredLog(1).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("prepare rest (bigint[], bigint[], bigint) as " + question);
            try (ResultSet steps = statement.executeQuery("explain execute rest ('{1,2}', '{0,0}', 10)")) {
                while (steps.next()) {
                    plan.add(steps.getString(1));
                }
            }
        }
        assertThat(plan)
                .anySatisfy(step -> assertThat(step).contains("Index Only Scan using entries_by_line"))
                .noneSatisfy(step -> assertThat(step).contains("Seq Scan"))
                .noneSatisfy(step -> assertThat(step).contains("Hash"));
    }
}
