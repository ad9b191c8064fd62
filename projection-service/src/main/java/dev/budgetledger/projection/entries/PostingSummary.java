package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.PostingType;

/**
 * 记账 as postings are looked for.
 *
 * @param amount what comes to accounts, as much as leaves others; never negative
 * @param reverses the sequence of the posting of the same budget that it takes back
 * @param recordedOn the day on which it was recorded, in China
 */
public record PostingSummary(
        long position,
        String stream,
        PostingType type,
        String documentNo,
        String postedBy,
        LocalDate effectiveOn,
        LocalDate recordedOn,
        Money amount,
        @Nullable Long reverses) {

    /** That of a fact, empty if it moves no money. */
    public static Optional<PostingSummary> of(Envelope envelope) {
        if (!(envelope.fact() instanceof Fact.Posted posted)) {
            return Optional.empty();
        }
        Posting posting = posted.posting();
        return Optional.of(new PostingSummary(envelope.position(), envelope.stream(), Operation.typeOf(posted), posting.documentNo(),
                envelope.postedBy(), posting.effectiveOn(), Envelope.dayOf(envelope.recordedAt()), amount(posting), reversed(posted)));
    }

    private static Money amount(Posting posting) {
        return posting.entries().stream().map(Entry::amount).filter(Money::isPositive).reduce(Money.ZERO, Money::plus);
    }

    private static @Nullable Long reversed(Fact.Posted posted) {
        return posted instanceof Fact.PostingReversed reversal
                ? Posting.Place.of(reversal.reverses()).map(Posting.Place::sequence).orElse(null)
                : null;
    }

    /** 补记, of the year of the budget. */
    public Lateness lateness() {
        return Lateness.of(BudgetId.ofStream(stream).fiscalYear(), effectiveOn, recordedOn);
    }
}
