package dev.budgetledger.example;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Money;
import dev.budgetledger.ledger.TestLedger;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.LedgerWriter;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

class SpendingMailTest {

    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

    @Test
    void a_department_gets_a_mail_of_what_was_taken_from_its_lines() throws InterruptedException {
        try (TestLedger ledger = new TestLedger();
                LedgerWriter writer = new LedgerWriter(ledger.dataSource, new FactLog(StoreClock.DATABASE), () -> {})) {
            PooledStreamingEventProcessor processor = SpendingMail.processor(ledger.dataSource, new InMemoryTokenStore(),
                    new SpendingMail((department, text) -> mails.add(department + " ← " + text)));
            processor.start();
            try {
                for (Command command : new Command[] {catalogue(), open("301"), open("302"),
                        allocate("301", OFFICE, "100.00"), transferTo("302", "30.00")}) {
                    writer.submit(of(command)).join();
                }

                assertThat(mails.take()).isEqualTo("301 ← 财预〔2023〕1号: 30.00 元");
            } finally {
                processor.shutDown();
            }
            assertThat(mails).isEmpty();
        }
    }

    private static Command transferTo(String department, String yuan) {
        return new Command.Transfer(new BudgetId("301", 2023), paper(), null, Money.ofYuan(yuan), OFFICE, department, OFFICE);
    }
}
