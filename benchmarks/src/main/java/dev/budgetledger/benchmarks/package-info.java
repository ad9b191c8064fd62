/**
 * Measures the whole system from outside, and its core from inside; each figure beside a baseline of the same run.
 */
@NullMarked
package dev.budgetledger.benchmarks;

import org.jspecify.annotations.NullMarked;
