package dev.budgetledger.projection.checks;

import org.jspecify.annotations.Nullable;

/**
 * 单元格: one summand of a side of a check.
 *
 * @param source the table id, or the statement
 * @param row 序号, of a statement its row in the file
 * @param label the words that name it in print
 * @param column the column id, empty in a statement
 * @param amount absent where it is blank: that is zero, and exactly so
 */
record Term(String source, int row, String label, String column, @Nullable PrintedAmount amount) {}
