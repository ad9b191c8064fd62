package dev.budgetledger.projection.entries.jdbc;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Lag;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer for now says how far it is behind the log; one at a named point is final. */
class LagTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);

    private final SampleLog log = new SampleLog();

    @Test
    void an_answer_for_now_tells_its_lag_once_it_is_longer_than_allowed_and_is_the_same_otherwise() {
        log.open(OFFICE);
        StoredLog stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(1, log.now()));

        AsOf inTime = now(stored, 5);
        AsOf late = now(stored, 6);

        assertThat(inTime.lag()).isNull();
        assertThat(late.lag()).isEqualTo(new Lag(0, 6, false));
        assertThat(late.behind(null)).isEqualTo(inTime);
        AsOf again = reader(stored, 6).resolve(2023, new AsOfQuestion(late.effectiveOn(), late.recordedAsOf(), late.position(), null));
        assertThat(again).isEqualTo(inTime);
    }

    @Test
    void facts_of_which_a_partition_has_told_and_another_has_not_brought_are_counted() {
        log.open(OFFICE);
        StoredLog stored = new StoredLog(2).facts(log.facts()).watermark(new Watermark(1, log.now()));
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);
        log.tick().allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);

        stored.watermarkWithout(OFFICE, new Watermark(3, log.now()));

        assertThat(now(stored, 60).lag()).isEqualTo(new Lag(2, 62, false));
    }

    @Test
    void what_this_instance_has_not_read_is_counted_too() {
        log.open(OFFICE);
        StoredLog stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(1, log.now()));
        CompletenessWatch watch = new CompletenessWatch(stored.jdbc());

        watch.unread(500);

        assertThat(watch.lag(watch.refresh(), log.now())).isEqualTo(new Lag(500, 0, false));
    }

    private AsOf now(StoredLog stored, long secondsLater) {
        return reader(stored, secondsLater).resolve(2023, AsOfQuestion.NOW);
    }

    private JdbcBudgetReader reader(StoredLog stored, long secondsLater) {
        return new JdbcBudgetReader(stored.jdbc(), new CompletenessWatch(stored.jdbc()),
                Clock.fixed(log.now().plusSeconds(secondsLater), ZoneOffset.UTC), Duration.ZERO, () -> 0,
                lag -> lag.seconds() > 5, new StreamHistories(stored.jdbc()));
    }
}
