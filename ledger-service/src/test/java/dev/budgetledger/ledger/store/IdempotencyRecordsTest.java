package dev.budgetledger.ledger.store;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.ledger.BehindTheBack;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.log.IdempotencyRecords;
import dev.budgetledger.ledger.log.LogVerification;
import dev.budgetledger.ledger.log.Verification;

import static dev.budgetledger.ledger.BehindTheBack.isOfKey;
import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** What was answered to a key follows from the log: if it is taken away that is found, and it can be put back. */
class IdempotencyRecordsTest extends WriterTest {

    private static final List<Submission> ACCEPTED = List.of(
            keyed(catalogue(), "catalogue"), keyed(open("301"), "open"), keyed(open("302"), "other"),
            keyed(allocate("301", OFFICE, "100.00"), "allocate"),
            keyed(allocate("302", OFFICE, "1.00"), "allocate-other"));

    private static final Submission REFUSED = keyed(transfer("301", OFFICE, TRAVEL, "500.00"), "refused");

    private List<Receipt> posted() {
        List<Receipt> receipts = ACCEPTED.stream().map(this::receipt).toList();
        assertThat(answered(REFUSED)).isInstanceOf(Outcome.Refused.class);
        return receipts;
    }

    private Receipt receipt(Submission submission) {
        return ((Outcome.Accepted) answered(submission)).receipt();
    }

    @Test
    void a_log_and_its_answers_agree() throws Exception {
        var _ = posted();
        assertThat(writer.submitAll(List.of(keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "a"),
                keyed(transfer("301", OFFICE, TRAVEL, "2.00"), "b"), keyed(transfer("301", OFFICE, TRAVEL, "1.00"), "a")))
                .get()).isInstanceOf(Outcomes.Accepted.class);
        assertThat(answered(of(transfer("301", OFFICE, TRAVEL, "3.00")))).isInstanceOf(Outcome.Accepted.class);

        assertThat(verified()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void an_answer_that_is_gone_is_named_and_so_is_what_was_posted_for_it_once_more() throws Exception {
        var _ = posted();
        forget("allocate");
        assertThat(verified()).isEqualTo(new Verification.Differs(4, 4,
                "the answer to its idempotency key is gone: a retry would be posted again"));

        assertThat(receipt(keyed(allocate("301", OFFICE, "100.00"), "allocate")).position()).isEqualTo(6);

        assertThat(verified()).isEqualTo(new Verification.Differs(4, 4,
                "the answer to its idempotency key names another posting"));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 5, 3, 700})
    void an_answer_that_was_moved_to_another_fact_is_named(long position) throws Exception {
        var _ = posted();
        BehindTheBack.change(ledger.database, "update answers set position = " + position + " where " + isOfKey("allocate"));

        assertThat(verified()).isInstanceOfSatisfying(Verification.Differs.class, differs -> {
            assertThat(differs.position()).isEqualTo(4);
            assertThat(differs.reason()).contains("names another posting");
        });
    }

    @Test
    void an_answer_to_a_key_that_no_fact_has_is_named() throws Exception {
        var _ = posted();
        BehindTheBack.change(ledger.database,
                "update answers set position = 2, idempotency_key = null, request_hash = null, answer = null where " + isOfKey("refused"));

        assertThat(verified()).isInstanceOfSatisfying(Verification.Differs.class, differs -> {
            assertThat(differs.position()).isEqualTo(2);
            assertThat(differs.reason()).contains("the log has another fact there");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            request_hash = sha256('another')                                        | 4 | of another content
            answer = (select answer from answers where idempotency_key = 'open')    | 4 | names another posting
            answer = (select answer from answers where idempotency_key = 'refused') | 4 | names another posting
            """)
    void an_answer_of_an_earlier_release_that_was_changed_is_named(String change, long position, String reason) throws Exception {
        keepAsBefore(posted());
        BehindTheBack.change(ledger.database, "update answers set " + change + " where idempotency_key = 'allocate'");

        assertThat(verified()).isInstanceOfSatisfying(Verification.Differs.class, differs -> {
            assertThat(differs.position()).isEqualTo(position);
            assertThat(differs.reason()).contains(reason);
        });
    }

    @Test
    void an_answer_that_cannot_be_read_is_named_and_once_it_is_taken_away_put_back() throws Exception {
        var _ = posted();
        String change = "update answers set position = null, request_hash = 'x', answer = 'no JSON' where ";
        BehindTheBack.change(ledger.database, change + isOfKey("refused"));
        assertThat(verified()).isInstanceOfSatisfying(Verification.Differs.class, differs -> {
            assertThat(differs.through()).isEqualTo(5);
            assertThat(differs.reason()).startsWith("the answer to an idempotency key cannot be read, that of the hash ");
        });
        BehindTheBack.change(ledger.database, change + isOfKey("allocate"));
        assertThat(verified()).isEqualTo(new Verification.Differs(4, 4, "the answer to its idempotency key cannot be read"));

        BehindTheBack.change(ledger.database, "delete from answers where " + isOfKey("refused") + " or " + isOfKey("allocate"));
        assertThat(IdempotencyRecords.rebuild(ledger.dataSource, log).answers()).isEqualTo(1);

        assertThat(verified()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void an_answer_of_an_earlier_release_that_names_what_was_not_recorded_for_it_is_named() throws Exception {
        keepAsBefore(posted());
        BehindTheBack.change(ledger.database, """
                update answers set answer = (select answer from answers where idempotency_key = 'open')
                where idempotency_key = 'refused'""");

        assertThat(verified()).isInstanceOfSatisfying(Verification.Differs.class, differs -> {
            assertThat(differs.position()).isEqualTo(2);
            assertThat(differs.reason()).contains("the log has another fact there");
        });
    }

    @Test
    void what_an_earlier_release_answered_is_answered_again_to_the_byte_and_beside_it_what_is_new() throws Exception {
        List<Receipt> receipts = posted();
        keepAsBefore(receipts);
        Receipt later = receipt(keyed(allocate("301", OFFICE, "3.00"), "later"));

        for (int i = 0; i < ACCEPTED.size(); i++) {
            assertThat(answered(ACCEPTED.get(i))).isEqualTo(new Outcome.Accepted(receipts.get(i), true));
        }
        assertThat(answered(keyed(allocate("301", OFFICE, "3.00"), "later"))).isEqualTo(new Outcome.Accepted(later, true));
        assertThat(verified()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void half_of_what_moved_between_budgets_is_not_taken_for_its_whole() throws Exception {
        var _ = posted();
        Receipt receipt = receipt(keyed(between("10.00"), "between"));
        assertThat(verified()).isInstanceOf(Verification.Intact.class);
        BehindTheBack.change(ledger.database, "update answers set position = position + 1 where " + isOfKey("between"));

        assertThat(verified()).isEqualTo(new Verification.Differs(receipt.position(), receipt.position(),
                "the answer to its idempotency key names another posting"));
    }

    @Test
    void answers_are_put_back_from_the_log_and_only_those_that_are_missing() throws Exception {
        List<Receipt> receipts = posted();
        forget("open");
        forget("allocate");
        forget("refused");

        assertThat(IdempotencyRecords.rebuild(ledger.dataSource, log)).isEqualTo(new IdempotencyRecords.Rebuilt(5, 0, 2));
        assertThat(IdempotencyRecords.rebuild(ledger.dataSource, log)).isEqualTo(new IdempotencyRecords.Rebuilt(5, 0, 0));

        assertThat(verified()).isInstanceOf(Verification.Intact.class);
        for (int i = 0; i < ACCEPTED.size(); i++) {
            assertThat(answered(ACCEPTED.get(i))).isEqualTo(new Outcome.Accepted(receipts.get(i), true));
        }
        assertThat(answered(keyed(allocate("301", OFFICE, "7.00"), "allocate"))).isInstanceOfSatisfying(
                Outcome.Refused.class, refused ->
                        assertThat(refused.refusal().code()).isEqualTo(RefusalCode.IDEMPOTENCY_KEY_REUSED));
        assertThat(answered(REFUSED)).as("what was refused is decided again").isInstanceOfSatisfying(
                Outcome.Refused.class, refused -> assertThat(refused.repeated()).isFalse());
    }

    @Test
    void both_halves_of_what_moves_between_budgets_come_back_in_one_answer() throws Exception {
        var _ = posted();
        Submission between = keyed(between("10.00"), "between");
        Receipt receipt = receipt(between);
        assertThat(receipt.counterpart()).isNotNull();
        assertThat(verified()).isInstanceOf(Verification.Intact.class);
        forget("between");

        assertThat(IdempotencyRecords.rebuild(ledger.dataSource, log).answers()).isEqualTo(1);

        assertThat(answered(between)).isEqualTo(new Outcome.Accepted(receipt, true));
    }

    @Test
    void the_halves_of_one_answer_may_be_on_two_pages_of_a_verification() throws Exception {
        var _ = posted();
        assertThat(writer.submitAll(IntStream.range(0, 994).mapToObj(i -> keyed(allocate("301", OFFICE, "1.00"), "k" + i)).toList()).get())
                .isInstanceOf(Outcomes.Accepted.class);
        Receipt receipt = receipt(keyed(between("10.00"), "between"));
        assertThat(receipt.position()).isEqualTo(1000);

        assertThat(verified()).isInstanceOf(Verification.Intact.class);

        BehindTheBack.change(ledger.database, "update answers set position = 999 where " + isOfKey("between"));
        assertThat(verified()).isInstanceOf(Verification.Differs.class);
    }

    @Test
    void a_key_that_was_spent_before_answers_were_found_by_hash_is_still_spent() throws Exception {
        List<Receipt> receipts = posted();
        keepAsBefore(receipts);
        BehindTheBack.change(ledger.database,
                "alter table answers drop column key_hash, add constraint answers_pkey primary key (idempotency_key)");

        try (InputStream script = Objects.requireNonNull(getClass().getResourceAsStream("/db/ledger/V4__keys_from_the_log.sql"))) {
            BehindTheBack.change(ledger.database, new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }

        assertThat(answered(ACCEPTED.get(3))).isEqualTo(new Outcome.Accepted(receipts.get(3), true));
        assertThat(answered(REFUSED)).isInstanceOfSatisfying(Outcome.Refused.class, refused ->
                assertThat(refused.repeated()).isTrue());
        assertThat(verified()).isInstanceOf(Verification.Intact.class);
    }

    private Outcome answered(Submission submission) {
        return writer.submit(submission).join();
    }

    private static Command between(String yuan) {
        return new Command.Transfer(
                new BudgetId("301", 2023), paper(), null, Money.ofYuan(yuan), OFFICE, "302", OFFICE);
    }

    private Verification verified() throws SQLException {
        return LogVerification.verify(ledger.dataSource, List.of());
    }

    private void forget(String key) throws SQLException {
        BehindTheBack.change(ledger.database, "delete from answers where " + isOfKey(key));
    }

    /** As an earlier release kept what it accepted: whole, with its key. */
    private void keepAsBefore(List<Receipt> receipts) throws SQLException {
        String[] updates = IntStream.range(0, receipts.size()).mapToObj(i -> {
            KeyedRequest request = Objects.requireNonNull(Submission.request(ACCEPTED.get(i).message()));
            return "update answers set position = null, idempotency_key = '%s', request_hash = '\\x%s', answer = convert_to('%s', 'UTF8') where %s"
                    .formatted(request.key(), HexFormat.of().formatHex(request.content()),
                            new String(ContractJson.write(Map.of("receipt", receipts.get(i))), StandardCharsets.UTF_8), isOfKey(request.key()));
        }).toArray(String[]::new);
        BehindTheBack.change(ledger.database, updates);
    }
}
