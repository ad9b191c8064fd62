package dev.budgetledger.ledger.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;

import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Refusal;
import dev.budgetledger.ledger.budget.RefusalCode;
import dev.budgetledger.ledger.log.FactLog;
import dev.budgetledger.ledger.log.Head;
import dev.budgetledger.ledger.log.StoreClock;
import dev.budgetledger.ledger.store.StreamAggregate.BudgetAggregate;
import dev.budgetledger.ledger.store.StreamAggregate.CatalogueAggregate;

import static dev.budgetledger.ledger.TestLedger.*;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Axon's shell: what the core decides is applied, and what it refuses is answered, not thrown. */
class StreamAggregateTest {

    private static final Fact OPENED = new Fact.BudgetOpened(new Department("301", "部门301"), 2023, false);
    private static final Fact ALLOCATED = new Fact.FundsAllocated(posting("301-2023-1",
            new Entry.OfLine(OFFICE, Money.ofYuan("100.00")),
            new Entry.OfSource(Fund.GENERAL_PUBLIC, Money.ofYuan("-100.00"))));
    private static final Fact TRANSFERRED = new Fact.FundsTransferred(posting("301-2023-2",
            new Entry.OfLine(OFFICE, Money.ofYuan("-30.00")),
            new Entry.OfLine(TRAVEL, Money.ofYuan("30.00"))), null, null);

    private final FixtureConfiguration<BudgetAggregate> budgets = new AggregateTestFixture<>(BudgetAggregate.class);

    @BeforeEach
    void prepare() {
        budgets.registerAggregateFactory(BudgetAggregate.FACTORY);
        new LedgerCommandHandler(budgets.getRepository(), catalogues(), mock(), mock(), mock(), new FactLog(StoreClock.DATABASE), BudgetAggregate.FACTORY, _ -> {})
                .subscribe(budgets.getCommandBus());
        budgets.registerCommandHandlerInterceptor((unitOfWork, chain) -> {
            new LogTransaction(mock(), new Head(0, Instant.EPOCH), new GroupAnswers(new HashMap<>())).bind(unitOfWork.root());
            return chain.proceed();
        });
        budgets.setReportIllegalStateChange(false);
    }

    /** A repository whose one catalogue has the codes of the commands. */
    private static Repository<CatalogueAggregate> catalogues() {
        CatalogueAggregate known = new CatalogueAggregate("classification-2023");
        known.on(new Fact.ClassificationsDefined(
                2023, ((Command.DefineClassifications) catalogue()).classifications()));
        Aggregate<CatalogueAggregate> aggregate = mock();
        when(aggregate.invoke(any())).thenAnswer(
                call -> call.<Function<CatalogueAggregate, ?>>getArgument(0).apply(known));
        Repository<CatalogueAggregate> repository = mock();
        try {
            when(repository.loadOrCreate(any(), any())).thenReturn(aggregate);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return repository;
    }

    @Test
    void opening_records_the_first_fact_of_the_stream() {
        budgets.givenNoPriorActivity()
                .when(open("301"))
                .expectSuccessfulHandlerExecution()
                .expectEvents(OPENED);
    }

    @Test
    void a_transfer_on_an_open_budget_records_one_balanced_fact() {
        budgets.given(OPENED, ALLOCATED)
                .when(transfer("301", OFFICE, TRAVEL, "30.00"))
                .expectSuccessfulHandlerExecution()
                .expectEvents(TRANSFERRED);
    }

    @Test
    void a_refusal_is_an_answer_and_records_nothing() {
        budgets.given(OPENED, ALLOCATED)
                .when(transfer("301", OFFICE, TRAVEL, "100.01"))
                .expectNoEvents()
                .expectResultMessagePayload(new Outcome.Refused(new Refusal(RefusalCode.INSUFFICIENT_FUNDS, "from",
                        "100.00 元 may be taken effective 2023-01-01, not 100.01 元"), false));
    }

    private static Posting posting(String id, Entry... entries) {
        return new Posting(id, "财预〔2023〕1号", LocalDate.of(2023, 1, 1), "测试", List.of(entries));
    }
}
