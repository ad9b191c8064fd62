package dev.budgetledger.ledger.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.StreamTree;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.log.Checkpoints.SigningUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every head that is signed says the root over the streams, at whatever size, no matter who signed before and what was kept by whom. */
class StreamRootsTest {

    private static final int FACTS = 2 * StreamTree.KEPT_EVERY + 900;
    private static final TestLedger LEDGER = new TestLedger();
    private static final SampleFacts SAMPLES = new SampleFacts(LEDGER);
    private static final List<StoredFact> LOG = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void givenALogOfAnEarlierRelease() throws SQLException {
        FactLog log = new FactLog(StoreClock.DATABASE);
        LOG.addAll(SAMPLES.append(log, 100, true));
        LOG.addAll(SAMPLES.open(log, "A", 3000));
        LOG.addAll(SAMPLES.append(log, 2 * StreamTree.KEPT_EVERY - 3200, true));
        LOG.addAll(SAMPLES.open(log, "B", 999));
        LOG.addAll(SAMPLES.append(log, 1, true));
        assertThat(LOG).hasSize(FACTS);
    }

    @AfterAll
    static void close() {
        LEDGER.close();
    }

    @Test
    void a_root_is_that_of_the_streams_at_any_size_in_any_order_and_after_a_start() throws SQLException {
        StreamRoots one = new StreamRoots();
        for (int size : new int[] {7, 50, 4095, 4096, 4097, 3000, 8192, FACTS, 8191, 1, 0, 5000, FACTS}) {
            assertThat(at(one, size)).as("size %s", size).isEqualTo(SampleFacts.streams(LOG.subList(0, size)));
        }

        assertThat(at(new StreamRoots(), FACTS)).isEqualTo(SampleFacts.streams(LOG));
        assertThat(at(new StreamRoots(), 4200)).isEqualTo(SampleFacts.streams(LOG.subList(0, 4200)));
        assertThat(LogVerification.verify(LEDGER.dataSource, List.of(kept(8000), kept(FACTS)))).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void a_signed_head_says_it_and_a_ledger_that_said_nothing_before_continues() throws Exception {
        SigningKey key = SigningKey.generate("budget-ledger");
        Path file = folder.resolve("last-signed");
        Files.writeString(file, key.sign(new Checkpoint("budget-ledger", 90, root(90)).text()).format());
        Checkpoints checkpoints = new Checkpoints(key, new KeptHead(file), new History());
        checkpoints.compared();

        try (Connection connection = LEDGER.dataSource.getConnection()) {
            for (int size : new int[] {90, 5000}) {
                Checkpoint signed = Checkpoint.parse(SignedNote.parse(checkpoints.sign(connection, size, root(size))).text());
                assertThat(signed).isEqualTo(kept(size));
            }
        }
        assertThat(Files.readString(file)).contains("\nstreams/v1 ");
    }

    @Test
    void one_head_does_not_say_two_roots_of_streams() throws Exception {
        SigningKey key = SigningKey.generate("budget-ledger");
        Path file = folder.resolve("last-signed");
        Files.writeString(file, key.sign(new Checkpoint("budget-ledger", 90, root(90), Hash.OF_NOTHING).text()).format());
        Checkpoints checkpoints = new Checkpoints(key, new KeptHead(file), new History());
        checkpoints.compared();

        try (Connection connection = LEDGER.dataSource.getConnection()) {
            assertThatExceptionOfType(ContradictedHistoryException.class).isThrownBy(() -> checkpoints.sign(connection, 90, root(90)))
                    .withMessageContaining("the streams of the first 90 facts do not have the root that was signed");
        }
    }

    @Test
    void a_checkpoint_that_says_another_root_of_streams_is_named() throws SQLException {
        Checkpoint wrong = new Checkpoint("budget-ledger", 8000, root(8000), Hash.OF_NOTHING);

        assertThat(LogVerification.verify(LEDGER.dataSource, List.of(kept(3), wrong))).isEqualTo(new Verification.Differs(
                4, 8000, "the streams do not have the root of the checkpoint of size 8000"));
    }

    /** The owner of the database makes a stream one fact shorter. */
    @Test
    void what_is_kept_and_was_changed_is_found_by_the_verification_not_signed_and_can_be_made_again() throws SQLException {
        Hash before = at(new StreamRoots(), FACTS);
        SAMPLES.behindTheBack("update stream_ends set facts = facts - 1 where size = 8192");

        assertThat(LogVerification.verify(LEDGER.dataSource, List.of())).isInstanceOfSatisfying(Verification.Differs.class, differs -> {
            assertThat(differs.position()).isEqualTo(4097);
            assertThat(differs.reason()).startsWith("the tree over the streams is not as it is kept");
        });
        assertThatExceptionOfType(SigningUnavailableException.class).isThrownBy(() -> at(new StreamRoots(), FACTS))
                .withMessageContaining("no root over the streams");

        SAMPLES.behindTheBack("truncate stream_keys, stream_ends, stream_subtrees");
        assertThat(at(new StreamRoots(), FACTS)).isEqualTo(before);
    }

    /** Who may insert plants a row where nothing is kept, and the next start would make the tree of it. */
    @ParameterizedTest
    @ValueSource(strings = {
        "insert into stream_ends select key, 5000, facts + 1, last, chain from stream_ends where size = 4096 limit 1",
        "insert into stream_ends select key, 12288, facts + 1, last, chain from stream_ends where size = 4096 limit 1",
        "insert into stream_subtrees select depth, prefix, 5000, sha256(hash), single from stream_subtrees where size = 4096 and depth = 8 limit 1",
        "insert into stream_keys select (bucket + 1) % 65536, key from stream_keys limit 1",
        "insert into stream_keys values (0, '\\x0000')",
    })
    void what_is_planted_beside_what_is_kept_is_found_by_the_verification(String planted) throws SQLException {
        at(new StreamRoots(), FACTS);
        SAMPLES.behindTheBack(planted);

        assertThat(LogVerification.verify(LEDGER.dataSource, List.of())).isInstanceOfSatisfying(Verification.Differs.class, differs ->
                assertThat(differs.reason()).startsWith("the tree over the streams is not as it is kept"));

        SAMPLES.behindTheBack("truncate stream_keys, stream_ends, stream_subtrees");
    }

    private static Checkpoint kept(int size) {
        return new Checkpoint("budget-ledger", size, root(size), SampleFacts.streams(LOG.subList(0, size)));
    }

    private static Hash root(int size) {
        return SampleFacts.root(LOG.subList(0, size));
    }

    private static Hash at(StreamRoots roots, long size) throws SQLException {
        try (Connection connection = LEDGER.dataSource.getConnection()) {
            return roots.at(connection, size);
        }
    }
}
