package dev.budgetledger.ledger.budget;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;

/**
 * The decision on a command to a department budget: {@code decide(state, command) → facts | refusal}.
 *
 * <p>Pure: the catalogue of the year arrives with the command, and posting ids follow from the state.
 */
public final class Decider {

    private Decider() {}

    /** Decides without changing anything; the caller records the facts and evolves. */
    public static Decision decide(Budget state, Command.OnBudget command, Catalogue catalogue) {
        return switch (state) {
            case Budget.Unopened _ -> switch (command) {
                case Command.OpenBudget open -> Decision.Accepted.of(
                        new Fact.BudgetOpened(open.department(), open.fiscalYear(), open.comparative()));
                case Command.Post post -> refused(RefusalCode.BUDGET_NOT_OPEN, "budget",
                        "no budget of department " + post.budget().department() + " for "
                                + post.budget().fiscalYear() + " is open");
            };
            case Budget.Open open -> switch (command) {
                case Command.OpenBudget _ -> refused(RefusalCode.BUDGET_ALREADY_OPEN, "fiscalYear",
                        "budget " + open.id().stream() + " is open already");
                case Command.Post post -> Policies.refuse(open, post, catalogue)
                        .<Decision>map(Decision.Refused::new)
                        .orElseGet(() -> Decision.Accepted.of(fact(post, posting(open, post))));
            };
        };
    }

    private static Fact fact(Command.Post command, Posting posting) {
        return switch (command) {
            case Command.Allocate _ -> new Fact.FundsAllocated(posting);
            case Command.Transfer transfer -> new Fact.FundsTransferred(posting, transfer.authority());
            case Command.Adjust _ -> new Fact.BudgetAdjusted(posting);
        };
    }

    /** Double entry: each line moved, and the source of each fund for what the lines leave open. */
    private static Posting posting(Budget.Open state, Command.Post command) {
        List<Entry> entries = new ArrayList<>();
        Map<Fund, Money> open = new EnumMap<>(Fund.class);
        for (Command.Leg leg : command.legs()) {
            entries.add(new Entry.OfLine(leg.line(), leg.amount()));
            open.merge(leg.line().fund(), leg.amount(), Money::plus);
        }
        open.forEach((fund, sum) -> {
            if (!sum.isZero()) {
                entries.add(new Entry.OfSource(fund, sum.negated()));
            }
        });
        Paper paper = command.paper();
        return new Posting(Posting.id(state.id().stream(), state.facts()), paper.documentNo(), paper.effectiveOn(),
                paper.reason(), entries);
    }

    private static Decision refused(RefusalCode code, String field, String detail) {
        return new Decision.Refused(new Refusal(code, field, detail));
    }
}
