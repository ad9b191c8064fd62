package dev.budgetledger.ledger.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.StoredFact;

/**
 * The writer's event storage, inside the {@link LogTransaction} of the current unit of work: all events of a group of commands arrive in
 * one call, and are what the commit inserts.
 *
 * <p>The snapshot of an aggregate is the state that the {@link StreamMemory} has of its stream, which is read there before Axon asks;
 * the facts after it are those that the group has not committed yet. The {@link SnapshotWriter} keeps snapshots, not Axon.
 */
final class GroupStorageEngine extends LogStorageEngine {

    /** Metadata: the {@link StoredFact} that an event is. */
    static final String FACT = "fact";

    private final StreamMemory memory;

    GroupStorageEngine(FactLog log, DataSource beside, StreamMemory memory) {
        super(log, beside);
        this.memory = memory;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        List<StoredFact> facts = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            facts.add((StoredFact) Objects.requireNonNull(event.getMetaData().get(FACT)));
        }
        LogTransaction.of(CurrentUnitOfWork.get()).requireDecided(facts);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.ofNullable(memory.get(stream)).map(known -> new GenericDomainEventMessage<>(
                known.state().getClass().getSimpleName(), stream, known.facts() - 1, known.state()));
    }
}
