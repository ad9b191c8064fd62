package dev.budgetledger.reliability.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.budgetledger.reliability.check.Answer.Accepted;
import dev.budgetledger.reliability.check.Answer.Refused;
import dev.budgetledger.reliability.check.Order.Move;

import static org.assertj.core.api.Assertions.assertThat;

/** A run of a budget that is opened, given 100.00 and 20.00, and refused once; then the same with something wrong. */
class CheckerTest {

    private static final String STREAM = "B0-2023";

    private final Map<String, Order> orders = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private final List<byte[]> log = new ArrayList<>();
    private final List<Fact> otherLog = new ArrayList<>();
    private final Map<Long, Set<String>> published = new HashMap<>();
    private final Set<Checkpoint> checkpoints = new HashSet<>();
    private final List<Table> tables = new ArrayList<>();

    @BeforeEach
    void everythingIsWell() {
        record("""
                {"fact":{"fiscalYear":2023},"position":1,"recordedAt":"2023-01-05T01:02:03.000000Z",\
                "sequence":0,"stream":"B0-2023"}""");
        order("a", 100_00);
        record(posting(2, 1, "a", "100.00"));
        order("b", 20_00);
        record(posting(3, 2, "b", "20.00"));
        orders.put("c", new Order("c", List.of(), true));
        answers.put("c", new Refused("INSUFFICIENT_FUNDS"));
        answers.put("a", accepted(2));
        answers.put("b", accepted(3));
        checkpoints.add(new Checkpoint(0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
        checkpoints.add(checkpoint(2));
        checkpoints.add(checkpoint(3));
        tables.add(new Table("projection-1", STREAM, 2, Map.of("30201", 100_00L)));
        tables.add(new Table("projection-2", STREAM, 3, Map.of("30201", 120_00L)));
    }

    @Test
    void nothing_is_found_where_nothing_is_wrong() {
        Verdict verdict = check();

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.histories()).isEqualTo(1);
        assertThat(verdict.accepted()).isEqualTo(2);
        assertThat(verdict.refused()).isEqualTo(1);
    }

    @Test
    void a_posting_that_was_answered_and_is_not_in_the_log_is_lost() {
        orders.put("d", new Order("d", List.of(new Move(STREAM, "30201", 1)), false));
        answers.put("d", new Accepted(4, STREAM + "-3", Tree.base64(Tree.leaf(new byte[0]))));

        assertThat(check().lost()).isEqualTo(1);
    }

    @Test
    void a_posting_that_stands_elsewhere_than_it_was_answered_is_lost() {
        answers.put("a", accepted(3));

        assertThat(check().lost()).isEqualTo(1);
    }

    @Test
    void an_order_that_became_two_facts_is_doubled() {
        record(posting(4, 3, "b", "20.00"));
        tables.clear();

        assertThat(check().doubled()).isEqualTo(1);
    }

    @Test
    void what_nobody_sent_is_found() {
        orders.remove("b");
        answers.remove("b");

        assertThat(check().findings()).singleElement().asString().contains("b is in the log and was never sent");
    }

    @Test
    void another_amount_than_was_sent_is_found() {
        order("b", 21_00);

        assertThat(check().findings()).singleElement().asString().contains("is recorded as");
    }

    @Test
    void what_must_be_refused_and_what_was_refused_is_not_in_the_log() {
        orders.put("a", new Order("a", List.of(new Move(STREAM, "30201", 100_00)), true));
        answers.put("b", new Refused("INSUFFICIENT_FUNDS"));

        assertThat(check().findings()).hasSize(2);
    }

    @Test
    void a_gap_in_the_log_is_found() {
        log.removeFirst();
        otherLog.removeFirst();
        published.clear();
        log.forEach(this::publish);
        checkpoints.clear();

        assertThat(check().findings()).anySatisfy(finding -> assertThat(finding).contains("position 2 stands where 1"));
    }

    @Test
    void a_second_history_is_counted() {
        checkpoints.add(new Checkpoint(2, checkpoint(3).root()));

        assertThat(check().histories()).isEqualTo(2);
    }

    @Test
    void a_checkpoint_of_more_than_there_is_is_found() {
        checkpoints.add(new Checkpoint(4, checkpoint(3).root()));

        assertThat(check().findings()).singleElement().asString().contains("a checkpoint of 4 facts was shown");
    }

    @Test
    void ledgers_that_serve_different_logs_are_found() {
        otherLog.removeLast();

        assertThat(check().findings()).singleElement().asString().contains("serves another log");
    }

    @Test
    void what_is_not_on_kafka_or_is_something_else_there_is_found() {
        published.remove(2L);
        published.put(3L, Set.of("something else"));
        published.put(4L, Set.of("more"));

        assertThat(check().findings()).hasSize(3);
    }

    @Test
    void a_table_that_is_no_sum_of_the_log_is_found() {
        tables.add(new Table("projection-1", STREAM, 3, Map.of("30201", 100_00L)));

        assertThat(check().findings()).singleElement().asString().contains("projection-1");
    }

    private void order(String key, long fen) {
        orders.put(key, new Order(key, List.of(new Move(STREAM, "30201", fen)), false));
    }

    private void record(String envelope) {
        byte[] bytes = envelope.getBytes(StandardCharsets.UTF_8);
        log.add(bytes);
        otherLog.add(Fact.read(bytes));
        publish(bytes);
    }

    private void publish(byte[] envelope) {
        published.put(Fact.read(envelope).position(), Set.of(Fact.read(envelope).leaf()));
    }

    private static String posting(long position, long sequence, String documentNo, String amount) {
        return """
                {"fact":{"posting":{"documentNo":"%s","entries":[{"amount":"%s","line":{"economic":"30201"}},\
                {"amount":"-%s","source":"GENERAL_PUBLIC"}]}},"position":%d,"recordedAt":"2023-01-05T01:02:03.000000Z",\
                "sequence":%d,"stream":"B0-2023"}""".formatted(documentNo, amount, amount, position, sequence);
    }

    private Accepted accepted(int position) {
        return new Accepted(position, STREAM + "-" + (position - 1), Tree.base64(Tree.leaf(log.get(position - 1))));
    }

    private Checkpoint checkpoint(int size) {
        Tree tree = new Tree();
        log.subList(0, size).forEach(fact -> tree.add(Tree.leaf(fact)));
        return new Checkpoint(size, tree.root());
    }

    private Verdict check() {
        List<Fact> facts = log.stream().map(Fact::read).toList();
        return Checker.check(new Evidence(orders, answers, Map.of("ledger-1", facts, "ledger-2", otherLog), published,
                checkpoints, tables));
    }
}
