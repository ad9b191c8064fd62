package dev.budgetledger.ledger.budget;

import java.util.Collections;

import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Money;
import dev.budgetledger.ledger.TestLedger;

import static dev.budgetledger.ledger.TestLedger.OFFICE;
import static dev.budgetledger.ledger.TestLedger.paper;
import static org.assertj.core.api.Assertions.assertThat;

/** A budget cannot be posted to until its sums overflow: 4,000 of the largest amounts are its limit. */
class TurnoverTest {

    private static final BudgetId ID = new BudgetId("301", 2023);

    private final PlainBooks books = new PlainBooks();

    TurnoverTest() {
        books.record(((Decision.Accepted) Decider.decide(books, TestLedger.catalogue(), "经办", null)).facts());
    }

    @Test
    void what_turns_over_more_than_any_state_is_refused_even_if_it_is_taken_back_each_time() {
        accept((Command.OnBudget) TestLedger.open("301"));
        for (int i = 0; i < 40; i++) {
            accept(allocate(100));
            accept(new Command.Adjust(ID, paper(), Collections.nCopies(100, line(Money.MAX.negated()))));
        }

        Decision decision = Decider.decide(books, allocate(1), "经办", null);

        assertThat(decision).isInstanceOf(Decision.Refused.class);
        assertThat(((Decision.Refused) decision).refusal().code()).isEqualTo(RefusalCode.AMOUNT_OUT_OF_RANGE);
        assertThat(((Decision.Refused) decision).refusal().field()).isEqualTo("lines[0].amount");
    }

    private void accept(Command.OnBudget command) {
        Decision decision = Decider.decide(books, command, "经办", null);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        books.record(((Decision.Accepted) decision).facts());
    }

    private static Command.Allocate allocate(int times) {
        return new Command.Allocate(ID, paper(), Collections.nCopies(times, line(Money.MAX)));
    }

    private static Command.LineAmount line(Money amount) {
        return new Command.LineAmount(OFFICE, amount);
    }
}
