package dev.budgetledger.ledger.store;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CanonicalWriter;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.ledger.budget.Command;
import dev.budgetledger.ledger.budget.SourceDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** What an idempotency key keeps the hash of is what it always was: a retry over a release is the same request. */
class CommandContentTest {

    private static final BudgetId BUDGET = new BudgetId("301", 2023);

    @Property
    void commands_are_written_as_the_mapper_writes_them(@ForAll String text, @ForAll long seed) {
        Random random = new Random(seed);
        String said = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        SourceDocument paper = new SourceDocument(said, orNull(said, random), LocalDate.ofEpochDay(random.nextInt(-719_000, 2_900_000)), "预算𠮷\"\n");
        List<Command.LineAmount> lines = Stream.generate(() -> new Command.LineAmount(line(said, random), Money.ofFen(random.nextLong())))
                .limit(random.nextInt(4)).toList();

        assertThat(List.of(new Command.Allocate(BUDGET, paper, lines), new Command.Adjust(BUDGET, paper, lines), new Command.Freeze(BUDGET, paper, lines),
                        new Command.Release(BUDGET, paper, lines), new Command.CarryForward(BUDGET, paper, lines),
                        new Command.Transfer(BUDGET, paper, orNull(said, random), Money.ofFen(random.nextInt()), line(said, random), orNull(said, random),
                                line(said, random)),
                        new Command.Reverse(BUDGET, paper, said), new Command.CloseYear(BUDGET, paper)))
                .allSatisfy(command -> assertThat(CommandContent.write(new CanonicalWriter(), command).bytes())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(new String(ContractJson.write(command), StandardCharsets.UTF_8)));
    }

    private static Line line(String text, Random random) {
        return new Line(one(Fund.values(), random), one(Origin.values(), random), orNull(text, random), orNull(text, random),
                random.nextBoolean() ? null : one(Kind.values(), random), orNull("30201", random), orNull(text, random),
                orNull(text, random), orNull("直达", random));
    }

    private static <T> T one(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static @Nullable String orNull(String text, Random random) {
        return random.nextBoolean() ? null : text;
    }
}
