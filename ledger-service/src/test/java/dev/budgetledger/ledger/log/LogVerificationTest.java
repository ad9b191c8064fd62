package dev.budgetledger.ledger.log;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.TestLedger;

import static org.assertj.core.api.Assertions.assertThat;

/** 只增不改: somebody changes the log as owner of the database, with the triggers off, and the next verification says where. */
class LogVerificationTest {

    private static final int FACTS = 600;

    private final TestLedger ledger = new TestLedger();
    private final SampleFacts sample = new SampleFacts(ledger);
    private final List<StoredFact> facts = new ArrayList<>();

    @BeforeEach
    void fill() throws SQLException {
        facts.addAll(sample.append(new FactLog(StoreClock.DATABASE), FACTS, true));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            envelope    | set_byte(envelope, 40, get_byte(envelope, 40) # 1)  | the envelope does not have the hash that is stored
            leaf_hash   | set_byte(leaf_hash, 0, get_byte(leaf_hash, 0) # 1)  | the envelope does not have the hash that is stored
            recorded_at | recorded_at + interval '1 microsecond'              | the column has recordedAt
            stream      | 'x'                                                 | the column has stream x, the envelope 301-2023
            sequence    | sequence + 1000                                     | the column has sequence 1299, the envelope 299
            type        | 'BudgetVanished'                                    | the column has type BudgetVanished, the envelope
            """)
    void a_change_in_one_row_is_named(String column, String change, String reason) throws SQLException {
        sample.behindTheBack("update facts set " + column + " = " + change + " where position = 300");

        assertDiffers(List.of(), 300, 300, reason);
    }

    @Test
    void two_rows_that_changed_places_are_named() throws SQLException {
        sample.behindTheBack(
                "alter table facts drop constraint facts_position_check",
                "update facts set position = -7 where position = 7",
                "update facts set position = 7 where position = 8",
                "update facts set position = 8 where position = -7");

        assertDiffers(List.of(), 7, 7, "the column has position 7, the envelope 8");
    }

    @Test
    void a_row_that_is_gone_is_named() throws SQLException {
        sample.behindTheBack("delete from facts where position = 42");

        assertDiffers(List.of(), 42, 42, "the log continues with position 43");
    }

    @Test
    void the_last_row_that_is_gone_is_missed_by_anyone_who_kept_a_checkpoint() throws SQLException {
        sample.behindTheBack("delete from facts where position = " + FACTS);

        assertDiffers(List.of(kept(FACTS)), FACTS, FACTS, "the log ends before it, a checkpoint is of size 600");
    }

    @Test
    void an_end_that_is_gone_is_missed_by_the_tree_once_it_was_complete() throws SQLException {
        sample.behindTheBack("delete from facts where position > 511");

        assertDiffers(List.of(), 512, 512, "the log ends before it, but a root over it is stored");
    }

    @Test
    void a_fact_that_was_changed_with_its_hash_shows_in_the_root_over_it() throws SQLException {
        changeWithItsHash(300);

        assertDiffers(List.of(), 257, 512, "the facts do not have the root that is stored over them");
    }

    @Test
    void a_fact_that_was_changed_with_its_hash_and_every_root_shows_in_a_kept_checkpoint() throws SQLException {
        List<Checkpoint> before = List.of(kept(600), kept(290), kept(310));
        changeWithItsHash(300);
        Hash root = rootOfStored(257, 512);
        sample.behindTheBack("update subtrees set hash = '\\x" + hex(root) + "' where level = 1 and number = 1");

        assertThat(LogVerification.verify(ledger.dataSource, List.of())).isInstanceOf(Verification.Intact.class);
        assertDiffers(before, 291, 310, "the facts do not have the root of the checkpoint of size 310");
    }

    @Test
    void a_stored_root_that_was_changed_or_is_gone_is_named() throws SQLException {
        sample.behindTheBack("update subtrees set hash = sha256(hash) where number = 1");
        assertDiffers(List.of(), 257, 512, "the facts do not have the root");

        sample.behindTheBack("delete from subtrees where number = 0");
        assertDiffers(List.of(), 1, 256, "the facts do not have the root");
    }

    /** No tree is over it, and the stream would be read with it. */
    @Test
    void a_row_before_the_first_position_is_named() throws SQLException {
        sample.behindTheBack("alter table facts drop constraint facts_position_check", """
                insert into facts (position, recorded_at, stream, sequence, type, envelope, leaf_hash)
                select -3, recorded_at, stream, 600, type, envelope, leaf_hash from facts where position = 600""");

        assertDiffers(List.of(kept(FACTS)), 1, 1, "the log continues with position -3");
    }

    /** When the log comes to it, the root that is to be stored finds its place taken, and nothing more is recorded. */
    @ParameterizedTest(name = "level {0} number {1}")
    @CsvSource({"1, 2", "1, 3", "2, 0", "9, 0", "1, -1"})
    void a_root_over_facts_that_there_are_not_is_named(int level, int number) throws SQLException {
        sample.behindTheBack("insert into subtrees values (%d, %d, sha256('planted'))".formatted(level, number));

        assertDiffers(List.of(kept(FACTS)), FACTS + 1, FACTS + 1, "the log ends before it, but a root over it is stored");
    }

    /** Every one of them is in the tree, and a signed head is over it: packages of evidence of either story would verify. */
    @ParameterizedTest(name = "{0} at {1} s")
    @CsvSource({
        "300, 0,  the stream 301-2023 has sequence 300 where 600 comes next",
        "601, 0,  the stream 301-2023 has sequence 601 where 600 comes next",
        "600, -1, 'it was recorded at '",
    })
    void a_second_story_of_a_stream_is_named_though_the_tree_is_over_it(long sequence, int seconds, String reason)
            throws SQLException {
        Envelope last = facts.getLast().envelope();
        Envelope second = new Envelope(FACTS + 1, last.recordedAt().plusSeconds(seconds), "301-2023", sequence, "owner", last.fact());
        sample.behindTheBack(
                "alter table facts drop constraint if exists facts_stream_sequence_key",
                """
                insert into facts (position, recorded_at, stream, sequence, type, envelope, leaf_hash)
                select %d, '%s', '%s', %d, 'BudgetOpened', bytes, sha256('\\x00'::bytea || bytes)
                from (select '\\x%s'::bytea as bytes) as envelope""".formatted(second.position(),
                        Envelope.format(second.recordedAt()), second.stream(), second.sequence(),
                        java.util.HexFormat.of().formatHex(second.bytes())));

        assertDiffers(List.of(kept(FACTS)), FACTS + 1, FACTS + 1, reason);
    }

    @Test
    void a_log_that_nobody_touched_is_intact() throws SQLException {
        assertThat(LogVerification.verify(ledger.dataSource, List.of(kept(0), kept(1), kept(256), kept(FACTS))))
                .isEqualTo(new Verification.Intact(FACTS, SampleFacts.root(facts)));
    }

    private void changeWithItsHash(long position) throws SQLException {
        sample.behindTheBack("""
                update facts set envelope = convert_to(replace(convert_from(envelope, 'UTF8'), '预算处', '别人'), 'UTF8')
                where position = %d""".formatted(position), """
                update facts set leaf_hash = sha256('\\x00'::bytea || envelope_json(envelope)) where position = %d"""
                        .formatted(position));
    }

    private Hash rootOfStored(long from, long to) throws SQLException {
        try (var connection = ledger.dataSource.getConnection()) {
            return SampleFacts.root(new FactLog(StoreClock.DATABASE).readAfter(connection, from - 1, (int) (to - from + 1)));
        }
    }

    private Checkpoint kept(int size) {
        return new Checkpoint("budget-ledger", size, SampleFacts.root(facts.subList(0, size)));
    }

    private static String hex(Hash hash) {
        return java.util.HexFormat.of().formatHex(hash.bytes());
    }

    private void assertDiffers(List<Checkpoint> kept, long position, long through, String reason) throws SQLException {
        assertThat(LogVerification.verify(ledger.dataSource, kept)).isInstanceOfSatisfying(
                Verification.Differs.class, differs -> {
                    assertThat(List.of(differs.position(), differs.through())).isEqualTo(List.of(position, through));
                    assertThat(differs.reason()).startsWith(reason);
                });
    }
}
