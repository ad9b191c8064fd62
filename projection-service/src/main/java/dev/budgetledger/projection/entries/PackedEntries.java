package dev.budgetledger.projection.entries;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

import dev.budgetledger.contract.Fund;

/**
 * 分录 of a posting in the row of its fact, in order: of each two numbers, what it moves and how many fen. What it moves is the id of its line
 * in steps of 32 and the code of its {@link EntryKind} below; of one of no line, the same with the number of its fund, and all bits the other
 * way. So whatever is negative moves the source of a fund, the budget's own or another one's.
 */
public final class PackedEntries {

    private static final int KIND_BITS = 5;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    /** As they are stored: another one only ever comes after the last. */
    private static final List<Fund> FUNDS = List.of(
            Fund.GENERAL_PUBLIC,
            Fund.GOVERNMENT_FUND,
            Fund.STATE_CAPITAL,
            Fund.FISCAL_SPECIAL_ACCOUNT,
            Fund.INSTITUTION,
            Fund.INSTITUTION_BUSINESS,
            Fund.SUPERIOR_SUBSIDY,
            Fund.SUBORDINATE_REMITTANCE,
            Fund.OTHER);

    private final long[] numbers;
    private int end;

    /** @param count how many entries the posting has */
    public PackedEntries(int count) {
        this.numbers = new long[Math.multiplyExact(2, count)];
    }

    /**
     * Adds one of a line.
     *
     * @param line its id
     */
    public PackedEntries add(long line, EntryKind kind, long fen) {
        return add(Math.multiplyExact(line, 1L << KIND_BITS) | kind.code(), fen);
    }

    /**
     * Adds one of no line.
     *
     * @param fund whose source it moves
     */
    public PackedEntries addOfSource(Fund fund, EntryKind kind, long fen) {
        return add(~((long) FUNDS.indexOf(fund) << KIND_BITS | kind.code()), fen);
    }

    private PackedEntries add(long moved, long fen) {
        numbers[end++] = moved;
        numbers[end++] = fen;
        return this;
    }

    /** As they are stored. */
    public long[] numbers() {
        return numbers;
    }

    /**
     * Those of lines, in order.
     *
     * @throws IllegalArgumentException if these are no numbers that were made here
     */
    public static void ofLines(long position, LocalDate effectiveOn, Long[] numbers, Consumer<StoredEntry> each) {
        if (numbers.length % 2 != 0) {
            throw new IllegalArgumentException("of the entries of the fact at position " + position + " the last has no amount");
        }
        for (int i = 0; i < numbers.length; i += 2) {
            long moved = numbers[i];
            if (moved >= 0) {
                each.accept(new StoredEntry(
                        position, i / 2, effectiveOn, moved >> KIND_BITS, EntryKind.ofCode((int) moved & KIND_MASK), numbers[i + 1]));
            }
        }
    }
}
