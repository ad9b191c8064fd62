package dev.budgetledger.ledger.budget;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Posting;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of two departments that have carried all they had from 2022 into 2024: no way of moving money makes it younger (预算法 第42条), and nothing but
 * carrying out of it, and taking that back, changes a closed year.
 */
class CarriedMoneyTest {

    private static final List<String> DEPARTMENTS = List.of("301", "302");
    private static final List<Integer> YEARS = List.of(2022, 2023, 2024, 2025);
    private static final List<Line> LINES = IntStream.range(0, 4).mapToObj(i -> new Line(Fund.GENERAL_PUBLIC,
            i < 2 ? Origin.CURRENT : Origin.CARRIED_OVER, "2010301", Kind.OPERATING, i % 2 == 0 ? "30201" : "30211", null)).toList();

    private final PlainBooks books = new PlainBooks();
    private final Map<Integer, List<Fact.Posted>> postings = new HashMap<>();
    private final Set<String> reversed = new HashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void money_keeps_its_years_on_every_way_and_a_closed_year_its_tables(long seed) {
        Random random = new Random(seed);
        open();
        carryTwice();
        int accepted = 0;
        for (int i = 0; i < 1_000; i++) {
            Command.OnBudget command = command(random);
            Map<BudgetId, Budget> before = budgets();
            if (Decider.decide(books, command, "经办", null) instanceof Decision.Accepted(List<NewFact> facts)) {
                accepted++;
                record(facts);
                assertThatClosedYearsStay(before, command);
                assertThatNoneIsCarriedAThirdTime(command);
                assertThatSharesAreWithinBalances();
            }
        }
        assertThat(accepted).isGreaterThan(200);
    }

    /** Each line is looked at once, however many there are. */
    @Test
    void a_posting_of_as_many_lines_as_there_may_be_is_carried_and_taken_back() {
        open();
        BudgetId id = new BudgetId("301", 2023);
        List<Command.LineAmount> all = IntStream.range(0, 5_000)
                .mapToObj(i -> new Line(Fund.GENERAL_PUBLIC, Origin.CARRIED_OVER, "2010301", Kind.PROJECT, null, "项目" + i))
                .map(line -> new Command.LineAmount(line, Money.ofFen(100)))
                .toList();
        post(new Command.Allocate(id, paper(2023, 1), all));
        post(new Command.CarryForward(id, paper(2023, 12), all));
        post(new Command.Reverse(id, paper(2023, 12), "301-2023-2"));
        post(new Command.Reverse(id, paper(2023, 12), "301-2023-1"));

        assertThat(((Budget.Open) books.budget(id)).account(all.getLast().line()).total().balance()).isEqualTo(Money.ZERO);
    }

    private void assertThatClosedYearsStay(Map<BudgetId, Budget> before, Command.OnBudget command) {
        before.forEach((id, budget) -> {
            if (budget instanceof Budget.Open then && then.closed()) {
                boolean changed = !then.lines().equals(((Budget.Open) books.budget(id)).lines());
                assertThat(changed && !isCarriedOutOf(id, command)).as("%s changed closed %s", command, id).isFalse();
            }
        });
    }

    private boolean isCarriedOutOf(BudgetId id, Command.OnBudget command) {
        return switch (command) {
            case Command.CarryForward carry -> carry.budget().equals(id);
            case Command.Reverse(BudgetId budget, _, String postingId) ->
                    original(budget, postingId).filter(Fact.FundsCarriedForward.class::isInstance)
                            .map(carried -> Objects.requireNonNull(carried.counterpart()))
                            .map(other -> BudgetId.ofStream(Posting.Place.of(other).orElseThrow().stream()))
                            .filter(other -> Math.min(other.fiscalYear(), budget.fiscalYear()) == id.fiscalYear())
                            .isPresent();
            default -> false;
        };
    }

    /**
     * What is carried out of a year was new in it, or was new in the year before and carried once. Counted without looking at
     * the years that entries say.
     */
    private void assertThatNoneIsCarriedAThirdTime(Command command) {
        for (int year : YEARS) {
            long atMost = fresh(year) + Math.min(carriedOutOf(year - 1), fresh(year - 1));
            assertThat(carriedOutOf(year)).as("carried out of %d, after %s", year, command).isLessThanOrEqualTo(atMost);
        }
    }

    /** What came new into a year, and was not taken back by a reversal. */
    private long fresh(int year) {
        return standing(year).filter(fact -> !(fact instanceof Fact.FundsCarriedForward))
                .mapToLong(fact -> Math.max(0, fact.posting().entries().stream()
                        .filter(Entry.OfSource.class::isInstance)
                        .mapToLong(entry -> -entry.amount().fen()).sum()))
                .sum();
    }

    private long carriedOutOf(int year) {
        return standing(year).filter(Fact.FundsCarriedForward.class::isInstance)
                .mapToLong(fact -> fact.posting().entries().stream()
                        .filter(Entry.OfLine.class::isInstance)
                        .mapToLong(entry -> Math.max(0, -entry.amount().fen())).sum())
                .sum();
    }

    private Stream<Fact.Posted> standing(int year) {
        return postings.getOrDefault(year, List.of()).stream()
                .filter(fact -> !(fact instanceof Fact.PostingReversed) && !reversed.contains(fact.posting().id()));
    }

    private void assertThatSharesAreWithinBalances() {
        budgets().values().forEach(budget -> ((Budget.Open) budget).lines().forEach((line, account) -> {
            assertThat(account.carriedOnce().isNegative() || account.carriedTwice().isNegative()).isFalse();
            assertThat(account.carried()).isLessThanOrEqualTo(account.total().balance());
        }));
    }

    private Map<BudgetId, Budget> budgets() {
        Map<BudgetId, Budget> budgets = new HashMap<>();
        DEPARTMENTS.forEach(department -> YEARS.forEach(year -> {
            BudgetId id = new BudgetId(department, year);
            budgets.put(id, books.budget(id));
        }));
        return budgets;
    }

    private Optional<Fact.Posted> original(BudgetId budget, String postingId) {
        return books.posting(budget.stream(), Posting.Place.of(postingId).orElseThrow().sequence());
    }

    private void open() {
        for (int year : YEARS) {
            post(new Command.DefineClassifications(year, List.of(
                    new Classification(Classification.Type.FUNCTION, "2010301", "行政运行"),
                    new Classification(Classification.Type.ECONOMIC, "30201", "办公费"),
                    new Classification(Classification.Type.ECONOMIC, "30211", "差旅费"))));
            for (String department : DEPARTMENTS) {
                post(new Command.OpenBudget(new Department(department, "某部门"), year, false));
            }
        }
    }

    /** What is on the lines of 2024 then may not continue. */
    private void carryTwice() {
        for (String department : DEPARTMENTS) {
            List<Command.LineAmount> all = LINES.subList(0, 2).stream()
                    .map(line -> new Command.LineAmount(line, Money.ofFen(10_000))).toList();
            post(new Command.Allocate(new BudgetId(department, 2022), paper(2022, 1), all));
            post(new Command.CarryForward(new BudgetId(department, 2022), paper(2022, 12), all));
            post(new Command.CarryForward(new BudgetId(department, 2023), paper(2023, 12), all.stream()
                    .map(each -> new Command.LineAmount(each.line().carriedOver(), each.amount())).toList()));
        }
    }

    private void post(Command command) {
        record(((Decision.Accepted) Decider.decide(books, command, "经办", null)).facts());
    }

    private void record(List<NewFact> facts) {
        books.record(facts);
        for (NewFact recorded : facts) {
            if (recorded.fact() instanceof Fact.Posted posted) {
                postings.computeIfAbsent(BudgetId.ofStream(recorded.stream()).fiscalYear(), _ -> new ArrayList<>()).add(posted);
            }
            if (recorded.fact() instanceof Fact.PostingReversed reversal) {
                reversed.add(reversal.reverses());
            }
        }
    }

    private Command.OnBudget command(Random random) {
        BudgetId id = new BudgetId(one(random, DEPARTMENTS), one(random, List.of(2022, 2023, 2024, 2024, 2024, 2024)));
        SourceDocument paper = paper(id.fiscalYear(), random.nextInt(3) == 0 ? 6 : 12);
        int kind = random.nextInt(1000);
        return kind < 40 ? new Command.Allocate(id, paper, lines(random, 1, false))
                : kind < 240 ? new Command.Adjust(id, paper, lines(random, 1 + random.nextInt(3), true))
                : kind < 400 ? transfer(random, id, paper)
                : kind < 430 ? new Command.Freeze(id, paper, lines(random, 1, false))
                : kind < 460 ? new Command.Release(id, paper, lines(random, 1, false))
                : kind < 800 ? new Command.CarryForward(id, paper, List.of(allThatMay(random, id)))
                : kind < 999 ? new Command.Reverse(id, paper, id.stream() + "-" + random.nextInt((int) books.budget(id).facts() + 1))
                : new Command.CloseYear(id, paper);
    }

    /** What the ledger thinks may be carried, so that nothing new is left behind which old money could hide. */
    private Command.LineAmount allThatMay(Random random, BudgetId id) {
        Line line = one(random, LINES);
        Account account = ((Budget.Open) books.budget(id)).account(line);
        return new Command.LineAmount(line, account.free().balance().plus(account.carriedTwice().negated()));
    }

    private static SourceDocument paper(int year, int month) {
        return new SourceDocument("财预1号", LocalDate.of(year, month, 30), "随机");
    }

    private static Command.Transfer transfer(Random random, BudgetId id, SourceDocument paper) {
        int origin = random.nextInt(2) * 2;
        return new Command.Transfer(id, paper, "依据", Money.ofFen(1 + random.nextInt(100)),
                LINES.get(origin + random.nextInt(2)), random.nextInt(3) == 0 ? one(random, DEPARTMENTS) : null,
                LINES.get(origin + random.nextInt(2)));
    }

    private static List<Command.LineAmount> lines(Random random, int count, boolean signed) {
        return IntStream.range(0, count).mapToObj(_ -> new Command.LineAmount(one(random, LINES),
                Money.ofFen((1L + random.nextInt(100)) * (signed && random.nextBoolean() ? -1 : 1)))).toList();
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
