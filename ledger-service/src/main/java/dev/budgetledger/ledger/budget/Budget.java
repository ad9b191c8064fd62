package dev.budgetledger.ledger.budget;

import java.util.List;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;

/** 部门预算: the state that decides, evolved from the facts of its stream. Immutable. */
public sealed interface Budget {

    /** Before the first fact. */
    static Budget unopened() {
        return new Unopened();
    }

    /** Facts so far; the next fact takes this as its sequence. */
    long facts();

    /** 未开立. */
    record Unopened() implements Budget {
        @Override
        public long facts() {
            return 0;
        }
    }

    /**
     * 已开立.
     *
     * @param comparative holds a prior year of which only part was published
     * @param lines every line that was ever moved
     * @param turnover all debits of lines ever posted: no sum of any lines at any date is larger
     */
    record Open(
            BudgetId id,
            String departmentName,
            boolean comparative,
            PMap<Line, Timeline> lines,
            Money turnover,
            long facts) implements Budget {

        /** The timeline of a line, empty if it was never moved. */
        Timeline timeline(Line line) {
            return lines.getOrDefault(line, Timeline.EMPTY);
        }
    }

    /** The state after a fact. */
    default Budget evolve(Fact fact) {
        return switch (fact) {
            case Fact.BudgetOpened opened -> new Open(
                    new BudgetId(opened.department().code(), opened.fiscalYear()),
                    opened.department().name(), opened.comparative(), HashTreePMap.empty(), Money.ZERO, facts() + 1);
            case Fact.Posted posted -> moved(posted.posting());
            case Fact.ClassificationsDefined _ -> throw new IllegalStateException("a catalogue's fact in a budget");
        };
    }

    private Open moved(Posting posting) {
        if (!(this instanceof Open open)) {
            throw new IllegalStateException("posting " + posting.id() + " precedes the opening of its budget");
        }
        PMap<Line, Timeline> next = open.lines();
        Money turnover = open.turnover();
        for (Entry entry : posting.entries()) {
            if (entry instanceof Entry.OfLine(Line line, var amount)) {
                turnover = amount.isPositive() ? turnover.plus(amount) : turnover;
                Timeline timeline = next.getOrDefault(line, Timeline.EMPTY);
                next = next.plus(line, timeline.plus(posting.effectiveOn(), amount));
            }
        }
        return new Open(open.id(), open.departmentName(), open.comparative(), next, turnover, open.facts() + 1);
    }

    /** The state after facts. */
    default Budget evolve(List<? extends Fact> facts) {
        Budget state = this;
        for (Fact fact : facts) {
            state = state.evolve(fact);
        }
        return state;
    }
}
