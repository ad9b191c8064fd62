/**
 * Does to a whole system of processes what happens to one, while it is used, and looks whether it told the truth: see
 * {@code docs/reliability.md}.
 */
@NullMarked
package dev.budgetledger.reliability;

import org.jspecify.annotations.NullMarked;
