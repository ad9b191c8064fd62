package dev.budgetledger.projection.entries.jdbc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

class KnownNamesTest {

    @Test
    void a_name_that_was_wrong_and_was_put_right_is_served_wrongly_for_no_longer_than_a_minute() {
        SampleLog log = new SampleLog();
        log.define(2023, "2010301", "行政运行");
        StoredLog stored = new StoredLog(1).facts(log.facts());
        stored.jdbc().sql("alter table classifications disable trigger user").update();
        AtomicLong nanoTime = new AtomicLong();
        KnownNames names = new KnownNames(stored.jdbc(), () -> 1, nanoTime::get);

        stored.jdbc().sql("update classifications set name = '别的'").update();
        assertThat(names.of(2023, 1).of(Classification.Type.FUNCTION, "2010301")).isEqualTo("别的");
        stored.jdbc().sql("update classifications set name = '行政运行'").update();
        assertThat(names.of(2023, 1).of(Classification.Type.FUNCTION, "2010301")).as("kept").isEqualTo("别的");

        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(names.of(2023, 1).of(Classification.Type.FUNCTION, "2010301")).isEqualTo("行政运行");
    }
}
