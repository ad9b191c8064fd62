package dev.budgetledger.projection.samples;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.projection.comparison.http.NoEntries;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.ProposalReader;
import dev.budgetledger.projection.entries.ProposalState;
import dev.budgetledger.projection.entries.ProposedBudgets;
import dev.budgetledger.projection.entries.jdbc.JdbcEntryReader;
import dev.budgetledger.projection.entries.jdbc.JdbcProposalReader;
import dev.budgetledger.projection.entries.jdbc.JdbcStreamReader;
import dev.budgetledger.projection.intake.StoredLog;

/** Nothing waits for a checker. */
public final class NoProposals implements ProposalReader {

    /** Budgets of which nothing is proposed. */
    public static ProposedBudgets of(BudgetReader budgets) {
        return new ProposedBudgets(budgets, new NoProposals(), new NoEntries(), (_, _, _, _) -> List.of());
    }

    /** Budgets with what is proposed in a stored log. */
    public static ProposedBudgets butThoseOf(StoredLog stored, BudgetReader budgets) {
        return new ProposedBudgets(budgets, new JdbcProposalReader(stored.jdbc()), new JdbcEntryReader(stored.jdbc()),
                new JdbcStreamReader(stored.jdbc()));
    }

    @Override
    public KnownProposals find(Whose whose, AsOf asOf, @Nullable ProposalState state, Order order, OptionalLong after, int limit) {
        return new KnownProposals(List.of(), OptionalLong.empty());
    }

    @Override
    public List<Long> open(BudgetId budget, AsOf asOf) {
        return List.of();
    }

    @Override
    public Optional<KnownProposal> proposal(BudgetId budget, long sequence, AsOf asOf) {
        return Optional.empty();
    }
}
