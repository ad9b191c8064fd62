/**
 * 溯源: the postings behind an amount.
 */
@NullMarked
package dev.budgetledger.projection.audit;

import org.jspecify.annotations.NullMarked;
