/**
 * Workbooks, xlsx (ECMA-376): rows of one sheet in and out, in memory that does not grow with the sheet. Knows nothing of budgets.
 */
@NullMarked
package dev.budgetledger.ledger.commands.sheets;

import org.jspecify.annotations.NullMarked;
