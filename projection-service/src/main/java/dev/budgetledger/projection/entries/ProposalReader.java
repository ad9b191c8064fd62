package dev.budgetledger.projection.entries;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.entries.PostingReader.Order;

/** Looks for 提请, and what had become of each at a point. The day of a point is that of its instant in China. */
public interface ProposalReader {

    /** Which budgets proposals are of. */
    sealed interface Whose {

        /** Of a budget those that take effect by the point. */
        record OfBudget(BudgetId id) implements Whose {}

        /**
         * Of many, whenever they take effect.
         *
         * @param departments codes; null all
         * @param fiscalYears null all
         */
        record OfMany(@Nullable Set<String> departments, @Nullable Set<Integer> fiscalYears) implements Whose {
            public OfMany {
                departments = departments == null ? null : Set.copyOf(departments);
                fiscalYears = fiscalYears == null ? null : Set.copyOf(fiscalYears);
            }
        }
    }

    /**
     * A proposal.
     *
     * @param steps positions of its facts by the point, in order; the first proposed it
     */
    record KnownProposal(ProposalState state, List<Long> steps) {

        public KnownProposal {
            steps = List.copyOf(steps);
        }

        public long position() {
            return steps.getFirst();
        }
    }

    /**
     * Proposals in the order asked for.
     *
     * @param next the position after which there may be more; empty at the end. A page may be shorter than asked for though there are more,
     *     for the work of one page is bounded
     */
    record KnownProposals(List<KnownProposal> proposals, OptionalLong next) {

        public KnownProposals {
            proposals = List.copyOf(proposals);
        }
    }

    /**
     * Proposals that were made by a point.
     *
     * @param state only those; null any
     * @param after behind the proposal at this position, in the order; empty from the beginning
     * @param limit no more than this many
     */
    KnownProposals find(Whose whose, AsOf asOf, @Nullable ProposalState state, Order order, OptionalLong after, int limit);

    /**
     * 待复核: positions of the proposals that were open at a point and would move money of a budget by its day, in order: its own, and those of
     * others that would take from it or give to it.
     */
    List<Long> open(BudgetId budget, AsOf asOf);

    /** The one that a fact of a budget made, given by its sequence, if it had by a point. */
    Optional<KnownProposal> proposal(BudgetId budget, long sequence, AsOf asOf);
}
