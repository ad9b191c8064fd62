package dev.budgetledger.reliability.check;

import java.util.List;

/** A head of the log as it was signed; who signed it is not looked at. */
public record Checkpoint(long size, String root) {

    /** The first lines of a signed note: origin, size and root. */
    public static Checkpoint read(String note) {
        List<String> lines = note.lines().toList();
        return new Checkpoint(Long.parseLong(lines.get(1)), lines.get(2));
    }
}
