package dev.budgetledger.projection.entries.jdbc;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcBudgetDirectoryTest {

    private final StoredLog stored = new StoredLog(1);
    private final BudgetDirectory directory = new JdbcBudgetDirectory(stored.jdbc());

    /** Whatever the order of the database's language is: in some a hyphen, or the case of a letter, counts for little. */
    @Test
    void budgets_come_by_code_and_year_from_one_on_as_they_were_open_at_a_position() {
        SampleLog log = new SampleLog();
        for (String stream : List.of("301-2024", "3010-2023", "a1-2023", "B1-2023", "301-2023", "302-2023")) {
            log.open(BudgetId.ofStream(stream));
        }
        stored.facts(log.facts());
        long last = log.lastPosition();

        assertThat(streams("0", 0, last, 10))
                .containsExactly("301-2023", "301-2024", "3010-2023", "302-2023", "B1-2023", "a1-2023");
        assertThat(streams("301", 2024, last, 2)).containsExactly("301-2024", "3010-2023");
        assertThat(streams("302", 0, last - 1, 10)).containsExactly("B1-2023", "a1-2023");
    }

    @Test
    void a_page_of_thirty_thousand_departments_is_read_from_the_index() {
        SampleLog log = new SampleLog();
        log.open(new BudgetId("301", 2023));
        stored.facts(log.facts());
        stored.jdbc().sql("""
                insert into budgets select d || '-' || y, d, d, y, false, (select max(position) from facts)
                from generate_series(100000, 129999) d, generate_series(2022, 2024) y""").update();
        stored.jdbc().sql("analyze budgets").update();

        String plan = stored.jdbc().sql("explain (analyze, buffers off) " + JdbcBudgetDirectory.PAGE)
                .params("115000", 0, Long.MAX_VALUE, 51).query(String.class).list().toString();

        assertThat(plan).contains("Index Scan using budgets_in_order").doesNotContain("Sort");
        assertThat(streams("115000", 0, Long.MAX_VALUE, 51)).hasSize(51).startsWith("115000-2022");
    }

    private List<String> streams(String department, int year, long position, int limit) {
        return directory.budgets(department, year, position, limit).stream().map(each -> each.id().stream()).toList();
    }
}
