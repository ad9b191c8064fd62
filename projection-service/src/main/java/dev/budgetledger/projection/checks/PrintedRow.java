package dev.budgetledger.projection.checks;

import java.util.Map;

/**
 * 行 as it stands in print, of one panel.
 *
 * @param number 序号, from 1
 * @param key the id of the row in the form, or its code; empty where its words are not understood
 * @param label the words that name it, with its code
 * @param amounts by column id; a blank is missing, and counts as zero
 */
record PrintedRow(int number, int panel, String key, String label, Map<String, PrintedAmount> amounts) {

    PrintedRow {
        amounts = Map.copyOf(amounts);
    }

    boolean isUnderstood() {
        return !key.isEmpty();
    }

    /** Whether it is the row of a code: no other is called by digits. */
    boolean isCoded() {
        return isUnderstood() && key.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
