package dev.budgetledger.projection.entries;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.ProposedPosting;

/** 拟记分录: the entries of lines that a proposal would post as it stands, as the ledger makes them of the command. Each is at the place of the proposal. */
final class ProposedEntries {

    private final Envelope proposal;
    private final ProposedPosting said;
    private final boolean own;
    private final List<PostedEntry> entries = new ArrayList<>();

    private ProposedEntries(Envelope proposal, ProposedPosting said, boolean own) {
        this.proposal = proposal;
        this.said = said;
        this.own = own;
    }

    /**
     * Those in one budget, none if it moves no money of it.
     *
     * @param proposal a fact that proposed, of this budget or of another
     * @param posted the posting at a place, which was posted before
     */
    static List<PostedEntry> of(Envelope proposal, BudgetId budget, Function<Posting.Place, Fact.Posted> posted) {
        ProposedPosting said = ((Fact.PostingProposed) proposal.fact()).proposed();
        ProposedEntries made = new ProposedEntries(proposal, said, proposal.stream().equals(budget.stream()));
        made.make(budget, posted);
        return made.entries;
    }

    private void make(BudgetId budget, Function<Posting.Place, Fact.Posted> posted) {
        switch (said.operation()) {
            case ALLOCATE -> lines(Operation.ALLOCATION);
            case ADJUST -> lines(Operation.ADJUSTMENT);
            case FREEZE -> said().forEach(each -> freeze(each.line(), each.amount()));
            case RELEASE -> said().forEach(each -> freeze(each.line(), each.amount().negated()));
            case CARRY_FORWARD -> said().forEach(each -> carry(each, budget));
            case TRANSFER -> transfer(budget);
            case REVERSE -> reverse(budget, posted);
        }
    }

    private List<ProposedPosting.LineAmount> said() {
        return Objects.requireNonNull(said.lines());
    }

    private void lines(Operation operation) {
        if (own) {
            said().forEach(each -> add(each.line(), operation, false, false, each.amount()));
        }
    }

    private void freeze(Line line, Money amount) {
        if (own) {
            add(line, Operation.FREEZE, false, false, amount.negated());
            add(line, Operation.FREEZE, false, true, amount);
        }
    }

    private void carry(ProposedPosting.LineAmount each, BudgetId budget) {
        if (own) {
            add(each.line(), Operation.CARRY_OUT, false, false, each.amount().negated());
        } else if (BudgetId.ofStream(proposal.stream()).next().equals(budget)) {
            add(each.line().carriedOver(), Operation.CARRY_IN, false, false, each.amount());
        }
    }

    private void transfer(BudgetId budget) {
        Money amount = Objects.requireNonNull(said.amount());
        BudgetId from = BudgetId.ofStream(proposal.stream());
        BudgetId to = said.toDepartment() == null ? from : new BudgetId(said.toDepartment(), from.fiscalYear());
        if (own) {
            add(Objects.requireNonNull(said.from()), Operation.TRANSFER, false, false, amount.negated());
        }
        if (to.equals(budget)) {
            add(Objects.requireNonNull(said.to()), Operation.TRANSFER, false, false, amount);
        }
    }

    /** The mirror of the posting, or of its half in the other budget. */
    private void reverse(BudgetId budget, Function<Posting.Place, Fact.Posted> posted) {
        Fact.Posted original = posted.apply(place(said.postingId()));
        if (own) {
            mirror(budget, original);
        } else if (original.counterpart() != null && place(original.counterpart()).stream().equals(budget.stream())) {
            mirror(budget, posted.apply(place(original.counterpart())));
        }
    }

    private static Posting.Place place(@Nullable String id) {
        return Posting.Place.of(Objects.requireNonNull(id)).orElseThrow();
    }

    private void mirror(BudgetId budget, Fact.Posted half) {
        Operation operation = Operation.of(budget.stream(), half);
        for (Entry entry : half.posting().entries()) {
            switch (entry.mirrored()) {
                case Entry.OfLine(Line line, Money amount, var _) -> add(line, operation, true, false, amount);
                case Entry.OfFrozen(Line line, Money amount) -> add(line, operation, true, true, amount);
                case Entry.OfSource _, Entry.OfCounterpart _ -> {} // of no line
            }
        }
    }

    private void add(Line line, Operation operation, boolean reversal, boolean frozen, Money amount) {
        entries.add(new PostedEntry(new EntryPlace(proposal.position(), entries.size()), said.effectiveOn(), line, operation, reversal,
                frozen, amount));
    }
}
