/**
 * What the log can prove: an RFC 9162 Merkle tree over the envelopes, and its head as a signed C2SP checkpoint.
 *
 * <p>Pure functions over the JDK. The ledger makes proofs with them, the projection and any auditor check them.
 */
@NullMarked
package dev.budgetledger.contract.merkle;

import org.jspecify.annotations.NullMarked;
