package dev.budgetledger.projection.checks;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * 行 as it stands in print, of one panel.
 *
 * @param number 序号, from 1
 * @param key the id of the row in the form, or its code; empty where its words are not understood
 * @param label the words that name it, with its code
 * @param amounts by column id; a blank is missing, and counts as zero
 * @param changes 增减 by column id, as printed, of a percentage in percent; a blank is missing
 * @param unknown ids of columns in which nothing is printed since it is not known
 */
record PrintedRow(
        int number,
        int panel,
        String key,
        String label,
        Map<String, PrintedAmount> amounts,
        Map<String, BigDecimal> changes,
        Set<String> unknown) {

    PrintedRow {
        amounts = Map.copyOf(amounts);
        changes = Map.copyOf(changes);
        unknown = Set.copyOf(unknown);
    }

    PrintedRow withUnknown(Set<String> columns) {
        return new PrintedRow(number, panel, key, label, amounts, changes, columns);
    }

    boolean isUnderstood() {
        return !key.isEmpty();
    }

    /** Whether it is the row of a code: no other is called by digits. */
    boolean isCoded() {
        return isUnderstood() && key.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
