/** 经办: pages that post. What they take are the bodies of the contract; what becomes of them the ledger says. */
@NullMarked
package dev.budgetledger.projection.desk;

import org.jspecify.annotations.NullMarked;
