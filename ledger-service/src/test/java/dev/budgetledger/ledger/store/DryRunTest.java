package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** 试算: what the writer answers of commands that it does not record. */
class DryRunTest extends WriterTest {

    @Test
    void each_is_decided_on_what_those_before_it_would_leave_and_nothing_is_recorded() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        String before = everything();

        List<DryOutcome> outcomes = writer.tryOut(List.of(
                of(transfer("301", OFFICE, TRAVEL, "60.00")), of(transfer("301", OFFICE, TRAVEL, "60.00")),
                of(transfer("301", OFFICE, TRAVEL, "40.00")),
                of(new Command.Reverse(new BudgetId("301", 2023), paper(), "301-2023-2")))).get();

        assertThat(change(outcomes.get(0), OFFICE)).containsExactly("100.00", "40.00");
        assertThat(refused(((DryOutcome.Answered) outcomes.get(1)).outcome())).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        assertThat(change(outcomes.get(2), OFFICE)).containsExactly("40.00", "0.00");
        assertThat(change(outcomes.get(3), OFFICE)).containsExactly("0.00", "60.00");
        assertThat(everything()).isEqualTo(before);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("100.00"));
        assertThat(accepted(submit(of(transfer("301", OFFICE, TRAVEL, "100.00")))).streamSequence()).isEqualTo(2);
    }

    @Test
    void a_key_is_not_used_up_and_one_that_was_used_answers_as_it_would() throws Exception {
        given(catalogue(), open("301"));
        Submission one = keyed(allocate("301", OFFICE, "1.00"), "k");

        List<DryOutcome> twice = writer.tryOut(List.of(one, one, keyed(allocate("301", OFFICE, "2.00"), "k"))).get();
        Receipt receipt = accepted(submit(one));
        DryOutcome again = writer.tryOut(List.of(one)).get().getFirst();
        DryOutcome other = writer.tryOut(List.of(keyed(allocate("301", OFFICE, "2.00"), "k"))).get().getFirst();

        assertThat(((DryOutcome.Recorded) twice.get(0)).repeated()).isFalse();
        assertThat(twice.get(1)).isEqualTo(new DryOutcome.Recorded(true, List.of(), 0, List.of()));
        assertThat(refused(((DryOutcome.Answered) twice.get(2)).outcome())).isEqualTo(RefusalCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(again).isEqualTo(new DryOutcome.Answered(new Outcome.Accepted(receipt, true)));
        assertThat(refused(((DryOutcome.Answered) other).outcome())).isEqualTo(RefusalCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("1.00"));
    }

    @Test
    void a_refusal_is_not_kept_under_its_key() throws Exception {
        given(catalogue(), open("301"));
        Submission transfer = keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "k");

        DryOutcome refused = writer.tryOut(List.of(transfer)).get().getFirst();
        given(allocate("301", OFFICE, "1.00"));

        assertThat(refused(((DryOutcome.Answered) refused).outcome())).isEqualTo(RefusalCode.LINE_UNKNOWN);
        accepted(submit(transfer));
    }

    @Test
    void its_neighbours_in_a_group_neither_see_it_nor_are_taken_back_with_it() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        List<CompletableFuture<Outcome>> told = new ArrayList<>();
        List<CompletableFuture<List<DryOutcome>>> tried = new ArrayList<>();
        inOneGroup(() -> {
            told.add(writer.submit(keyed(transfer("301", OFFICE, TRAVEL, "30.00"), "a")));
            tried.add(writer.tryOut(List.of(of(transfer("301", OFFICE, TRAVEL, "70.00")), keyed(transfer("301", OFFICE, TRAVEL, "30.00"), "a"))));
            told.add(writer.submit(of(transfer("301", OFFICE, TRAVEL, "70.00"))));
            tried.add(writer.tryOut(List.of(of(transfer("301", OFFICE, TRAVEL, "0.01")))));
        });

        Receipt first = accepted(told.get(0).get());
        assertThat(accepted(told.get(1).get()).streamSequence()).isEqualTo(3);
        assertThat(change(tried.get(0).get().getFirst(), OFFICE)).containsExactly("70.00", "0.00");
        assertThat(tried.get(0).get().get(1)).isEqualTo(new DryOutcome.Answered(new Outcome.Accepted(first, true)));
        assertThat(refused(((DryOutcome.Answered) tried.get(1).get().getFirst()).outcome())).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        assertDense();
    }

    @Test
    void what_touches_two_budgets_says_what_changes_in_both() throws Exception {
        given(catalogue(), open("301"), open("302"), allocate("301", OFFICE, "100.00"));

        DryOutcome.Recorded moved = (DryOutcome.Recorded) writer.tryOut(List.of(of(new Command.Transfer(
                new BudgetId("301", 2023), paper(), null, Money.ofYuan("25.00"), OFFICE, "302", OFFICE)))).get().getFirst();

        assertThat(moved.facts()).extracting(fact -> fact.stream()).containsExactly("301-2023", "302-2023");
        assertThat(moved.changes()).extracting(change -> amount(change.after(), OFFICE)).containsExactly("75.00", "25.00");
    }

    @Test
    void what_opens_a_budget_lets_those_after_it_post_to_it() throws Exception {
        given(catalogue());

        List<DryOutcome> outcomes = writer.tryOut(List.of(of(open("301")), of(allocate("301", OFFICE, "1.00")))).get();

        assertThat(outcomes).allMatch(DryOutcome.Recorded.class::isInstance);
        assertThat(((DryOutcome.Recorded) outcomes.get(0)).facts().getFirst().fact()).isInstanceOf(Fact.BudgetOpened.class);
        assertThat(writer.inspect(new BudgetId("301", 2023)).get()).isEqualTo(Budget.unopened());
    }

    private static List<String> change(DryOutcome outcome, Line line) {
        DryOutcome.Change change = ((DryOutcome.Recorded) outcome).changes().getFirst();
        return Stream.of(change.before(), change.after()).map(budget -> amount(budget, line)).toList();
    }

    private static String amount(Budget budget, Line line) {
        return ((Budget.Open) budget).account(line).total().balance().toYuan();
    }

    /** All rows of all tables that the service reads. */
    private String everything() throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = ledger.dataSource.getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                if (table.equals("flyway_schema_history")) {
                    continue;
                }
                try (var statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select t::text from \"" + table + "\" t order by 1")) {
                    while (rows.next()) {
                        all.append(table).append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }
}
