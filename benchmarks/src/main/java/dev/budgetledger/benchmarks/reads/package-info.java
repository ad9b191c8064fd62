/** How fast the read side is: rebuilding it from the log, and tables as of any point in an old and in a young one. */
@NullMarked
package dev.budgetledger.benchmarks.reads;

import org.jspecify.annotations.NullMarked;
