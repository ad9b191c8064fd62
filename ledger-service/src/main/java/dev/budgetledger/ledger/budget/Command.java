package dev.budgetledger.ledger.budget;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;

/** What can be asked of the ledger. */
public sealed interface Command {

    /** The stream whose state decides. */
    String stream();

    /** 定义科目: codes and names of a year. */
    record DefineClassifications(int fiscalYear, List<Classification> classifications) implements Command {
        public DefineClassifications {
            classifications = List.copyOf(classifications);
        }

        @Override
        public String stream() {
            return BudgetId.classificationStream(fiscalYear);
        }
    }

    /** A command to one department budget. */
    sealed interface OnBudget extends Command {
        BudgetId budget();

        @Override
        default String stream() {
            return budget().stream();
        }
    }

    /** 开立预算. */
    record OpenBudget(Department department, int fiscalYear, boolean comparative) implements OnBudget {
        @Override
        public BudgetId budget() {
            return new BudgetId(department.code(), fiscalYear);
        }
    }

    /** A command that moves money. */
    sealed interface Post extends OnBudget {
        Paper paper();

        /** The lines it moves, debits positive, in the order of the request. */
        List<Leg> legs();
    }

    /** 下达/批复: money from the source of a fund to lines. */
    record Allocate(BudgetId budget, Paper paper, List<LineAmount> lines) implements Post {
        public Allocate {
            lines = List.copyOf(lines);
        }

        @Override
        public List<Leg> legs() {
            return legsOf(lines);
        }
    }

    /** 追加/追减: lines raised or lowered against the source of their fund. */
    record Adjust(BudgetId budget, Paper paper, List<LineAmount> lines) implements Post {
        public Adjust {
            lines = List.copyOf(lines);
        }

        @Override
        public List<Leg> legs() {
            return legsOf(lines);
        }
    }

    /**
     * 调剂: money from one line to another of the same fund.
     *
     * @param authority the paper that allows moving money across 项 or kinds
     */
    record Transfer(BudgetId budget, Paper paper, @Nullable String authority, Money amount, Line from, Line to)
            implements Post {
        @Override
        public List<Leg> legs() {
            return List.of(new Leg("from", "amount", from, amount.negated()), new Leg("to", "amount", to, amount));
        }
    }

    /** A line and an amount, as requested. */
    record LineAmount(Line line, Money amount) {}

    /**
     * One line moved by a command.
     *
     * @param field where the line stands in the request, for refusals: {@code lines[0]}, {@code from}
     * @param amountField where its amount stands
     */
    record Leg(String field, String amountField, Line line, Money amount) {}

    private static List<Leg> legsOf(List<LineAmount> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new Leg("lines[" + i + "]", "lines[" + i + "].amount",
                        lines.get(i).line(), lines.get(i).amount()))
                .toList();
    }
}
