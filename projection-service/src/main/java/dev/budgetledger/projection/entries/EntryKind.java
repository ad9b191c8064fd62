package dev.budgetledger.projection.entries;

import java.util.List;

/**
 * 同类分录: what tells the entries of a line apart where they are summed.
 *
 * @param reversal whether a reversal (冲销) posted it; the operation is that of what it reverses
 * @param frozen whether it is of the frozen account of the line
 */
public record EntryKind(Operation operation, boolean reversal, boolean frozen) {

    /** As stored summaries number them: another one only ever comes after the last. */
    private static final List<Operation> OPERATIONS = List.of(
            Operation.ALLOCATION,
            Operation.TRANSFER,
            Operation.ADJUSTMENT,
            Operation.CARRY_OUT,
            Operation.CARRY_IN,
            Operation.FREEZE);

    /** How many there are. */
    static final int COUNT = OPERATIONS.size() << 2;

    /** How summaries write it. */
    int code() {
        return (OPERATIONS.indexOf(operation) << 2) | (reversal ? 2 : 0) | (frozen ? 1 : 0);
    }

    static EntryKind ofCode(int code) {
        return new EntryKind(OPERATIONS.get(code >> 2), (code & 2) != 0, (code & 1) != 0);
    }
}
