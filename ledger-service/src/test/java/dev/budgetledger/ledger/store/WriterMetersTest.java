package dev.budgetledger.ledger.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.store.PostingGate.PostingStop;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Each command is counted once, as what its sender was told. */
class WriterMetersTest extends WriterTest implements WriterMeters {

    private final AtomicReference<@Nullable PostingStop> stop = new AtomicReference<>();
    private final List<String> counted = new CopyOnWriteArrayList<>();
    private final List<Integer> groups = new CopyOnWriteArrayList<>();

    @Override
    public void decided(Command command, Outcome outcome) {
        counted.add(command.getClass().getSimpleName() + switch (outcome) {
            case Outcome.Accepted accepted -> accepted.repeated() ? " again" : " accepted";
            case Outcome.Refused refused -> " " + refused.refusal().code();
        });
    }

    @Override
    public void failed(Command command, Throwable why) {
        counted.add(command.getClass().getSimpleName() + " " + why.getMessage());
    }

    @Override
    public void committed(int tasks, Duration waited, Duration took) {
        assertThat(waited).isGreaterThanOrEqualTo(Duration.ZERO);
        assertThat(took).isPositive();
        groups.add(tasks);
    }

    @Test
    void accepted_repeated_refused_alone_or_with_others_and_failed() {
        try (LedgerWriter counting = new LedgerWriter(ledger.dataSource, ledger.dataSource, log, () -> {}, stop::get,
                WriterSettings.DEFAULT, MemorySettings.DEFAULT, this, RefusalNotes.NONE)) {
            counting.submit(of(catalogue())).join();
            counting.submit(keyed(open("301"), "open")).join();
            counting.submit(keyed(open("301"), "open")).join();
            counting.submit(of(open("301"))).join();
            counting.submitAll(List.of(of(allocate("301", OFFICE, "1.00")), of(transfer("301", OFFICE, TRAVEL, "2.00")))).join();
            stop.set(new PostingStop(PostingStop.Reason.STORAGE_LOW, "3 MB are left"));
            assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> counting.submit(of(open("302"))).join());
        }

        assertThat(counted).containsExactlyInAnyOrder("DefineClassifications accepted", "OpenBudget accepted", "OpenBudget again",
                "OpenBudget BUDGET_ALREADY_OPEN", "Allocate INSUFFICIENT_FUNDS", "Transfer INSUFFICIENT_FUNDS",
                "OpenBudget STORAGE_LOW: 3 MB are left");
        assertThat(groups).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void what_waits_together_is_one_group() throws Exception {
        try (LedgerWriter counting = new LedgerWriter(ledger.dataSource, ledger.dataSource, log, () -> {}, stop::get,
                WriterSettings.DEFAULT, MemorySettings.DEFAULT, this, RefusalNotes.NONE)) {
            try (var other = ledger.dataSource.getConnection()) {
                other.setAutoCommit(false);
                log.lockHead(other);
                var _ = counting.submit(of(catalogue()));
                awaitWriter(other);
                var _ = counting.submit(of(open("301")));
                var _ = counting.submit(of(open("302")));
                other.rollback();
            }
            Awaitility.await().until(() -> groups.equals(List.of(1, 2)));
        }
    }
}
