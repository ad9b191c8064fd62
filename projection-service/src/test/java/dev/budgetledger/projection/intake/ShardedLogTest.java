package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.projection.shards.Shard;
import dev.budgetledger.projection.shards.ShardTable.ShardDiffersException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Three databases that share out the departments, and one that has all, of one log. */
class ShardedLogTest {

    private static final int PARTITIONS = 3;
    private static final int FACTS = 400;
    private static final List<String> OF_BUDGETS = List.of("entries", "postings", "lines", "budgets", "stream_snapshots", "proposals");

    private static SignedLog log;
    private static StoredLog whole;
    private static List<StoredLog> shards;

    @BeforeAll
    static void givenOneLogAndItsShards() {
        log = new SignedLog(SampleLog.random(new Random(97), FACTS).facts());
        whole = stored(Shard.WHOLE);
        shards = IntStream.rangeClosed(1, 3).mapToObj(number -> stored(new Shard(number, 3))).toList();
    }

    private static StoredLog stored(Shard shard) {
        StoredLog stored = new StoredLog(PARTITIONS, shard, log.key().verifier());
        int taken = 0;
        for (int head : new int[] {100, 256, 300, FACTS}) {
            stored.batch(log.facts().subList(taken, head)).watermark(log.head(head)).advance();
            taken = head;
        }
        return stored;
    }

    private static StoredLog shardOf(BudgetId budget) {
        return shards.get(Shard.numberOf(budget.department(), 3) - 1);
    }

    private static List<BudgetId> budgets() {
        return log.facts().stream().filter(each -> each.fact() instanceof Fact.BudgetOpened).map(each -> BudgetId.ofStream(each.stream())).toList();
    }

    private static long count(StoredLog of, String from) {
        return of.jdbc().sql("select count(*) from " + from).query(Long.class).single();
    }

    @Test
    void each_verifies_the_whole_log() {
        for (StoredLog shard : shards) {
            assertThat(count(shard, "facts")).isEqualTo(FACTS);
            assertThat(new JdbcProofs(shard.jdbc()).latest().orElseThrow().size()).isEqualTo(FACTS);
            assertThat(new JdbcProofs(shard.jdbc()).inclusions(List.of(1L, 77L), 300))
                    .isEqualTo(new JdbcProofs(whole.jdbc()).inclusions(List.of(1L, 77L), 300));
        }
    }

    @Test
    void a_budget_is_the_same_in_its_shard_at_any_point_and_not_there_in_another() {
        for (AsOfQuestion question : List.of(AsOfQuestion.NOW, new AsOfQuestion(null, log.facts().get(150).recordedAt(), null, null))) {
            AsOf asOf = reader(whole).resolve(2023, question);
            for (BudgetId budget : budgets()) {
                StoredLog own = shardOf(budget);
                assertThat(reader(own).resolve(2023, question)).isEqualTo(asOf);
                assertThat(said(own, budget, asOf)).isEqualTo(said(whole, budget, asOf));
                assertThat(shards.stream().filter(each -> each != own && count(each, "budgets where stream = '" + budget.stream() + "'") > 0)).isEmpty();
            }
        }
    }

    /** Lines come in no order. */
    private static List<String> said(StoredLog of, BudgetId budget, AsOf asOf) {
        return reader(of).read(budget, asOf, Basis.ADJUSTED)
                .map(each -> Stream.concat(Stream.of(each.department().toString()), each.lines().stream().map(LineBalance::toString)).sorted().toList())
                .orElse(List.of());
    }

    @Test
    void the_shares_are_all_there_is_once_and_what_is_of_no_department_is_everywhere() {
        for (String table : OF_BUDGETS) {
            assertThat(shards.stream().mapToLong(each -> count(each, table)).sum()).as(table).isEqualTo(count(whole, table));
        }
        long ofBudgets = count(whole, "facts where stream ~ '^D[0-9]+-'");
        assertThat(shards.stream().mapToLong(each -> count(each, "facts where envelope is not null")).sum())
                .isEqualTo(ofBudgets + 3 * (FACTS - ofBudgets));
        assertThat(shards).allSatisfy(each -> {
            assertThat(count(each, "entries")).isPositive();
            assertThat(count(each, "classifications")).isEqualTo(count(whole, "classifications"));
        });
    }

    @Test
    void a_fact_of_another_shard_that_comes_again_changes_nothing_and_one_that_says_otherwise_stops_the_intake() {
        Envelope foreign = log.facts().stream().filter(each -> each.stream().equals("D0-2023")).findFirst().orElseThrow();
        StoredLog other = stored(new Shard(Shard.numberOf("D0", 3) % 3 + 1, 3));

        other.batch(List.of(foreign));
        assertThat(count(other, "facts")).isEqualTo(FACTS);

        Envelope rewritten = new Envelope(foreign.position(), foreign.recordedAt(), foreign.stream(), foreign.sequence(), "nobody", foreign.fact());
        int partition = Publication.partitionOf(foreign.stream(), PARTITIONS);
        RecordPosition at = new RecordPosition(Topics.FACTS, partition, nextOffset(other, partition));
        AdmittedBatch admitted = other.apply(List.of(new IncomingRecord.OfFact(at, rewritten, new Bytes(rewritten.bytes()))));
        assertThat(admitted.stop()).isEqualTo(new Halt(at, "position " + foreign.position() + " was applied before and said otherwise"));
    }

    private static long nextOffset(StoredLog of, int partition) {
        return of.jdbc().sql("select next_offset from intake_offsets where topic = ? and partition = ?")
                .params(Topics.FACTS, partition)
                .query(Long.class)
                .single();
    }

    @Test
    void a_database_is_of_one_shard_for_ever() {
        assertThatThrownBy(() -> new StoredLog(shards.getFirst().source(), PARTITIONS, 0))
                .isInstanceOf(ShardDiffersException.class)
                .hasMessage("projection.shard is 1/1, and this database was filled as 1/3: another share of the departments needs an empty database");
    }

    private static BudgetReader reader(StoredLog of) {
        return of.reader(log.facts().getLast().recordedAt().plusSeconds(9), Duration.ZERO);
    }
}
