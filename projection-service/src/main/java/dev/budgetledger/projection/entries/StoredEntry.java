package dev.budgetledger.projection.entries;

import java.time.LocalDate;

/**
 * 分录 of a line as the tables hold it.
 *
 * @param position of its fact
 * @param ordinal its place in the posting, from 0
 * @param line the id of the line
 * @param fen positive a debit (借), negative a credit (贷)
 */
public record StoredEntry(long position, int ordinal, LocalDate effectiveOn, long line, EntryKind kind, long fen) {

    public EntryPlace place() {
        return new EntryPlace(position, ordinal);
    }
}
