/**
 * 回放: rebuilds the projection from the published log beside the one that is served, compares them, and can put the new one in
 * its place. The same reconciliation runs all the time, a little at a time.
 */
@NullMarked
package dev.budgetledger.projection.replay;

import org.jspecify.annotations.NullMarked;
