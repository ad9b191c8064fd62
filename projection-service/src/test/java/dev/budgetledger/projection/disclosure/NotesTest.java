package dev.budgetledger.projection.disclosure;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.jdbc.PlainLineSums;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** 空表列示: a table says that there is no such budget where none was ever given, and nowhere else. */
class NotesTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JUNE = LocalDate.of(2023, 6, 1);
    private static final List<LocalDate> DATES = List.of(LocalDate.of(2022, 12, 31), JUNE.minusDays(1), JUNE);

    private static StoredLog stored;
    private static BudgetReader reader;

    /** Position 2 gives money of one fund, 3 of another, 4 takes all of that back. */
    @BeforeAll
    static void given() {
        SampleLog log = new SampleLog();
        log.open(OFFICE);
        log.tick().allocate(OFFICE, LocalDate.of(2023, 1, 5), SampleLog.STAFF, 100);
        log.tick().adjust(OFFICE, LocalDate.of(2023, 1, 5), SampleLog.FUND, 10);
        log.tick().adjust(OFFICE, JUNE, SampleLog.FUND, -10);
        stored = new StoredLog(1).facts(log.facts()).watermark(new Watermark(4, log.now()));
        reader = stored.reader(log.now(), Duration.ZERO);
    }

    @Test
    void before_any_was_given_the_table_says_so_for_any_date_basis_and_part_of_the_money() {
        assertNotes(TableId.GOVERNMENT_FUND, 2, 1);
    }

    @Test
    void what_was_given_once_was_there_whatever_is_left_effective_approved_or_frozen() {
        assertNotes(TableId.GOVERNMENT_FUND, 3, 0);
        assertNotes(TableId.GOVERNMENT_FUND, 4, 0);
        assertNotes(TableId.STATE_CAPITAL, 4, 1);
    }

    private static void assertNotes(TableId id, long position, int notes) {
        for (LocalDate date : DATES) {
            for (Basis basis : Basis.values()) {
                AsOf asOf = reader.resolve(2023, new AsOfQuestion(date, null, position, null));
                BudgetAsOf budget = reader.read(OFFICE, asOf, basis).orElseThrow();
                BudgetAsOf plain = BudgetAsOf.of(budget.department(), 2023, false, asOf, basis,
                        new PlainLineSums(stored.jdbc()).read(OFFICE, position), budget.names());
                for (Amounts amounts : Amounts.values()) {
                    assertThat(notes(id, budget.showing(amounts))).as("%s %s %s", date, basis, amounts).hasSize(notes)
                            .isEqualTo(notes(id, plain.showing(amounts)));
                }
            }
        }
    }

    private static List<String> notes(TableId id, BudgetAsOf budget) {
        return Disclosure.table(id, budget, SampleTemplates.all().of(2023)).notes();
    }
}
