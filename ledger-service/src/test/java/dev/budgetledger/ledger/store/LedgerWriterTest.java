package dev.budgetledger.ledger.store;

import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.budget.SourceDocument;
import dev.budgetledger.ledger.log.StoredFact;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Commands in, facts in the log, on a real PostgreSQL. */
class LedgerWriterTest extends WriterTest {

    @Test
    void an_accepted_command_is_in_the_log_when_its_receipt_arrives() throws Exception {
        given(catalogue(), open("301"));

        Receipt receipt = accepted(submit(of(allocate("301", OFFICE, "100.00"))));

        StoredFact fact = facts().getLast();
        assertThat(fact.envelope().position()).isEqualTo(3).isEqualTo(receipt.position());
        assertThat(receipt.postingId()).isEqualTo("301-2023-1");
        assertThat(receipt.streamSequence()).isEqualTo(1);
        assertThat(receipt.recordedAt()).isEqualTo(fact.envelope().recordedAt());
        assertThat(receipt.leafHash()).isEqualTo(Hash.ofLeaf(fact.bytes()).base64());
        assertThat(fact.envelope().postedBy()).isEqualTo("预算处");
    }

    @Test
    void a_refused_command_leaves_its_neighbours_alone_and_no_trace_in_the_log() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));

        List<CompletableFuture<Outcome>> group = List.of(
                writer.submit(of(transfer("301", OFFICE, TRAVEL, "60.00"))),
                writer.submit(of(transfer("301", OFFICE, TRAVEL, "60.00"))),
                writer.submit(of(allocate("999", OFFICE, "1.00"))),
                writer.submit(of(transfer("301", OFFICE, TRAVEL, "40.00"))));

        assertThat(accepted(group.get(0).get()).position()).isEqualTo(4);
        assertThat(refused(group.get(1).get())).isEqualTo(RefusalCode.INSUFFICIENT_FUNDS);
        assertThat(refused(group.get(2).get())).isEqualTo(RefusalCode.BUDGET_NOT_OPEN);
        assertThat(accepted(group.get(3).get()).position()).isEqualTo(5);
        assertThat(facts()).hasSize(5);
    }

    @Test
    void a_command_that_faults_leaves_its_neighbours_alone() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "100.00"));

        CompletableFuture<Outcome> before = writer.submit(of(transfer("301", OFFICE, TRAVEL, "10.00")));
        CompletableFuture<Outcome> faulty = writer.submit(of(new FaultyAllocation().command()));
        CompletableFuture<Outcome> after = writer.submit(of(transfer("301", OFFICE, TRAVEL, "20.00")));

        accepted(before.get());
        assertThatThrownBy(faulty::get).isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(NullPointerException.class);
        accepted(after.get());
        assertThat(balance("301", TRAVEL)).isEqualTo(Money.ofYuan("30.00"));
        assertThat(facts()).hasSize(5);
    }

    /** A command that no request can make: its paper lacks the date, so the core faults instead of refusing. */
    private static final class FaultyAllocation {
        @SuppressWarnings("NullAway")
        Command command() {
            return new Command.Allocate(new BudgetId("301", 2023), new SourceDocument("x", (LocalDate) null, "x"),
                    List.of(new Command.LineAmount(OFFICE, Money.ofYuan("1.00"))));
        }
    }

    @Test
    void the_same_key_with_the_same_content_gets_the_first_answer_again_and_adds_nothing() throws Exception {
        given(catalogue(), open("301"));
        Submission posting = keyed(allocate("301", OFFICE, "100.00"), "k1");

        Receipt first = accepted(submit(posting));
        Outcome again = submit(posting);
        Outcome other = submit(keyed(allocate("301", OFFICE, "100.01"), "k1"));

        assertThat(again).isEqualTo(new Outcome.Accepted(first, true));
        assertThat(refused(other)).isEqualTo(RefusalCode.IDEMPOTENCY_KEY_REUSED);
        assertThat(facts()).hasSize(3);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("100.00"));
    }

    @Test
    void a_key_that_was_refused_stays_refused_so_that_a_replay_never_posts_what_was_refused() throws Exception {
        given(catalogue(), open("301"));
        Submission early = keyed(transfer("301", OFFICE, TRAVEL, "5.00"), "k1");

        assertThat(refused(submit(early))).isEqualTo(RefusalCode.LINE_UNKNOWN);
        given(allocate("301", OFFICE, "100.00"));

        assertThat(refused(submit(early))).isEqualTo(RefusalCode.LINE_UNKNOWN);
    }

    @Test
    void a_key_sent_twice_at_the_same_moment_posts_once() throws Exception {
        given(catalogue(), open("301"));
        List<CompletableFuture<Outcome>> answers = IntStream.range(0, 100)
                .mapToObj(_ -> writer.submit(keyed(allocate("301", OFFICE, "1.00"), "once")))
                .toList();

        List<Receipt> receipts = new ArrayList<>();
        for (CompletableFuture<Outcome> answer : answers) {
            receipts.add(accepted(answer.get()));
        }

        assertThat(receipts).containsOnly(receipts.getFirst());
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("1.00"));
    }

    @Test
    void the_answers_survive_a_restart() throws Exception {
        given(catalogue(), open("301"));
        Submission posting = keyed(allocate("301", OFFICE, "100.00"), "k1");
        Receipt first = accepted(submit(posting));

        try (LedgerWriter restarted = new LedgerWriter(ledger.dataSource, log, () -> {})) {
            assertThat(restarted.submit(posting).get()).isEqualTo(new Outcome.Accepted(first, true));
            assertThat(accepted(restarted.submit(of(transfer("301", OFFICE, TRAVEL, "100.00"))).get()).streamSequence())
                    .isEqualTo(2);
        }
    }

    @Test
    void if_match_names_the_last_sequence_or_the_command_is_refused() throws Exception {
        given(catalogue(), open("301"));
        Command allocate = allocate("301", OFFICE, "1.00");

        assertThat(refused(submit(new Submission(allocate, "预算处", null, 1L)))).isEqualTo(RefusalCode.SEQUENCE_MISMATCH);
        accepted(submit(new Submission(allocate, "预算处", null, 0L)));
        assertThat(refused(submit(new Submission(allocate, "预算处", null, 0L)))).isEqualTo(RefusalCode.SEQUENCE_MISMATCH);
    }

    @Test
    void two_instances_on_one_database_never_overdraw_a_line_and_leave_a_dense_log() throws Exception {
        given(catalogue(), open("301"), allocate("301", OFFICE, "50.00"));
        List<Outcome> outcomes = new ArrayList<>();
        try (LedgerWriter other = new LedgerWriter(ledger.dataSource, log, () -> {});
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome>> answers = new ArrayList<>();
            for (int i = 0; i < 128; i++) {
                LedgerWriter one = i % 2 == 0 ? writer : other;
                String key = "two-" + i;
                answers.add(clients.submit(
                        () -> one.submit(keyed(transfer("301", OFFICE, TRAVEL, "1.00"), key)).get()));
            }
            for (Future<Outcome> answer : answers) {
                outcomes.add(answer.get());
            }
        }

        assertThat(outcomes.stream().filter(Outcome.Accepted.class::isInstance)).hasSize(50);
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ZERO);
        assertThat(balance("301", TRAVEL)).isEqualTo(Money.ofYuan("50.00"));
        assertDense();
    }

    @Test
    void sixty_four_clients_on_many_departments_are_committed_in_groups_in_one_dense_log() throws Exception {
        given(catalogue());
        for (int department = 0; department < 16; department++) {
            given(open("D" + department));
        }
        Map<String, List<Long>> sequences = new HashMap<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Receipt>>> all = new ArrayList<>();
            for (int client = 0; client < 64; client++) {
                String department = "D" + client % 16;
                all.add(clients.submit(() -> {
                    List<Receipt> receipts = new ArrayList<>();
                    for (int i = 0; i < 25; i++) {
                        receipts.add(accepted(submit(of(allocate(department, OFFICE, "1.00")))));
                    }
                    return receipts;
                }));
            }
            for (Future<List<Receipt>> client : all) {
                for (Receipt receipt : client.get()) {
                    sequences.computeIfAbsent(receipt.postingId().split("-", 2)[0], _ -> new ArrayList<>())
                            .add(receipt.streamSequence());
                }
            }
        }

        assertDense();
        assertThat(sequences).hasSize(16).allSatisfy((department, taken) -> {
            assertThat(taken).containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(balance(department, OFFICE)).isEqualTo(Money.ofYuan("100.00"));
        });
        long commits = facts().stream().map(fact -> fact.envelope().recordedAt()).distinct().count();
        assertThat(commits).as("commits for 1617 facts").isLessThan(1617);
    }

    @Test
    void a_database_that_goes_away_fails_the_commands_under_way_and_the_next_ones_succeed() throws Exception {
        given(catalogue(), open("301"));
        try (Connection other = ledger.dataSource.getConnection()) {
            other.setAutoCommit(false);
            log.lockHead(other);
            CompletableFuture<Outcome> waiting = writer.submit(keyed(allocate("301", OFFICE, "1.00"), "k1"));
            terminateWriterSession(other);
            other.rollback();
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(LogUnavailableException.class);
        }
        accepted(submit(keyed(allocate("301", OFFICE, "1.00"), "k1")));
        assertThat(balance("301", OFFICE)).isEqualTo(Money.ofYuan("1.00"));
        assertDense();
    }

    /** What a sender sends without waiting builds on what it sent before; that of others does not. */
    @Test
    void nothing_is_decided_after_a_command_of_the_same_sender_of_which_nothing_is_known() throws Exception {
        given(catalogue(), open("301"));
        CommandSession sender = new CommandSession();
        CompletableFuture<Outcome> lost;
        CompletableFuture<Outcome> after;
        CompletableFuture<Outcome> ofAnother;
        try (Connection other = ledger.dataSource.getConnection()) {
            other.setAutoCommit(false);
            log.lockHead(other);
            lost = writer.submit(keyed(allocate("301", OFFICE, "1.00"), "k1"), sender);
            awaitWriter(other); // it has taken the first command alone
            after = writer.submit(keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "k2"), sender);
            ofAnother = writer.submit(keyed(allocate("301", OFFICE, "5.00"), "k3"));
            terminateWriterSession(other);
            other.rollback();
        }

        assertThatThrownBy(lost::get).hasCauseInstanceOf(LogUnavailableException.class);
        assertThatThrownBy(after::get).hasCauseInstanceOf(LogUnavailableException.class);
        accepted(ofAnother.get());
        // It was not decided, so its key has no answer yet, least of all a refusal.
        accepted(submit(keyed(allocate("301", OFFICE, "1.00"), "k1")));
        accepted(submit(keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "k2")));
    }

    static void terminateWriterSession(Connection connection) throws Exception {
        awaitWriter(connection);
        String sql = """
                select count(pg_terminate_backend(pid)) from pg_locks
                where locktype = 'advisory' and not granted
                  and database = (select oid from pg_database where datname = current_database())
                """;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            assertThat(row.getInt(1)).isPositive();
        }
    }
}
