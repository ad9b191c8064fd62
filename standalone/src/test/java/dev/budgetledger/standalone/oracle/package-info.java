/**
 * 对照模型: what the ledger ought to say, worked out the slow and plain way from the documentation: a list of
 * postings and a loop; the tables of its lines are the verifier's. It shares no code with what it judges and speaks JSON with
 * it, as anybody would.
 */
@NullMarked
package dev.budgetledger.standalone.oracle;

import org.jspecify.annotations.NullMarked;
