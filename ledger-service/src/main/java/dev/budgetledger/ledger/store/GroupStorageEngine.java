package dev.budgetledger.ledger.store;

import java.sql.SQLException;
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
import dev.budgetledger.ledger.log.TreeEdge;

/**
 * The writer's event storage, inside the {@link LogTransaction} of the current unit of work: all events of a group of commands arrive in
 * one call and become one insert.
 *
 * <p>The snapshot of an aggregate is the state that the {@link StreamMemory} has of its stream, which is read there before Axon asks;
 * the facts after it are those that the group has not committed yet. The {@link SnapshotWriter} keeps snapshots, not Axon.
 */
final class GroupStorageEngine extends LogStorageEngine {

    /** Metadata: the {@link StoredFact} that an event is. */
    static final String FACT = "fact";

    private final FactLog log;
    private final StreamMemory memory;
    private final TreeEdge edge;

    GroupStorageEngine(FactLog log, DataSource beside, StreamMemory memory, TreeEdge edge) {
        super(log, beside);
        this.log = log;
        this.memory = memory;
        this.edge = edge;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        LogTransaction transaction = LogTransaction.of(CurrentUnitOfWork.get());
        List<StoredFact> facts = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            facts.add((StoredFact) Objects.requireNonNull(event.getMetaData().get(FACT)));
        }
        if (facts.size() != transaction.facts().size()) {
            throw new IllegalStateException("the log is given other facts than were decided");
        }
        try {
            log.append(transaction.last(), transaction.head(), facts, edge);
        } catch (SQLException e) {
            throw new LogUnavailableException(e);
        }
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.ofNullable(memory.get(stream)).map(known -> new GenericDomainEventMessage<>(
                known.state().getClass().getSimpleName(), stream, known.facts() - 1, known.state()));
    }
}
