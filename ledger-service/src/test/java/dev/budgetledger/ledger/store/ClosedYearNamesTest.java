package dev.budgetledger.ledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** 已结账: the names in a closed year's tables stay, whatever other departments still post to the year. */
class ClosedYearNamesTest extends WriterTest {

    private static final Command CLOSE = new Command.CloseYear(new BudgetId("301", 2023), paper());
    private static final Command RENAME = names(2023, "2010301", "改名");

    @BeforeEach
    void openTwo() throws Exception {
        given(catalogue(), open("301"), open("302"));
    }

    @Test
    void a_name_is_corrected_until_one_department_has_closed_the_year() throws Exception {
        accepted(submit(of(RENAME)));
        given(CLOSE);

        assertThat(refused(submit(of(names(2023, "2010301", "又改"))))).isEqualTo(RefusalCode.YEAR_CLOSED);
        assertThat(facts()).hasSize(5);
    }

    @Test
    void what_is_known_may_be_said_again_and_new_codes_and_other_years_are_defined() throws Exception {
        given(CLOSE);

        accepted(submit(of(catalogue())));
        accepted(submit(of(names(2023, "2010302", "一般行政管理事务"))));
        accepted(submit(of(names(2024, "2010301", "别名"))));
    }

    @Test
    void a_closing_in_the_same_group_or_batch_counts_and_one_that_was_refused_with_its_batch_does_not() throws Exception {
        assertThat(writer.submitAll(List.of(of(CLOSE), of(RENAME))).get()).isInstanceOf(Outcomes.Refused.class);
        List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
        inOneGroup(() -> List.of(RENAME, CLOSE, names(2023, "2010301", "又改"))
                .forEach(command -> outcomes.add(writer.submit(of(command)))));

        accepted(outcomes.get(0).get());
        accepted(outcomes.get(1).get());
        assertThat(refused(outcomes.get(2).get())).isEqualTo(RefusalCode.YEAR_CLOSED);
    }

    private static Command names(int year, String code, String name) {
        return new Command.DefineClassifications(
                year, List.of(new Classification(Classification.Type.FUNCTION, code, name)));
    }
}
