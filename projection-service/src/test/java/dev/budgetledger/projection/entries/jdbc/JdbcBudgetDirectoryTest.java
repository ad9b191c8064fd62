package dev.budgetledger.projection.entries.jdbc;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.BudgetDirectory;
import dev.budgetledger.projection.entries.BudgetDirectory.ListedDepartment;
import dev.budgetledger.projection.entries.BudgetDirectory.Search;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcBudgetDirectoryTest {

    private final StoredLog stored = new StoredLog(1);
    private final BudgetDirectory directory = new JdbcBudgetDirectory(stored.jdbc());

    /** Whatever the order of the database's language is: in some a hyphen, or the case of a letter, counts for little. */
    @Test
    void departments_come_by_code_from_one_on_as_they_were_open_at_a_position() {
        SampleLog log = new SampleLog();
        for (String stream : List.of("301-2024", "3010-2023", "a1-2023", "B1-2023", "301-2023", "302-2023")) {
            log.open(BudgetId.ofStream(stream));
        }
        stored.facts(log.facts());
        long last = log.lastPosition();

        assertThat(codes(new Search.All(), "", last, 10)).containsExactly("301", "3010", "302", "B1", "a1");
        assertThat(codes(new Search.All(), "301", last, 2)).containsExactly("3010", "302");
        assertThat(codes(new Search.All(), "301", last - 1, 10)).containsExactly("3010", "B1", "a1");
        assertThat(directory.department("301", last).orElseThrow().budgets()).extracting(each -> each.id().fiscalYear()).containsExactly(2023, 2024);
        assertThat(directory.budgets(2023, "301", last, 2)).extracting(BudgetId::department).containsExactly("3010", "302");
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

        String plan = stored.jdbc().sql("explain (analyze, buffers off) " + JdbcBudgetDirectory.BY_CODE + " select * from page")
                .params("115000", "", "z", Long.MAX_VALUE, "z", Long.MAX_VALUE, 51).query(String.class).list().toString();

        assertThat(plan).contains("using budgets_in_order").doesNotContain("Sort", "Seq Scan");
        assertThat(codes(new Search.All(), "115000", Long.MAX_VALUE, 51)).hasSize(51).startsWith("115001");
        assertThat(codes(new Search.OfCode("11"), "", Long.MAX_VALUE, 3)).containsExactly("110000", "110001", "110002");
        assertThat(codes(new Search.OfName("12999"), "129990", Long.MAX_VALUE, 30)).containsExactly("129991", "129992", "129993", "129994", "129995",
                "129996", "129997", "129998", "129999");
    }

    private List<String> codes(Search search, String after, long position, int limit) {
        return directory.departments(search, after, position, limit).stream().map(ListedDepartment::code).toList();
    }
}
