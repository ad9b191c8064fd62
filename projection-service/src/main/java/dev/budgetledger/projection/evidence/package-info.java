/**
 * 证据包: tables at a point with all that they come from and its proofs, in one file that is verified without this service.
 */
@NullMarked
package dev.budgetledger.projection.evidence;

import org.jspecify.annotations.NullMarked;
