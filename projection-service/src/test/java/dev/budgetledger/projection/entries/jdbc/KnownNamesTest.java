package dev.budgetledger.projection.entries.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

class KnownNamesTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);

    @Test
    void a_department_calls_a_code_by_a_name_of_its_own_from_its_position_on_and_nobody_else_does() {
        SampleLog log = new SampleLog();
        log.define(2023, "2010301", "行政运行");
        log.open(OFFICE);
        log.define(OFFICE, own("2010301", "机关运行"));
        log.define(OFFICE, own("2010302", "一般事务"));
        log.define(2023, "2010301", "行政运行（改）");
        log.define(OFFICE, own("2010301", "机关运转"));
        JdbcClient jdbc = new StoredLog(1).facts(log.facts()).jdbc();
        KnownNames names = new KnownNames(jdbc, () -> 1, () -> 0);

        Map.of(2, "行政运行", 3, "机关运行", 5, "机关运行", 6, "机关运转").forEach((position, name) ->
                assertThat(of(jdbc, names, OFFICE, position).of(Type.FUNCTION, "2010301")).as("%s", position).isEqualTo(name));
        assertThat(of(jdbc, names, OFFICE, 6).byClassification()).isEqualTo(
                Map.of("function", Map.of("2010301", "机关运转", "2010302", "一般事务"), "economic", Map.of()));
        for (BudgetId other : List.of(new BudgetId("302", 2023), new BudgetId("30", 2023))) {
            assertThat(of(jdbc, names, other, 6).of(Type.FUNCTION, "2010301")).isEqualTo("行政运行（改）");
            assertThat(of(jdbc, names, other, 6).of(Type.FUNCTION, "2010302")).isEmpty();
        }
        assertThat(of(jdbc, names, new BudgetId("301", 2024), 6).of(Type.FUNCTION, "2010301")).isEmpty();
    }

    private static ClassificationNames of(JdbcClient jdbc, KnownNames names, BudgetId budget, long position) {
        return names.of(budget, jdbc.sql("select " + KnownNames.LAST_CHANGES)
                .params(budget.fiscalYear(), position, budget.stream(), position)
                .query((row, _) -> new KnownNames.Changes(row.getLong(1), row.getLong(2)))
                .single());
    }

    private static Fact own(String function, String name) {
        return new Fact.NamesDefined(List.of(new Classification(Type.FUNCTION, function, name)));
    }

    @Test
    void a_name_that_was_wrong_and_was_put_right_is_served_wrongly_for_no_longer_than_a_minute() {
        SampleLog log = new SampleLog();
        log.define(2023, "2010301", "行政运行");
        StoredLog stored = new StoredLog(1).facts(log.facts());
        stored.jdbc().sql("alter table classifications disable trigger user").update();
        AtomicLong nanoTime = new AtomicLong();
        JdbcClient jdbc = stored.jdbc();
        KnownNames names = new KnownNames(jdbc, () -> 1, nanoTime::get);

        stored.jdbc().sql("update classifications set name = '别的'").update();
        assertThat(of(jdbc, names, OFFICE, 1).of(Type.FUNCTION, "2010301")).isEqualTo("别的");
        stored.jdbc().sql("update classifications set name = '行政运行'").update();
        assertThat(of(jdbc, names, OFFICE, 1).of(Type.FUNCTION, "2010301")).as("kept").isEqualTo("别的");

        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(of(jdbc, names, OFFICE, 1).of(Type.FUNCTION, "2010301")).isEqualTo("行政运行");
    }
}
