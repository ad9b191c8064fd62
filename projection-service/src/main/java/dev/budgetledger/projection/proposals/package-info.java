/** 提请: what waits for a checker, and what became of it, as of any point. */
@NullMarked
package dev.budgetledger.projection.proposals;

import org.jspecify.annotations.NullMarked;
