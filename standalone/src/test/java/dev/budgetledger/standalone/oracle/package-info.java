/**
 * 对照模型: what the ledger and its tables ought to say, worked out the slow and plain way from the documentation: a list of
 * postings and a loop. It shares no code with what it judges and speaks JSON with it, as anybody would.
 */
@NullMarked
package dev.budgetledger.standalone.oracle;

import org.jspecify.annotations.NullMarked;
