package dev.budgetledger.ledger.store;

import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

import dev.budgetledger.ledger.BehindTheBack;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LostCommitTest extends WriterTest {

    /** Nobody has signed it yet, but it was answered. */
    @Test
    void a_database_that_lost_a_commit_of_this_process_gets_no_other_in_its_place() throws Exception {
        writer.submit(of(catalogue())).join();
        writer.submit(keyed(open("301"), "spent")).join();

        BehindTheBack.change(ledger.database, "delete from facts where position = 2", "delete from answers");

        assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> writer.submit(keyed(open("301"), "spent")).join())
                .withMessageContaining("the log ends at position 1, but 2 facts were recorded");
        assertThat(log.history().contradiction()).isNotNull();
    }
}
