package dev.budgetledger.projection.intake;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.entries.EntryKind;
import dev.budgetledger.projection.entries.Operation;
import dev.budgetledger.projection.entries.StoredEntry;

/**
 * 分录 as it is stored.
 *
 * @param ordinal its place in the posting, from 0
 * @param reversal whether a reversal (冲销) posted it; the operation is that of what it reverses
 */
public record EntryRow(
        long position,
        int ordinal,
        LocalDate effectiveOn,
        String stream,
        Entry entry,
        Operation operation,
        boolean reversal) {

    /**
     * The entries of a fact, none if it moves no money.
     *
     * @throws IllegalArgumentException if its {@link Operation} is not told
     */
    public static List<EntryRow> of(Envelope envelope) {
        if (!(envelope.fact() instanceof Fact.Posted posted)) {
            return List.of();
        }
        Operation operation = Operation.of(envelope.stream(), posted);
        List<EntryRow> rows = new ArrayList<>();
        for (Entry entry : posted.posting().entries()) {
            rows.add(new EntryRow(
                    envelope.position(),
                    rows.size(),
                    posted.posting().effectiveOn(),
                    envelope.stream(),
                    entry,
                    operation,
                    posted instanceof Fact.PostingReversed));
        }
        return rows;
    }

    /** The line whose free or frozen money it moves; else the other side is the source of a fund or another budget. */
    public @Nullable Line line() {
        return switch (entry) {
            case Entry.OfLine(var line, _, _) -> line;
            case Entry.OfFrozen(var line, _) -> line;
            case Entry.OfSource _, Entry.OfCounterpart _ -> null;
        };
    }

    /** The fund whose source it moves, its own or another budget's. */
    public @Nullable Fund source() {
        return line() == null ? entry.fund() : null;
    }

    public boolean frozen() {
        return entry instanceof Entry.OfFrozen;
    }

    /** Among the entries of its line. */
    EntryKind kind() {
        return EntryKind.of(operation, reversal, frozen());
    }

    /** As it stands with a line of this id. */
    StoredEntry of(long line) {
        return new StoredEntry(position, ordinal, effectiveOn, line, kind(), entry.amount().fen());
    }

    /** The stream of the other budget. */
    public @Nullable String counterpart() {
        return entry instanceof Entry.OfCounterpart(var counterpart, _, _) ? counterpart : null;
    }
}
