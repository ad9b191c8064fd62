package dev.budgetledger.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.KeptHead;
import dev.budgetledger.contract.merkle.SignedNote;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.contract.merkle.Sm2Key;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.log.Checkpoints.SigningUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two heads that were signed are heads of one history, no matter who signed them and when. */
class CheckpointsTest {

    /** {@code openssl genpkey -algorithm SM2}. */
    private static final String SM2 = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgJoPtARNC8+++0YnO
            eUBDu38A210F3lQVWRqVBrS//SKhRANCAASSuddfyPeQVfCqPrRECGtVIjW/Zub/
            NuuntvSagkVZsE+eB/sVYJbFgwcPuWmmv6Arz/cMwBHK4gCaLsDHpJaE
            -----END PRIVATE KEY-----
            """;

    private final TestLedger ledger = new TestLedger();
    private final FactLog log = new FactLog(StoreClock.DATABASE);
    private final SampleFacts samples = new SampleFacts(ledger);
    private final SigningKey key = SigningKey.generate("budget-ledger");

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void what_is_signed_is_kept_before_it_is_given_away_and_never_a_smaller_head() throws Exception {
        Checkpoints checkpoints = started("one");
        append(3);
        String third = head(checkpoints, 3);
        assertThat(Files.readString(folder.resolve("one"))).isEqualTo(third);

        assertThat(head(checkpoints, 2)).isNotEqualTo(third);
        assertThat(head(checkpoints, 3)).isEqualTo(third);
        assertThat(Files.readString(folder.resolve("one"))).isEqualTo(third);

        append(300);
        String last = head(checkpoints, 303);
        assertThat(Files.readString(folder.resolve("one"))).isEqualTo(last);
        assertThat(Checkpoint.parse(SignedNote.parse(last).text()).size()).isEqualTo(303);
    }

    @Test
    void no_head_of_another_history_is_signed_not_by_a_later_process_either() throws Exception {
        append(3);
        head(started("one"), 3);
        samples.behindTheBack("update facts set leaf_hash = sha256('another') where position = 2");
        append(2);

        for (long size : List.of(1L, 3L, 5L)) {
            assertContradicted(started("one"), size);
        }
    }

    @Test
    void an_instance_beside_it_that_shares_the_file_signs_no_other_history() throws Exception {
        append(3);
        Checkpoints one = started("shared");
        Checkpoints other = started("shared");
        head(one, 3);
        samples.behindTheBack("delete from facts where position = 3");

        assertContradicted(other, 2);
    }

    @Test
    void nothing_is_signed_before_what_was_published_is_known() throws Exception {
        append(1);
        Checkpoints checkpoints = new Checkpoints(key, new KeptHead(folder.resolve("one")), log.history());

        assertThatExceptionOfType(SigningUnavailableException.class).isThrownBy(() -> head(checkpoints, 1));
        assertThatExceptionOfType(SigningUnavailableException.class)
                .isThrownBy(() -> checkpoints.await(Duration.ofMillis(1)));
        assertThat(folder.resolve("one")).doesNotExist();
    }

    @Test
    void nothing_is_signed_that_cannot_be_kept() throws Exception {
        append(1);
        Checkpoints checkpoints = started("one");
        Files.createDirectories(folder.resolve("one.next"));

        assertThatExceptionOfType(SigningUnavailableException.class).isThrownBy(() -> head(checkpoints, 1));
    }

    @Test
    void a_file_that_holds_no_head_or_that_of_another_log_is_not_passed_over() throws Exception {
        append(1);
        Files.writeString(folder.resolve("torn"), "");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> started("torn")).withMessageContaining("no signed head");

        Files.writeString(folder.resolve("other"), SigningKey.generate("other.org/log")
                .sign(new Checkpoint("other.org/log", 0, Hash.OF_NOTHING).text()).format());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> started("other"))
                .withMessage("it holds a head of the log other.org/log, this one is budget-ledger");
    }

    /** 国密: with a key of OpenSSL; the verification knows nothing of who signs. */
    @Test
    void a_head_is_signed_a_second_time_with_sm2_and_each_time_alike() throws Exception {
        append(3);
        Sm2SigningKey sm2 = Sm2SigningKey.parse("budget-ledger", SM2);
        Checkpoints checkpoints = new Checkpoints(key, sm2, new KeptHead(folder.resolve("both")), new History());
        checkpoints.compared();

        for (long size : List.of(1L, 2L, 3L)) {
            String note = head(checkpoints, size);
            SignedNote signed = SignedNote.parse(note);
            assertThat(signed.signatures()).hasSize(2);
            assertThat(key.verifier().verifies(signed)).isTrue();
            assertThat(Sm2Key.parse(sm2.verifier().format()).verifies(signed)).isTrue();
            assertThat(head(checkpoints, size)).as("one head has one form").isEqualTo(note);
        }
    }

    @Test
    void what_is_no_sm2_key_is_not_read_and_not_repeated() {
        for (String text : List.of("", "secret", SigningKey.generate("a").pem(), SM2.replace("CCqBHM9VAYIt", "CCqBHM9VAYIu"))) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Sm2SigningKey.parse("budget-ledger", text))
                    .withMessage("not an SM2 private key in PKCS#8, PEM or base64");
        }
    }

    private Checkpoints started(String file) throws IOException {
        Checkpoints checkpoints = new Checkpoints(key, new KeptHead(folder.resolve(file)), new History());
        checkpoints.compared();
        return checkpoints;
    }

    private void assertContradicted(Checkpoints checkpoints, long size) {
        assertThatExceptionOfType(ContradictedHistoryException.class).isThrownBy(() -> head(checkpoints, size));
    }

    private String head(Checkpoints checkpoints, long size) throws SQLException {
        try (Connection connection = ledger.dataSource.getConnection()) {
            return checkpoints.sign(connection, size, LogTree.root(connection, size));
        }
    }

    private void append(int facts) throws SQLException {
        var _ = samples.append(log, facts, true);
    }
}
