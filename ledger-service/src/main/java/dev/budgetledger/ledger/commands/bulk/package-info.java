/**
 * Commands by the many in one request: read as they come, posted in order, each answered in order.
 */
@NullMarked
package dev.budgetledger.ledger.commands.bulk;

import org.jspecify.annotations.NullMarked;
