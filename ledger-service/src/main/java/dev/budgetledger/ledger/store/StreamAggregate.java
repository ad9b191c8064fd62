package dev.budgetledger.ledger.store;

import java.util.function.Function;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fact.ClassificationsDefined;
import dev.budgetledger.contract.Fact.ClientKeyFact;
import dev.budgetledger.contract.Fact.FormAdopted;
import dev.budgetledger.contract.Fact.RulesAdopted;
import dev.budgetledger.ledger.budget.AdoptedForm;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Catalogue;
import dev.budgetledger.ledger.budget.ClientKeys;
import dev.budgetledger.ledger.budget.RefusalBook;
import dev.budgetledger.ledger.budget.StreamState;
import dev.budgetledger.ledger.log.StoredFact;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

/**
 * Axon's shell around the state of a stream: it holds the state and applies what the core decided. Axon's snapshot of it is the
 * state alone, since that is immutable.
 */
abstract class StreamAggregate<S extends StreamState> {

    @AggregateIdentifier
    private final String stream;

    private S state;

    StreamAggregate(String stream, S state) {
        this.stream = stream;
        this.state = state;
    }

    /** What the core decided, at its place in the log. */
    void record(StoredFact fact) {
        apply(fact.envelope().fact(), MetaData.with(GroupStorageEngine.FACT, fact));
    }

    String stream() {
        return stream;
    }

    S state() {
        return state;
    }

    void restore(S known) {
        state = known;
    }

    /** Makes the empty aggregate of a stream, into which Axon then plays the stream's facts. */
    record StreamAggregateFactory<T>(Class<T> type, Function<String, T> create) implements AggregateFactory<T> {

        @Override
        public T createAggregateRoot(String stream, DomainEventMessage<?> firstEvent) {
            return create.apply(stream);
        }

        @Override
        public Class<T> getAggregateType() {
            return type;
        }
    }

    /** Axon's shell around a {@link Budget}. */
    static class BudgetAggregate extends StreamAggregate<Budget> {

        static final StreamAggregateFactory<BudgetAggregate> FACTORY = new StreamAggregateFactory<>(BudgetAggregate.class, BudgetAggregate::new);

        BudgetAggregate(String stream) {
            super(stream, Budget.unopened());
        }

        @EventSourcingHandler
        void on(Fact fact) {
            restore((Budget) LogTransaction.of(CurrentUnitOfWork.get()).evolve(stream(), state(), fact));
        }

        @EventSourcingHandler
        void on(Budget snapshot) {
            restore(snapshot);
        }
    }

    /** Axon's shell around a {@link Catalogue}. */
    static class CatalogueAggregate extends StreamAggregate<Catalogue> {

        static final StreamAggregateFactory<CatalogueAggregate> FACTORY =
                new StreamAggregateFactory<>(CatalogueAggregate.class, CatalogueAggregate::new);

        CatalogueAggregate(String stream) {
            super(stream, Catalogue.EMPTY);
        }

        @EventSourcingHandler
        void on(ClassificationsDefined fact) {
            restore(state().evolve(fact));
        }

        @EventSourcingHandler
        void on(RulesAdopted fact) {
            restore(state().evolve(fact));
        }

        @EventSourcingHandler
        void on(Catalogue snapshot) {
            restore(snapshot);
        }
    }

    /** Axon's shell around {@link ClientKeys}. */
    static class ClientKeysAggregate extends StreamAggregate<ClientKeys> {

        static final StreamAggregateFactory<ClientKeysAggregate> FACTORY =
                new StreamAggregateFactory<>(ClientKeysAggregate.class, ClientKeysAggregate::new);

        ClientKeysAggregate(String stream) {
            super(stream, ClientKeys.NONE);
        }

        @EventSourcingHandler
        void on(ClientKeyFact fact) {
            restore(state().evolve(fact));
        }

        @EventSourcingHandler
        void on(ClientKeys snapshot) {
            restore(snapshot);
        }
    }

    /** Axon's shell around an {@link AdoptedForm}. */
    static class FormAggregate extends StreamAggregate<AdoptedForm> {

        static final StreamAggregateFactory<FormAggregate> FACTORY =
                new StreamAggregateFactory<>(FormAggregate.class, FormAggregate::new);

        FormAggregate(String stream) {
            super(stream, AdoptedForm.NONE);
        }

        @EventSourcingHandler
        void on(FormAdopted fact) {
            restore(state().evolve(fact));
        }

        @EventSourcingHandler
        void on(AdoptedForm snapshot) {
            restore(snapshot);
        }
    }

    /** Axon's shell around {@link RefusalBook}. */
    static class RefusalsAggregate extends StreamAggregate<RefusalBook> {

        static final StreamAggregateFactory<RefusalsAggregate> FACTORY =
                new StreamAggregateFactory<>(RefusalsAggregate.class, RefusalsAggregate::new);

        RefusalsAggregate(String stream) {
            super(stream, RefusalBook.NONE);
        }

        @EventSourcingHandler
        void on(Fact.AuthorityRefused fact) {
            restore(state().evolve(fact));
        }

        @EventSourcingHandler
        void on(RefusalBook snapshot) {
            restore(snapshot);
        }
    }
}
