package dev.budgetledger.projection.checks;

import java.math.BigDecimal;

/**
 * 百分比 of the explanatory text.
 *
 * @param row of its file
 * @param value in percent, with its sign
 * @param error by how much it may differ from what it is of: one of its last place, as it is cut off as often as rounded
 */
record Percent(int row, BigDecimal value, BigDecimal error) {}
