/**
 * 勾稽: what the nine printed tables must say of each other.
 */
@NullMarked
package dev.budgetledger.projection.checks;

import org.jspecify.annotations.NullMarked;
