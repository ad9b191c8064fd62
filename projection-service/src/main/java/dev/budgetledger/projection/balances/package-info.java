/** 余额: the lines of a budget as of a point, without a table. */
@NullMarked
package dev.budgetledger.projection.balances;

import org.jspecify.annotations.NullMarked;
