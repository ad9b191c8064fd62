package dev.budgetledger.ledger.store;

import java.util.List;

import dev.budgetledger.ledger.budget.Budget;
import dev.budgetledger.ledger.budget.NewFact;

/** 试算: what would become of a submission, were it submitted now. Nothing of it is in the log, nor under its key. */
public sealed interface DryOutcome {

    /** What its key was answered with before, or a refusal. */
    record Answered(Outcome outcome) implements DryOutcome {}

    /**
     * It would be recorded.
     *
     * @param repeated whether one before it in the same dry run has its key and its content: then it adds nothing
     * @param facts that it would add, in order
     * @param approvals how many others must approve before money moves
     * @param changes what it would change, of each budget it touches, its own first; where others must approve, what they would change then
     */
    record Recorded(boolean repeated, List<NewFact> facts, int approvals, List<Change> changes) implements DryOutcome {
        public Recorded {
            facts = List.copyOf(facts);
            changes = List.copyOf(changes);
        }
    }

    /**
     * What a fact would change of a budget.
     *
     * @param of the fact
     */
    record Change(NewFact of, Budget before, Budget after) {}
}
