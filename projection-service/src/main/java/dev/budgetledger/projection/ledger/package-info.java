/** The ledger over HTTP, as a person's own token reaches it. */
@NullMarked
package dev.budgetledger.projection.ledger;

import org.jspecify.annotations.NullMarked;
