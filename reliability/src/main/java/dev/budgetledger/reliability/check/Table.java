package dev.budgetledger.reliability.check;

import java.util.Map;

/**
 * A table as it was served.
 *
 * @param position the point it is of
 * @param fen the totals by economic class; without those of zero
 */
public record Table(String projection, String stream, long position, Map<String, Long> fen) {

    public Table {
        fen = Map.copyOf(fen);
    }

    /** Of a printed amount in yuan: {@code 1234.50}, or nothing. */
    public static long fen(String yuan) {
        return yuan.isEmpty() ? 0 : Fact.fen(yuan);
    }
}
