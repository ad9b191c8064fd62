package dev.budgetledger.reliability.check;

import java.util.List;

/**
 * A command as it was sent.
 *
 * @param key its idempotency key, and its document number: of its own
 * @param moves what it does to lines, in the order of the facts that it becomes
 * @param mustBeRefused whether no ledger may accept it
 */
public record Order(String key, List<Move> moves, boolean mustBeRefused) {

    /**
     * What one line gets or gives.
     *
     * @param stream of the budget: {@code B1-2023}
     * @param economic tells the budget's lines apart: {@code 30201}
     */
    public record Move(String stream, String economic, long fen) {}
}
