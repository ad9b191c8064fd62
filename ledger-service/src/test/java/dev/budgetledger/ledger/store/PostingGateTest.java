package dev.budgetledger.ledger.store;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;
import dev.budgetledger.ledger.store.PostingGate.PostingStoppedException;

import static dev.budgetledger.ledger.TestLedger.catalogue;
import static dev.budgetledger.ledger.TestLedger.of;
import static dev.budgetledger.ledger.TestLedger.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostingGateTest extends WriterTest {

    private final AtomicReference<@Nullable PostingStop> stop = new AtomicReference<>();

    @Test
    void nothing_is_posted_while_a_gate_is_closed_and_posting_continues_once_it_opens() {
        try (LedgerWriter gated = new LedgerWriter(
                ledger.dataSource, ledger.dataSource, log, () -> {}, PostingGate.all(List.of(PostingGate.OPEN, stop::get)),
                WriterSettings.DEFAULT, MemorySettings.DEFAULT, WriterMeters.NONE, RefusalNotes.NONE)) {
            gated.submit(of(catalogue())).join();
            stop.set(new PostingStop(PostingStop.Reason.STORAGE_LOW, "3 MB are left"));

            assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> gated.submit(of(open("301"))).join())
                    .withCauseInstanceOf(PostingStoppedException.class)
                    .withMessageContaining("STORAGE_LOW: 3 MB are left");
            assertThat(gated.inspect(new BudgetId("301", 2023)).join()).isInstanceOf(Budget.Unopened.class);

            stop.set(null);
            assertThat(gated.submit(of(open("301"))).join()).isInstanceOf(Outcome.Accepted.class);
        }
    }
}
