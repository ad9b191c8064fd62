package dev.budgetledger.benchmarks.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.ledger.budget.AdoptedForm;
import dev.budgetledger.ledger.budget.Books;
import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.Catalogue;
import dev.budgetledger.ledger.budget.ClientKeys;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.Decider;
import dev.budgetledger.ledger.budget.Decision;
import dev.budgetledger.ledger.budget.SourceDocument;

/** One transfer on a line that moved on every day of the year: decided, evolved, written, read, hashed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class CoreBenchmark {

    private static final BudgetId BUDGET = new BudgetId("301", 2023);
    private static final Line OFFICE = line("30201");
    private static final Line TRAVEL = line("30211");

    private final Command.Transfer command = transfer(180);
    private final Catalogue catalogue = Catalogue.EMPTY.evolve(new Fact.ClassificationsDefined(2023, List.of(
            new Classification(Classification.Type.FUNCTION, "2010301", "行政运行"),
            new Classification(Classification.Type.ECONOMIC, "30201", "办公费"),
            new Classification(Classification.Type.ECONOMIC, "30211", "差旅费"))));
    private Budget budget = Budget.unopened();
    private final Fact fact;
    private final Envelope envelope;
    private final byte[] bytes;

    public CoreBenchmark() {
        budget = budget.evolve(new Fact.BudgetOpened(new Department("301", "某部门"), 2023, false));
        record(new Command.Allocate(BUDGET, paper(1), List.of(
                new Command.LineAmount(OFFICE, Money.ofYuan("1000000.00")),
                new Command.LineAmount(TRAVEL, Money.ofYuan("1000000.00")))));
        for (int day = 1; day <= 365; day++) {
            record(transfer(day));
        }
        fact = decided(command);
        envelope = new Envelope(1000, Instant.parse("2023-06-30T01:02:03.456789Z"), BUDGET.stream(), 367, "treasury", fact);
        bytes = envelope.bytes();
    }

    private void record(Command next) {
        budget = budget.evolve(decided(next));
    }

    private Fact decided(Command next) {
        return switch (Decider.decide(books(), next, "经办", null)) {
            case Decision.Accepted accepted -> accepted.facts().getFirst().fact();
            case Decision.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    private static Command.Transfer transfer(int day) {
        return new Command.Transfer(BUDGET, paper(day), null, Money.ofYuan("12.50"), OFFICE, null, TRAVEL);
    }

    private static SourceDocument paper(int day) {
        return new SourceDocument("财预〔2023〕17号", LocalDate.ofYearDay(2023, day), "调剂办公费");
    }

    private static Line line(String economic) {
        return new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, "2010301", Kind.OPERATING, economic, null);
    }

    private Books books() {
        return new Books() {
            @Override
            public Budget budget(BudgetId id) {
                return budget;
            }

            @Override
            public Catalogue catalogue(int fiscalYear) {
                return catalogue;
            }

            @Override
            public AdoptedForm form(String id) {
                throw new UnsupportedOperationException("a transfer asks for no form");
            }

            @Override
            public Optional<Form> formAt(String id, long position) {
                throw new UnsupportedOperationException("a transfer asks for no form");
            }

            @Override
            public ClientKeys clientKeys() {
                throw new UnsupportedOperationException("a transfer asks for no key");
            }

            @Override
            public Optional<Fact.PostingProposed> proposed(String stream, long sequence) {
                return Optional.empty();
            }

            @Override
            public LocalDate today() {
                return LocalDate.of(2023, 12, 31);
            }

            @Override
            public boolean isClosedByAny(int fiscalYear) {
                throw new UnsupportedOperationException("a transfer gives no code another name");
            }

            @Override
            public Optional<Fact.Posted> posting(String stream, long sequence) {
                return Optional.empty();
            }

            @Override
            public long logSize() {
                throw new UnsupportedOperationException("a transfer asks for no head of the log");
            }

            @Override
            public Hash root(long size) {
                throw new UnsupportedOperationException("a transfer asks for no head of the log");
            }

            @Override
            public Instant recordedAt(long position) {
                throw new UnsupportedOperationException("a transfer asks for no position of the log");
            }

            @Override
            public Fact fact(long position) {
                throw new UnsupportedOperationException("a transfer asks for no position of the log");
            }
        };
    }

    @Benchmark
    public Decision decide() {
        return Decider.decide(books(), command, "经办", null);
    }

    @Benchmark
    public Budget evolve() {
        return budget.evolve(fact);
    }

    @Benchmark
    public byte[] write() {
        return envelope.bytes();
    }

    @Benchmark
    public Envelope read() {
        return Envelope.parse(bytes);
    }

    @Benchmark
    public Hash hash() {
        return Hash.ofLeaf(bytes);
    }
}
