package dev.budgetledger.projection.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.budgetledger.contract.Money;
import dev.budgetledger.projection.entries.EntryPlace;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.PostedEntry;

/**
 * Some of the entries that an amount is made of, in the order of the log.
 *
 * @param more whether there are others after them
 */
public record Page(List<ContributingEntry> contributions, boolean more) {

    public Page {
        contributions = List.copyOf(contributions);
    }

    /** The entries after a place, no more than this many. */
    public static Page read(EntryReader reader, List<Contribution> shares, EntryPlace after, int limit) {
        List<ContributingEntry> found = shares.stream()
                .flatMap(share -> read(reader, share, after, limit + 1))
                .sorted(Comparator.comparing(each -> each.entry().place()))
                .toList();
        return of(found, limit);
    }

    /** Those of entries in their order that fit, if one more than these is all that is known of the rest. */
    public static Page of(List<ContributingEntry> found, int limit) {
        return new Page(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    private static Stream<ContributingEntry> read(EntryReader reader, Contribution share, EntryPlace after, int limit) {
        return reader.entries(share.stretch(), share.selection(), after, limit).stream()
                .map(entry -> new ContributingEntry(entry, share));
    }

    /** The place after which the next page begins. */
    public EntryPlace last() {
        return contributions.getLast().entry().place();
    }

    /** The positions of their facts. */
    public Set<Long> positions() {
        return contributions.stream().map(each -> each.entry().place().position()).collect(Collectors.toSet());
    }

    /** What these entries add up to. */
    public Money sum() {
        return contributions.stream().map(ContributingEntry::amount).reduce(Money.ZERO, Money::plus);
    }

    /**
     * An entry as it adds to an amount.
     *
     * @param share the part of the amount that it belongs to
     */
    public record ContributingEntry(PostedEntry entry, Contribution share) {

        /** With the sign it counts with, never zero. */
        public Money amount() {
            return share.of(entry);
        }

        /** 补记: whether it was recorded only after its day had been accounted for. */
        public boolean isLate() {
            return share.stretch().isLate(entry.effectiveOn());
        }
    }
}
