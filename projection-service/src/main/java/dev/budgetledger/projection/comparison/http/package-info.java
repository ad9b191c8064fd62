/** Comparisons over HTTP: the figures of two years, and the cells that changed with the postings that made them. */
@NullMarked
package dev.budgetledger.projection.comparison.http;

import org.jspecify.annotations.NullMarked;
