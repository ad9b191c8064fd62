package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.InclusionProof;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.VerifierKey;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Proofs;
import dev.budgetledger.projection.entries.VerifiedCheckpoint;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SignedLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The reader compares what it received with what the ledger signed. */
class LedgerTreeTest {

    private static final SigningKey KEY = SigningKey.generate("budget-ledger");

    private final List<Envelope> log = SampleLog.random(new Random(9162), 700).facts();

    @Test
    void checkpoints_over_what_has_come_are_verified_and_prove_facts() {
        StoredLog stored = reader(3, KEY.verifier()).batch(log);
        Proofs proofs = new JdbcProofs(stored.jdbc());

        stored.watermark(signed(log, 300)).watermark(signed(log, 650)).advance();
        stored.tick(signed(log, 700)).watermark(new Watermark(700, log.getLast().recordedAt())).advance();

        assertThat(proofs.latest()).contains(verified(700));
        assertThat(proofs.covering(1)).contains(verified(300));
        assertThat(proofs.covering(301)).contains(verified(650));
        assertThat(proofs.covering(701)).isEmpty();
        InclusionProof proof = proofs.inclusion(257, 650);
        assertThat(proof.leaf()).isEqualTo(Hash.ofLeaf(log.get(256).bytes()));
        assertThat(proof.leadsTo(root(log, 650))).isTrue();
        assertThatThrownBy(() -> proofs.inclusion(1, 701)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_checkpoint_is_not_compared_before_the_slowest_partition_is_there() {
        String first = log.getFirst().stream();
        int slowest = Publication.partitionOf(first, 3);
        Predicate<Envelope> late = each -> Publication.partitionOf(each.stream(), 3) == slowest;
        StoredLog stored = reader(3, KEY.verifier()).batch(log.stream().filter(late.negate()).toList())
                .watermarkWithout(budget(first), signed(log, 700)).advance();
        assertThat(new JdbcProofs(stored.jdbc()).latest()).isEmpty();

        stored.batch(log.stream().filter(late).toList()).watermark(signed(log, 700)).advance();

        assertThat(new JdbcProofs(stored.jdbc()).latest()).contains(verified(700));
    }

    @Test
    void however_often_and_no_matter_who_held_the_tree_is_the_same() {
        StoredLog stored = reader(2, KEY.verifier());
        for (int to = 0; to < 700; to += 70) {
            stored.batch(log.subList(to, to + 70)).watermark(signed(log, to + 70));
            (to % 3 == 0 ? stored : new StoredLog(stored.source(), 2, 0, KEY.verifier())).advance();
        }

        assertThat(new JdbcProofs(stored.jdbc()).latest()).contains(verified(700));
        assertThat(stored.jdbc().sql("select count(*) from subtrees").query(Long.class).single()).isEqualTo(2);
        assertThat(stored.jdbc().sql("select count(*) from announced_checkpoints").query(Long.class).single()).isZero();
    }

    /** 分叉: the same key, another history. */
    @Test
    void a_ledger_that_signed_another_history_is_caught_and_stays_caught() {
        List<Envelope> other = new ArrayList<>(log);
        other.set(299, SampleLog.random(new Random(1), 300).facts().getLast());
        StoredLog stored = reader(1, KEY.verifier()).batch(log)
                .watermark(signed(log, 200)).watermark(signed(other, 500)).watermark(signed(log, 700));

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(stored::advance).isInstanceOf(UntrustedLogException.class)
                    .hasMessageStartingWith("the checkpoint of size 500 has root " + root(other, 500))
                    .hasMessageEndingWith("there are two histories");
        }
    }

    @Test
    void a_head_that_says_another_root_over_the_streams_is_another_history_and_stays_so() {
        Hash wrong = SignedLog.streams(log.subList(0, 499)).root();
        StoredLog stored = reader(1, KEY.verifier()).batch(log).watermark(whole(log, 200)).advance();
        stored.watermark(new Watermark(500, log.get(499).recordedAt().minusNanos(1000), note(500, wrong))).watermark(whole(log, 700));

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(stored::advance).isInstanceOf(UntrustedLogException.class)
                    .hasMessageStartingWith("the checkpoint of size 500 has root " + wrong + " over the streams")
                    .hasMessageEndingWith("there are two histories");
        }
        assertThat(new JdbcProofs(stored.jdbc()).latest().map(VerifiedCheckpoint::size)).contains(200L);
    }

    /** One that came late, of a beginning, is compared as well. */
    @Test
    void a_late_head_that_says_another_root_over_the_streams_is_found() {
        StoredLog stored = reader(1, KEY.verifier()).batch(log).watermark(whole(log, 700)).advance();
        stored.tick(new Watermark(300, log.get(299).recordedAt(), note(300, Hash.OF_NOTHING)));

        assertThatThrownBy(stored::advance).isInstanceOf(UntrustedLogException.class).hasMessageContaining("of size 300 has root");
    }

    /** 流树之根: a ledger that said nothing of streams begins to, and never stops. */
    @Test
    void once_a_head_said_the_root_over_the_streams_every_later_one_does() {
        StoredLog stored = reader(1, KEY.verifier()).batch(log).watermark(signed(log, 200)).watermark(whole(log, 300)).advance();
        assertThat(new JdbcProofs(stored.jdbc()).latest().map(VerifiedCheckpoint::size)).contains(300L);
        stored.tick(signed(log, 100)).advance();
        stored.watermark(signed(log, 400));

        assertThatThrownBy(stored::advance).isInstanceOf(UntrustedLogException.class)
                .hasMessage("the checkpoint of size 400 says no root over the streams, those before it do");
    }

    /** As of any head, and after an upgrade of what an earlier release received. */
    @Test
    void a_stream_s_end_is_proven_as_of_every_head_no_matter_who_made_the_tree() {
        List<Envelope> longer = SampleLog.random(new Random(3), 5000).facts();
        StoredLog stored = reader(1, KEY.verifier()).batch(longer.subList(0, 4200)).watermark(whole(longer, 700)).watermark(whole(longer, 4200)).advance();
        List<String> streams = List.of(longer.getFirst().stream(), longer.get(699).stream(), "none-2023");
        var before = new JdbcProofs(stored.jdbc()).streams(streams, 4200);
        for (String table : List.of("stream_keys", "stream_ends", "stream_subtrees")) {
            assertThat(stored.jdbc().sql("select count(*) from " + table).query(Long.class).single()).isPositive();
            stored.jdbc().sql("alter table %1$s disable trigger %1$s_are_append_only".formatted(table)).update();
            stored.jdbc().sql("truncate " + table).update();
        }

        stored.batch(longer.subList(4200, 5000)).watermark(whole(longer, 5000));
        new StoredLog(stored.source(), 1, 0, KEY.verifier()).advance();

        JdbcProofs proofs = new JdbcProofs(stored.jdbc());
        assertThat(proofs.streams(streams, 4200)).isEqualTo(before);
        for (int size : new int[] {700, 4200, 5000}) {
            Hash root = SignedLog.streams(longer.subList(0, size)).root();
            assertThat(proofs.streams(streams, size)).allMatch(proof -> proof.leadsTo(root));
            assertThat(proofs.streams(streams, size).getFirst().end().orElseThrow().facts())
                    .isEqualTo(longer.subList(0, size).stream().filter(each -> each.stream().equals(streams.getFirst())).count());
        }
    }

    @Test
    void a_later_checkpoint_of_a_beginning_is_compared_too() {
        StoredLog stored = reader(1, KEY.verifier()).batch(log).watermark(signed(log, 700)).advance();
        stored.tick(signed(log, 300)).advance();
        assertThat(new JdbcProofs(stored.jdbc()).covering(1)).as("stays the one it was").contains(verified(700));

        stored.tick(signed(log.subList(1, 301), 300));
        assertThatThrownBy(stored::advance).isInstanceOf(UntrustedLogException.class).hasMessageContaining("of size 300");
    }

    @Test
    void a_checkpoint_that_another_signed_counts_only_where_no_key_is_known() {
        VerifierKey other = SigningKey.generate("budget-ledger").verifier();
        StoredLog distrusting = reader(1, other).batch(log);
        RecordPosition behind = new RecordPosition(Topics.FACTS, 0, 700);
        StoredLog unknowing = reader(1, null).batch(log).watermark(signed(log, 700)).advance();

        AdmittedBatch refused = distrusting.apply(List.of(new IncomingRecord.OfWatermark(behind, signed(log, 700))));

        assertThat(refused.stop())
                .isEqualTo(new Halt(behind, "the checkpoint of size 700 is not signed by " + other.format()));
        assertThat(new JdbcProofs(unknowing.jdbc()).latest()).contains(verified(700));
    }

    @Test
    void an_answer_is_sealed_by_the_smallest_checkpoint_over_it_once_there_is_one() {
        StoredLog stored = reader(1, KEY.verifier()).batch(log).watermark(new Watermark(700, log.getLast().recordedAt()));
        AsOfQuestion question = new AsOfQuestion(LocalDate.of(2023, 6, 1), null, 500L, null);
        AsOf unsealed = stored.reader(log.getLast().recordedAt(), Duration.ZERO).resolve(2023, question);
        assertThat(unsealed.checkpoint()).isNull();

        stored.tick(signed(log, 600)).tick(signed(log, 700)).advance();

        AsOf sealed = stored.reader(log.getLast().recordedAt(), Duration.ZERO).resolve(2023, question);
        assertThat(sealed).isEqualTo(
                new AsOf(unsealed.effectiveOn(), unsealed.recordedAsOf(), unsealed.position(), verified(600)));
    }

    private static StoredLog reader(int partitions, @Nullable VerifierKey key) {
        return new StoredLog(StoredLog.newDatabase(), partitions, 0, key);
    }

    private static BudgetId budget(String stream) {
        int dash = stream.lastIndexOf('-');
        return new BudgetId(stream.substring(0, dash), Integer.parseInt(stream.substring(dash + 1)));
    }

    private VerifiedCheckpoint verified(int size) {
        return new VerifiedCheckpoint(size, root(log, size), note(log, size));
    }

    /** Says as late as it can; the tick of a position comes later than what was said of it before. */
    private static Watermark signed(List<Envelope> log, int size) {
        return new Watermark(size, log.get(size - 1).recordedAt().minusNanos(1000), note(log, size));
    }

    /** The same, and says the root over the streams. */
    private static Watermark whole(List<Envelope> log, int size) {
        return new Watermark(size, log.get(size - 1).recordedAt().minusNanos(1000), SignedLog.note(KEY, log.subList(0, size)));
    }

    private String note(int size, Hash streams) {
        return KEY.sign(new Checkpoint("budget-ledger", size, root(log, size), streams).text()).format();
    }

    private static String note(List<Envelope> log, int size) {
        return KEY.sign(new Checkpoint("budget-ledger", size, root(log, size)).text()).format();
    }

    private static Hash root(List<Envelope> log, int size) {
        RightEdge edge = new RightEdge();
        log.subList(0, size).forEach(each -> edge.append(Hash.ofLeaf(each.bytes()), _ -> {}));
        return edge.root();
    }
}
