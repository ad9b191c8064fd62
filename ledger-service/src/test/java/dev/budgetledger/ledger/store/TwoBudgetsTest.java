package dev.budgetledger.ledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.log.StoredFact;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** 划转: two streams, one commit, or nothing. */
class TwoBudgetsTest extends WriterTest {

    @Test
    void both_halves_are_recorded_in_one_commit_and_the_receipt_names_both() throws Exception {
        given(catalogue(), open("301"), open("302"), allocate("301", OFFICE, "100.00"));

        Receipt receipt = accepted(submit(of(across("301", "302", "40.00"))));

        List<StoredFact> halves = facts().subList(4, 6);
        assertThat(halves).extracting(half -> half.envelope().stream()).containsExactly("301-2023", "302-2023");
        assertThat(halves.get(0).envelope().recordedAt()).isEqualTo(halves.get(1).envelope().recordedAt());
        Fact.FundsTransferred out = (Fact.FundsTransferred) halves.get(0).envelope().fact();
        Fact.FundsTransferred in = (Fact.FundsTransferred) halves.get(1).envelope().fact();
        assertThat(out.counterpart()).isEqualTo(in.posting().id()).isEqualTo("302-2023-1");
        assertThat(in.counterpart()).isEqualTo(out.posting().id()).isEqualTo("301-2023-2");
        assertThat(receipt.postingId()).isEqualTo("301-2023-2");
        assertThat(receipt.counterpart()).satisfies(other -> {
            assertThat(other.postingId()).isEqualTo("302-2023-1");
            assertThat(other.position()).isEqualTo(6);
        });
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("60.00"));
        assertThat(balance("302", OFFICE)).isEqualTo(Money.ofYuan("40.00"));
    }

    @Test
    void what_the_other_side_refuses_is_recorded_on_neither() throws Exception {
        given(catalogue(), open("301"), open("302"), allocate("301", OFFICE, "100.00"));
        given(new Command.CloseYear(new BudgetId("302", 2023), paper()));
        int before = facts().size();

        assertThat(refused(submit(of(across("301", "302", "40.00"))))).isEqualTo(RefusalCode.YEAR_CLOSED);
        assertThat(refused(submit(of(across("301", "303", "40.00"))))).isEqualTo(RefusalCode.BUDGET_NOT_OPEN);
        assertThat(refused(submit(of(across("301", "302", "400.00"))))).isEqualTo(RefusalCode.YEAR_CLOSED);

        assertThat(facts()).hasSize(before);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("100.00"));
    }

    /** A crowd sends money both ways between two departments, through two instances, at once. */
    @Test
    void opposite_transfers_neither_deadlock_nor_lose_nor_make_money() throws Exception {
        given(catalogue(), open("301"), open("302"), allocate("301", OFFICE, "10.00"), allocate("302", OFFICE, "10.00"));
        List<Outcome> outcomes = new ArrayList<>();
        try (LedgerWriter second = new LedgerWriter(ledger.dataSource, log, () -> {});
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                LedgerWriter instance = i % 4 < 2 ? writer : second;
                Command command = i % 2 == 0 ? across("301", "302", "3.00") : across("302", "301", "3.00");
                answers.add(clients.submit(() -> instance.submit(of(command)).get()));
            }
            for (Future<Outcome> answer : answers) {
                outcomes.add(answer.get());
            }
        }

        long accepted = outcomes.stream().filter(Outcome.Accepted.class::isInstance).count();
        assertThat(accepted).isPositive();
        assertThat(outcomes.stream().filter(Outcome.Refused.class::isInstance)).allSatisfy(
                outcome -> assertThat(refused(outcome)).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS));
        assertThat(facts()).hasSize((int) (5 + 2 * accepted));
        assertThat(balance("301", OFFICE).plus(balance("302", OFFICE))).isEqualTo(Money.ofYuan("20.00"));
        assertThat(between()).isEqualTo(Money.ZERO);
        assertDense();
    }

    /** What all budgets owe one another. */
    private Money between() throws Exception {
        return facts().stream()
                .map(fact -> fact.envelope().fact())
                .filter(Fact.Posted.class::isInstance)
                .flatMap(fact -> ((Fact.Posted) fact).posting().entries().stream())
                .filter(Entry.OfCounterpart.class::isInstance)
                .map(Entry::amount)
                .reduce(Money.ZERO, Money::plus);
    }

    @Test
    void a_posting_is_reversed_in_both_budgets_also_before_the_log_has_it() throws Exception {
        given(catalogue(), open("301"), open("302"), allocate("301", OFFICE, "100.00"));
        List<java.util.concurrent.CompletableFuture<Outcome>> group = new ArrayList<>();
        inOneGroup(() -> {
            group.add(writer.submit(of(across("301", "302", "40.00"))));
            group.add(writer.submit(of(new Command.Reverse(new BudgetId("302", 2023), paper(), "302-2023-1"))));
            group.add(writer.submit(of(new Command.Reverse(new BudgetId("301", 2023), paper(), "301-2023-2"))));
        });

        accepted(group.get(0).get());
        assertThat(accepted(group.get(1).get()).counterpart()).satisfies(
                other -> assertThat(other.postingId()).isEqualTo("301-2023-3"));
        assertThat(refused(group.get(2).get())).isEqualTo(RefusalCode.POSTING_ALREADY_REVERSED);
        assertThat(facts().subList(4, 8)).extracting(fact -> fact.envelope().recordedAt()).containsOnly(
                facts().getLast().envelope().recordedAt());
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("100.00"));
        assertThat(balance("302", OFFICE)).isEqualTo(Money.ZERO);
        // And once more, with nothing in memory.
        try (LedgerWriter restarted = new LedgerWriter(ledger.dataSource, log, () -> {})) {
            assertThat(refused(restarted.submit(of(
                    new Command.Reverse(new BudgetId("302", 2023), paper(), "302-2023-1"))).get()))
                    .isEqualTo(RefusalCode.POSTING_ALREADY_REVERSED);
            accepted(restarted.submit(of(
                    new Command.Reverse(new BudgetId("301", 2023), paper(), "301-2023-1"))).get());
        }
    }

    private static Command across(String from, String to, String yuan) {
        return new Command.Transfer(
                new BudgetId(from, 2023), paper(), null, Money.ofYuan(yuan), OFFICE, to, OFFICE);
    }
}
