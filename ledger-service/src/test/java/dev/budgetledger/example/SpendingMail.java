package dev.budgetledger.example;

import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import javax.sql.DataSource;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.annotation.SourceId;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.ledger.store.LogStorageEngine;

// snippet
/** Mails a department what it spent: what a posting took from the free money of its lines. */
@DisallowReplay // nobody wants last year's mails again
final class SpendingMail {

    private final BiConsumer<String, String> mail;

    /** @param mail to a department, a text */
    SpendingMail(BiConsumer<String, String> mail) {
        this.mail = mail;
    }

    @EventHandler
    void on(Fact.Posted fact, @SourceId String budget) {
        Posting posting = fact.posting();
        Money spent = posting.entries().stream()
                .filter(entry -> entry instanceof Entry.OfLine && entry.amount().isNegative())
                .map(entry -> entry.amount().negated())
                .reduce(Money.ZERO, Money::plus);
        if (spent.isPositive()) {
            mail.accept(BudgetId.ofStream(budget).department(), posting.documentNo() + ": " + spent);
        }
    }

    static PooledStreamingEventProcessor processor(DataSource ledger, TokenStore tokens, SpendingMail mails) {
        return PooledStreamingEventProcessor.builder()
                .name("spending-mail")
                .messageSource(EmbeddedEventStore.builder().storageEngine(new LogStorageEngine(ledger)).build())
                .tokenStore(tokens)
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(mails)
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance()) // a mail that fails is tried again
                        .build())
                .transactionManager(NoTransactionManager.instance())
                .coordinatorExecutor(Executors.newSingleThreadScheduledExecutor())
                .workerExecutor(Executors.newSingleThreadScheduledExecutor())
                .initialSegmentCount(1)
                .build();
    }
}
