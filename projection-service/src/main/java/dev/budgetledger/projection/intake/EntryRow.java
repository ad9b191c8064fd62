package dev.budgetledger.projection.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.projection.entries.Operation;

/**
 * 分录 as it is stored.
 *
 * @param ordinal its place in the posting, from 0
 */
record EntryRow(
        long position,
        int ordinal,
        Instant recordedAt,
        LocalDate effectiveOn,
        String stream,
        Entry entry,
        Operation operation) {

    /** The entries of a fact, none if it moves no money. */
    static List<EntryRow> of(Envelope envelope) {
        if (!(envelope.fact() instanceof Fact.Posted posted)) {
            return List.of();
        }
        List<EntryRow> rows = new ArrayList<>();
        for (Entry entry : posted.posting().entries()) {
            rows.add(new EntryRow(
                    envelope.position(),
                    rows.size(),
                    envelope.recordedAt(),
                    posted.posting().effectiveOn(),
                    envelope.stream(),
                    entry,
                    Operation.of(posted)));
        }
        return rows;
    }
}
