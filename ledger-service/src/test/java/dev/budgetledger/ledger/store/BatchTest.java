package dev.budgetledger.ledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** Many commands, all or none; and keys that come more than once. */
class BatchTest extends WriterTest {

    @Test
    void all_are_recorded_in_one_commit_each_decided_on_what_those_before_it_leave() throws Exception {
        Outcomes outcomes = writer.submitAll(List.of(of(catalogue()), of(open("301")),
                of(allocate("301", OFFICE, "100.00")), of(transfer("301", OFFICE, TRAVEL, "100.00")),
                of(new Command.Reverse(new BudgetId("301", 2023), paper(), "301-2023-2")))).get();

        assertThat(receipts(outcomes)).extracting(Receipt::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(receipts(outcomes)).extracting(Receipt::recordedAt).containsOnly(
                facts().getFirst().envelope().recordedAt());
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("100.00"));
    }

    @Test
    void one_refusal_and_none_is_recorded_nor_remembered() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        List<Submission> batch = List.of(
                keyed(transfer("301", OFFICE, TRAVEL, "60.00"), "a"),
                keyed(transfer("301", OFFICE, TRAVEL, "60.00"), "b"),
                keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "c"));

        Outcomes outcomes = writer.submitAll(batch).get();

        assertThat(outcomes).isInstanceOfSatisfying(Outcomes.Refused.class, refused -> {
            assertThat(refused.index()).isEqualTo(1);
            assertThat(refused(refused.refused())).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        });
        assertThat(facts()).hasSize(3);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("100.00"));
        // The keys are as good as new: with more money the same batch is recorded.
        given(allocate("301", OFFICE, "100.00"));
        assertThat(receipts(writer.submitAll(batch).get())).hasSize(3);
    }

    @Test
    void a_refused_batch_leaves_its_neighbours_in_the_group_alone() throws Exception {
        given(catalogue(), open("301"), open("302"), allocate("301", OFFICE, "100.00"));
        List<CompletableFuture<Outcome>> singles = new ArrayList<>();
        List<CompletableFuture<Outcomes>> batches = new ArrayList<>();
        inOneGroup(() -> {
            singles.add(writer.submit(of(transfer("301", OFFICE, TRAVEL, "50.00"))));
            batches.add(writer.submitAll(List.of(
                    of(transfer("301", OFFICE, TRAVEL, "50.00")), of(transfer("301", OFFICE, TRAVEL, "0.01")))));
            batches.add(writer.submitAll(List.of(
                    of(transfer("301", OFFICE, TRAVEL, "20.00")), of(allocate("302", OFFICE, "7.00")))));
            singles.add(writer.submit(of(transfer("301", OFFICE, TRAVEL, "30.00"))));
        });

        assertThat(accepted(singles.get(0).get()).position()).isEqualTo(5);
        assertThat(batches.get(0).get()).isInstanceOf(Outcomes.Refused.class);
        assertThat(receipts(batches.get(1).get())).extracting(Receipt::position).containsExactly(6L, 7L);
        assertThat(accepted(singles.get(1).get()).position()).isEqualTo(8);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ZERO);
        assertThat(balance("302", OFFICE)).isEqualTo(Money.ofYuan("7.00"));
    }

    @Test
    void a_batch_sent_again_gets_its_first_answers_and_adds_nothing() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        accepted(submit(keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "0")));
        List<Submission> batch = IntStream.range(0, 5)
                .mapToObj(i -> keyed(transfer("301", OFFICE, TRAVEL, "1.00"), Integer.toString(i)))
                .toList();

        List<Receipt> first = receipts(writer.submitAll(batch).get());
        List<Receipt> again = receipts(writer.submitAll(batch).get());

        assertThat(again).isEqualTo(first);
        assertThat(facts()).hasSize(8);
        assertThat(balance("301", TRAVEL)).isEqualTo(Money.ofYuan("5.00"));
    }

    @Test
    void a_key_twice_in_one_batch_posts_once_and_with_other_content_refuses_it() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));
        Submission one = keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "k");

        List<Receipt> receipts = receipts(writer.submitAll(List.of(one, one)).get());
        Outcomes reused = writer.submitAll(List.of(
                keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "m"), keyed(transfer("301", OFFICE, TRAVEL, "2.00"), "m"))).get();

        assertThat(receipts.get(0)).isEqualTo(receipts.get(1));
        assertThat(reused).isInstanceOfSatisfying(Outcomes.Refused.class, refused -> {
            assertThat(refused.index()).isEqualTo(1);
            assertThat(refused(refused.refused())).isEqualTo(RefusalCode.IDEMPOTENCY_KEY_REUSED);
        });
        assertThat(facts()).hasSize(4);
    }

    @Test
    void the_first_refusal_in_order_is_the_one_that_is_told() throws Exception {
        given(catalogue(), open("301"));
        accepted(submit(keyed(allocate("301", OFFICE, "1.00"), "k")));

        Outcomes outcomes = writer.submitAll(List.of(of(allocate("301", OFFICE, "2.00")),
                of(transfer("301", OFFICE, TRAVEL, "9.00")), keyed(allocate("301", OFFICE, "3.00"), "k"))).get();

        assertThat(outcomes).isInstanceOfSatisfying(Outcomes.Refused.class, refused -> {
            assertThat(refused.index()).isEqualTo(1);
            assertThat(refused(refused.refused())).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        });
    }

    /** A failed If-Match is no answer to a key, not even for another request in the same commit. */
    @Test
    void of_two_requests_with_one_key_in_one_group_a_failed_if_match_does_not_answer_the_other() throws Exception {
        given(catalogue(), open("301"));
        Command allocate = allocate("301", OFFICE, "1.00");
        List<CompletableFuture<Outcome>> answers = new ArrayList<>();
        inOneGroup(() -> {
            answers.add(writer.submit(new Submission(allocate, "预算处", "k", 7L)));
            answers.add(writer.submit(new Submission(allocate, "预算处", "k", 0L)));
            answers.add(writer.submit(new Submission(allocate, "预算处", "k", 7L)));
        });

        assertThat(refused(answers.get(0).get())).isEqualTo(RefusalCode.SEQUENCE_MISMATCH);
        Receipt receipt = accepted(answers.get(1).get());
        assertThat(answers.get(2).get()).isEqualTo(new Outcome.Accepted(receipt, true));
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("1.00"));
    }

    @Test
    void a_batch_of_ten_thousand_is_one_commit() throws Exception {
        given(catalogue(), open("301"));

        Outcomes outcomes = writer.submitAll(
                IntStream.range(0, 10_000).mapToObj(_ -> of(allocate("301", OFFICE, "0.01"))).toList()).get();

        assertThat(receipts(outcomes)).hasSize(10_000);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("100.00"));
        assertDense();
    }

    private static List<Receipt> receipts(Outcomes outcomes) {
        assertThat(outcomes).isInstanceOf(Outcomes.Accepted.class);
        return ((Outcomes.Accepted) outcomes).each().stream().map(Outcome.Accepted::receipt).toList();
    }
}
