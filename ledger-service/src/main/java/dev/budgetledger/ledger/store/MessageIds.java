package dev.budgetledger.ledger.store;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.axonframework.common.IdentifierFactory;

/** Names Axon's messages in this process, of which every command makes several: a random number for each takes longer than deciding it. */
public final class MessageIds extends IdentifierFactory {

    private static final String PROCESS = UUID.randomUUID() + "-";
    private static final AtomicLong NEXT = new AtomicLong();

    @Override
    public String generateIdentifier() {
        return PROCESS + NEXT.incrementAndGet();
    }
}
