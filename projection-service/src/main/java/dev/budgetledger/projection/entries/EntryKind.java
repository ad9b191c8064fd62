package dev.budgetledger.projection.entries;

import java.util.List;
import java.util.stream.Stream;

/**
 * 同类分录: what tells the entries of a line apart where they are summed.
 *
 * @param reversal whether a reversal (冲销) posted it; the operation is that of what it reverses
 * @param frozen whether it is of the frozen account of the line
 */
public record EntryKind(Operation operation, boolean reversal, boolean frozen) {

    /** As they are stored: another one only ever comes after the last. */
    private static final List<Operation> OPERATIONS = List.of(
            Operation.ALLOCATION,
            Operation.TRANSFER,
            Operation.ADJUSTMENT,
            Operation.CARRY_OUT,
            Operation.CARRY_IN,
            Operation.FREEZE);

    /** All there are, by code. */
    public static final List<EntryKind> ALL = OPERATIONS.stream()
            .flatMap(each -> Stream.of(
                    new EntryKind(each, false, false), new EntryKind(each, false, true), new EntryKind(each, true, false), new EntryKind(each, true, true)))
            .toList();

    /** How many there are. */
    static final int COUNT = ALL.size();

    /** How it is stored, from 0. */
    public int code() {
        return code(operation, reversal, frozen);
    }

    private static int code(Operation operation, boolean reversal, boolean frozen) {
        return (OPERATIONS.indexOf(operation) << 2) | (reversal ? 2 : 0) | (frozen ? 1 : 0);
    }

    /** The one of {@link #ALL} that is this. */
    public static EntryKind of(Operation operation, boolean reversal, boolean frozen) {
        return ALL.get(code(operation, reversal, frozen));
    }

    /**
     * The kind that is stored so.
     *
     * @throws IllegalArgumentException if none is
     */
    public static EntryKind ofCode(int code) {
        if (code < 0 || code >= COUNT) {
            throw new IllegalArgumentException("no kind of entry is " + code);
        }
        return ALL.get(code);
    }
}
