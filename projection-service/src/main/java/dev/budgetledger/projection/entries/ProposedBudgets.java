package dev.budgetledger.projection.entries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Posting;

/**
 * 含提请: reads budgets as they would be if each proposal that was open at the point had been posted as it stands, whether the ledger would
 * still post it or not.
 */
public final class ProposedBudgets implements BudgetReader {

    /** So many proposals are in memory at once: each may have a thousand lines. */
    private static final int PROPOSALS_AT_ONCE = 100;

    /** In fen, either way: together with all that a budget may turn over it is still a number. */
    private static final long MOVED_MAX = 5_000_000_000_000_000_000L;

    private final BudgetReader posted;
    private final ProposalReader proposals;
    private final EntryReader entries;
    private final StreamReader streams;

    public ProposedBudgets(BudgetReader posted, ProposalReader proposals, EntryReader entries, StreamReader streams) {
        this.posted = posted;
        this.proposals = proposals;
        this.entries = entries;
        this.streams = streams;
    }

    @Override
    public AsOf resolve(int fiscalYear, AsOfQuestion question) {
        return posted.resolve(fiscalYear, question);
    }

    @Override
    public Optional<BudgetAsOf> read(BudgetId id, AsOf asOf, Basis basis) {
        return posted.read(id, asOf, basis).map(budget -> {
            List<String> ids = new ArrayList<>();
            Map<Line, ProposedSums> lines = new HashMap<>();
            each(id, asOf, (proposal, would) -> {
                ids.add(proposal);
                would.forEach(entry -> lines.computeIfAbsent(entry.line(), _ -> new ProposedSums()).add(entry));
            });
            return budget.including(lines.entrySet().stream().map(each -> each.getValue().sums(each.getKey())).toList(), ids);
        });
    }

    /**
     * Each proposal that counts at a point, in order: its id, and the entries that it would post in the budget.
     *
     * @throws ProposedOutOfRangeException if that is more than can be counted: each is proposed as if it were the only one
     */
    public void each(BudgetId id, AsOf asOf, BiConsumer<String, List<PostedEntry>> visit) {
        long moved = 0;
        List<Long> open = proposals.open(id, asOf);
        for (int from = 0; from < open.size(); from += PROPOSALS_AT_ONCE) {
            for (byte[] bytes : entries.envelopes(open.subList(from, Math.min(from + PROPOSALS_AT_ONCE, open.size())))) {
                Envelope proposal = Envelope.parse(bytes);
                List<PostedEntry> would = ProposedEntries.of(proposal, id, place -> posting(place, asOf.position()));
                for (PostedEntry entry : would) {
                    moved += Math.abs(entry.amount().fen());
                    if (moved > MOVED_MAX) {
                        throw new ProposedOutOfRangeException();
                    }
                }
                visit.accept(Posting.id(proposal.stream(), proposal.sequence()), would);
            }
        }
    }

    private Fact.Posted posting(Posting.Place place, long through) {
        StreamFact found = streams.facts(place.stream(), place.sequence() - 1, through, 1).getFirst();
        return (Fact.Posted) Envelope.parse(found.envelope()).fact();
    }

    /** What the entries of a line add up to. */
    private static final class ProposedSums {
        private final DaySums.Builder sums = new DaySums.Builder();
        private long entries;

        void add(PostedEntry entry) {
            sums.add(EntryKind.of(entry.operation(), entry.reversal(), entry.frozen()), entry.effectiveOn(), entry.amount().fen());
            entries++;
        }

        LineSums sums(Line line) {
            return new LineSums(line, entries, List.of(sums.build()));
        }
    }
}
